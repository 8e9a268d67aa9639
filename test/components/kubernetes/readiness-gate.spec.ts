/** Proves that hooks are bound and told what to prove; that a throwing one stops an update is the engine's part. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import {
    ReadinessGate,
    type ReadinessGateArgs,
} from "../../../components/kubernetes/readiness-gate.ts";
import { deploy } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";

const ARGS: Omit<ReadinessGateArgs, "gates"> = {
    namespace: "team-a",
    tempoName: "my.tempo",
    serviceAccounts: ["tempo-my-tempo", "tempo-my-tempo-query-frontend"],
    roleArn: "arn:aws:iam::123456789012:role/tracing-team-a-main",
    bucketName: "tracing-team-a-main",
    region: "us-east-2",
    issuer: "https://oidc.example.com/abc",
    manifestHash: "0a1b2c3d",
    labels: { team: "a" },
};

function make(overrides: Partial<ReadinessGateArgs> = {}): () => ReadinessGate {
    return () => {
        const hooks = [
            new pulumi.ResourceHook("handshake", () => undefined),
            new pulumi.ResourceHook("rollout", () => undefined),
        ];
        return new ReadinessGate("gate", { ...ARGS, gates: { hooks }, ...overrides });
    };
}

describe("ReadinessGate", () => {
    it("is one ConfigMap that says what has to be proven", async () => {
        const { resources, resource } = await deploy(make());
        expect(resources.map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["tempo-sts:kubernetes:ReadinessGate", "gate", ""],
            ["kubernetes:core/v1:ConfigMap", "gate-record", "gate"],
        ]);
        expect(resource("gate-record").inputs).to.deep.equal({
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: "tempo-my-tempo-gate", namespace: "team-a", labels: { team: "a" } },
            data: {
                namespace: "team-a",
                tempoName: "my.tempo",
                serviceAccounts: "tempo-my-tempo,tempo-my-tempo-query-frontend",
                roleArn: "arn:aws:iam::123456789012:role/tracing-team-a-main",
                bucketName: "tracing-team-a-main",
                region: "us-east-2",
                issuer: "https://oidc.example.com/abc",
                audience: "sts.amazonaws.com",
                manifestHash: "0a1b2c3d",
            },
        });
    });

    it("says which part of the bucket has to be proven", async () => {
        const { resource } = await deploy(make({ prefix: "teams/a" }));
        expect(resource("gate-record").inputs["data"]).to.include({ prefix: "teams/a" });
    });

    it("runs the hooks before its creation and before every update, in their order", async () => {
        const { resource, hooks } = await deploy(make());
        expect(hooks).to.deep.equal(["handshake", "rollout"]);
        expect(resource("gate-record").options).to.deep.equal({
            hooks: {
                beforeCreate: ["handshake", "rollout"],
                beforeUpdate: ["handshake", "rollout"],
            },
        });
    });

    it("shows what is known in a preview", async () => {
        const { resource } = await deploy(
            make({ roleArn: pulumi.output(pulumi.unknown as string) }),
            { preview: true },
        );
        expect(resource("gate-record").inputs["data"]).to.deep.include({
            bucketName: "tracing-team-a-main",
            roleArn: UNKNOWN,
        });
    });
});
