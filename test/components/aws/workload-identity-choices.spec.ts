/** What can be chosen about a WorkloadIdentity. */
import { expect } from "chai";

import { ACCOUNT } from "../../support/answers.ts";
import { deploy } from "../../support/mocks.ts";
import { ACCESS, make } from "./identity.ts";

const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

describe("the choices of a WorkloadIdentity", () => {
    it("attaches a policy of its own where that is wanted", async () => {
        const { resources, resource } = await deploy(
            make({ policyKind: "managed", path: "/tempo/", tags: { team: "a" } }),
        );
        expect(resources.map(({ type, name }) => `${name} ${type}`).sort()).to.deep.equal([
            "identity tempo-sts:aws:WorkloadIdentity",
            "identity-attachment aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "identity-policy aws:iam/policy:Policy",
            "identity-role aws:iam/role:Role",
        ]);
        const { policy, ...inputs } = resource("identity-policy").inputs;
        expect(JSON.parse(String(policy))).to.deep.equal(ACCESS);
        expect(inputs).to.deep.equal({
            name: "tracing-team-a-main",
            description:
                "What may be done in the trace bucket by Grafana Tempo in the Kubernetes namespace team-a",
            path: "/tempo/",
            tags: { team: "a" },
        });
        expect(resource("identity-attachment").inputs).to.deep.equal({
            role: "tracing-team-a-main",
            policyArn: `arn:aws:iam::${ACCOUNT}:policy/tempo/tracing-team-a-main`,
        });
        expect(resource("identity-attachment").parent).to.equal("identity");
        expect(resource("identity-policy").parent).to.equal("identity");
    });

    it("takes boundary, path, session and tags", async () => {
        const { resource } = await deploy(
            make({
                permissionsBoundary: BOUNDARY,
                path: "/tempo/",
                maxSessionSeconds: 7200,
                tags: { team: "a" },
            }),
        );
        expect(resource("identity-role").inputs).to.deep.include({
            permissionsBoundary: BOUNDARY,
            path: "/tempo/",
            maxSessionDuration: 7200,
            tags: { team: "a" },
        });
    });

    it("allows the one key of the bucket, through S3 only", async () => {
        const { resource } = await deploy(make({ kmsKeyArn: KEY }));
        const policy = JSON.parse(String(resource("identity-access").inputs["policy"])) as {
            Statement: unknown[];
        };
        expect(policy.Statement).to.deep.equal([
            ...ACCESS.Statement,
            {
                Sid: "UseTraceKey",
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                Resource: KEY,
                Condition: { StringEquals: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } },
            },
        ]);
    });

    it("protects the role and nothing else, unless ephemeral", async () => {
        const kept = await deploy(make());
        expect(kept.resource("identity-role").options).to.deep.equal({
            protect: true,
            deleteBeforeReplace: true,
        });
        expect(kept.resource("identity-access").options).to.deep.equal({});
        const ephemeral = await deploy(make({ profile: "ephemeral", policyKind: "managed" }));
        expect(ephemeral.resource("identity-role").options).to.deep.equal({
            deleteBeforeReplace: true,
        });
        expect(ephemeral.resource("identity-policy").options).to.deep.equal({
            deleteBeforeReplace: true,
        });
    });
});
