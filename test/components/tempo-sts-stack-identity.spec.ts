/** What the options of a TempoStsStack make of its role, its provider and its part of a bucket. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { ACCOUNT, type CallAnswers } from "../support/answers.ts";
import { deploy, failures, type Deployment } from "../support/mocks.ts";
import { unwrap } from "../support/unwrap.ts";
import { gated, make, TRACING_NAME } from "./stack-fixture.ts";

const GREEN = "https://oidc.example.com/green";
const HOSTED = "https://my-oidc.s3.us-west-2.amazonaws.com";

function subjectsOf({ resource }: Deployment<unknown>, provider: string): unknown {
    const document = String(resource("tracing-identity-role").inputs["assumeRolePolicy"]);
    const { Statement } = JSON.parse(document) as {
        Statement: { Condition: { StringEquals: Record<string, unknown> } }[];
    };
    const found = Statement.find((each) => `${provider}:sub` in each.Condition.StringEquals);
    return found?.Condition.StringEquals[`${provider}:sub`];
}

describe("the identity of a TempoStsStack", () => {
    it("is trusted from another cluster with the same names, unless others are given", async () => {
        const same = await deploy(
            make({ trust: { clusters: [{ issuer: pulumi.output(GREEN) }] } }),
        );
        expect(subjectsOf(same, "oidc.example.com/green")).to.deep.equal([
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
        ]);
        const clusters = [{ issuer: GREEN, namespace: "green", tempoName: "spare" }];
        const other = await deploy(
            make({ trust: { clusters }, jaegerQuery: { ingressType: "none" } }),
        );
        expect(subjectsOf(other, "oidc.example.com/green")).to.deep.equal([
            "system:serviceaccount:green:tempo-spare",
        ]);
    });

    it("trusts patterns where they are asked for", async () => {
        const patterns = ["system:serviceaccount:preview-*:tempo-tmstack"];
        const { warnings, resource } = await deploy(
            make({ trust: { match: "pattern", patterns } }),
        );
        expect(warnings).to.have.length(1);
        expect(resource("tracing-identity-role").inputs["assumeRolePolicy"]).to.contain(
            patterns[0],
        );
    });

    it("keeps to its part of a bucket: the role, Tempo, and what the gate proves", async () => {
        const { resource } = await deploy(() => gated({ bucket: { prefix: "teams/a" } }));
        expect(resource("tracing-identity-access").inputs["policy"])
            .to.contain(`arn:aws:s3:::${TRACING_NAME}/teams/a/*`)
            .and.to.contain('{"StringLike":{"s3:prefix":"teams/a/*"}}');
        const spec = resource("tracing-tempo-stack").inputs["spec"] as Record<string, unknown>;
        expect(spec["extraConfig"]).to.deep.equal({
            tempo: { storage: { trace: { s3: { prefix: "teams/a/" } } } },
        });
        expect(resource("tracing-gate-record").inputs["data"]).to.include({ prefix: "teams/a" });
    });

    it("says nothing of a prefix where it has the whole bucket", async () => {
        const { resource } = await deploy(() => gated());
        expect(resource("tracing-tempo-stack").inputs["spec"]).to.not.have.property("extraConfig");
        expect(resource("tracing-gate-record").inputs["data"]).to.not.have.property("prefix");
    });

    it("is somebody else's role, which goes into Secret and gate as it is", async () => {
        const calls: CallAnswers = {
            "aws:iam/getRole:getRole": ({ name }) => ({
                arn: `arn:aws:iam::${ACCOUNT}:role/theirs/${String(name)}`,
                name,
                assumeRolePolicy: "{}",
            }),
        };
        const { result, resource, resources } = await deploy(
            () => gated({ adoptRole: true, roleName: "theirs" }),
            { calls },
        );
        const arn = `arn:aws:iam::${ACCOUNT}:role/theirs/theirs`;
        expect(await unwrap(result.roleArn)).to.equal(arn);
        expect(resource("tracing-gate-record").inputs["data"]).to.include({ roleArn: arn });
        expect(resources.filter(({ type }) => type.startsWith("aws:iam/"))).to.deep.equal([]);
    });

    it("has the description that is given", async () => {
        const { resource } = await deploy(make({ roleDescription: "Traces of team a" }));
        expect(resource("tracing-identity-role").inputs["description"]).to.equal(
            "Traces of team a",
        );
    });

    it("makes the cluster's provider and hosts its documents where that is wanted", async () => {
        const { resources } = await deploy(
            make({
                profile: "production",
                issuer: HOSTED,
                issuerKeys: { keys: [{ kid: "a", kty: "RSA" }] },
                oidcProvider: { mode: "create", discovery: { enabled: true } },
            }),
        );
        const types = resources.map(({ type }) => type);
        expect(types).to.include("aws:iam/openIdConnectProvider:OpenIdConnectProvider");
        expect(types.filter((type) => type.endsWith(":BucketObjectv2"))).to.have.length(2);
    });

    it("refuses keys that are none, as any other argument", async () => {
        const issuerKeys = { keys: [] };
        const [error] = await failures(make({ issuerKeys }));
        expect(error?.message).to.contain("`issuerKeys`: expected a JSON Web Key Set");
    });
});
