/** What the children of a TempoStsStack tell AWS: the blueprint's values give the blueprint's bucket and role. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { callError, PROVIDER_ARN } from "../support/answers.ts";
import { deploy, failures } from "../support/mocks.ts";
import { make, TAGS, TRACING_NAME } from "./stack-fixture.ts";

function json(text: unknown): unknown {
    return JSON.parse(String(text)) as unknown;
}

describe("what a TempoStsStack tells AWS", () => {
    it("is the blueprint's bucket, which goes with all that is in it", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-traces-bucket").inputs).to.deep.equal({
            bucket: TRACING_NAME,
            region: "us-east-2",
            forceDestroy: true,
            tags: TAGS,
        });
    });

    it("is the blueprint's role, trusted by its two service accounts, and by their audience too", async () => {
        const { resource } = await deploy(make());
        const { assumeRolePolicy, ...inputs } = resource("tracing-identity-role").inputs;
        expect(json(assumeRolePolicy)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Federated: PROVIDER_ARN },
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Condition: {
                        StringEquals: {
                            "oidc.example.com/abc:sub": [
                                "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
                                "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
                            ],
                            "oidc.example.com/abc:aud": "sts.amazonaws.com",
                        },
                    },
                },
            ],
        });
        expect(inputs).to.deep.equal({
            name: TRACING_NAME,
            description:
                "Taken by web identity by Grafana Tempo in the Kubernetes namespace chainsaw-awssts-tempo",
            maxSessionDuration: 3600,
            forceDetachPolicies: true,
            path: "/",
            tags: TAGS,
        });
    });

    it("is one service account less where no login stands before the Jaeger UI", async () => {
        for (const jaegerQuery of [
            { enabled: false },
            { ingressType: "ingress" },
            { authentication: false },
        ] as const) {
            const { resource } = await deploy(make({ jaegerQuery }));
            const trust = String(resource("tracing-identity-role").inputs["assumeRolePolicy"]);
            expect(trust).to.contain(
                ':sub":["system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack"]',
            );
        }
    });

    it("names the bucket in the access policy, exactly", async () => {
        const { resource } = await deploy(make());
        const { policy, ...inputs } = resource("tracing-identity-access").inputs;
        expect(inputs).to.deep.equal({ role: TRACING_NAME, name: "trace-access" });
        expect((json(policy) as { Statement: { Resource: string }[] }).Statement).to.have.length(2);
        expect(
            (json(policy) as { Statement: { Resource: string }[] }).Statement.map(
                ({ Resource }) => Resource,
            ),
        ).to.deep.equal([`arn:aws:s3:::${TRACING_NAME}`, `arn:aws:s3:::${TRACING_NAME}/*`]);
    });

    it("is what every argument says", async () => {
        const kmsKeyArn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0a1b2c3d";
        const permissionsBoundary = "arn:aws-us-gov:iam::123456789012:policy/boundary";
        const { resource, resources } = await deploy(
            make({
                region: "us-gov-west-1",
                profile: "production",
                bucketName: "my-bucket",
                roleName: "my-role",
                policyKind: "managed",
                permissionsBoundary,
                rolePath: "/tempo/",
                maxSessionSeconds: 43_200,
                kmsKeyArn,
                tags: { team: pulumi.output("a") },
            }),
        );
        const tags = { ...TAGS, "tempo-sts:profile": "production", team: "a" };
        expect(resource("tracing-traces-bucket").inputs).to.deep.equal({
            bucket: "my-bucket",
            region: "us-gov-west-1",
            forceDestroy: false,
            tags,
        });
        expect(resource("tracing-identity-role").inputs).to.deep.include({
            name: "my-role",
            path: "/tempo/",
            maxSessionDuration: 43_200,
            permissionsBoundary,
            tags,
        });
        expect(resource("tracing-identity-policy").inputs).to.deep.include({
            name: "my-role",
            path: "/tempo/",
            tags,
        });
        expect(resource("tracing-identity-policy").inputs["policy"]).to.contain(kmsKeyArn);
        expect(JSON.stringify(resource("tracing-traces-encryption").inputs)).to.contain(kmsKeyArn);
        const settings = resources.filter(({ type }) => type.startsWith("aws:s3/"));
        expect(new Set(settings.map(({ inputs }) => inputs["region"]))).to.deep.equal(
            new Set(["us-gov-west-1"]),
        );
    });

    it("fails without the cluster's provider, once, and says what there is", async () => {
        const found = await failures(
            make({ listOidcProviders: () => Promise.resolve(["arn:aws:iam::1:oidc-provider/a"]) }),
            {
                calls: {
                    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": () => {
                        throw callError("couldn't find resource");
                    },
                },
            },
        );
        expect(found).to.have.length(1);
        expect(found[0]?.message).to.match(
            /^Expected the IAM OIDC provider arn:aws:iam::123456789012/,
        );
        expect(found[0]?.message).to.contain("This account has: arn:aws:iam::1:oidc-provider/a.");
    });
});
