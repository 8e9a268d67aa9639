/** Proves what is asked of the engine; that the operator takes it is proven in the sandbox. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { TempoStack, type TempoStackArgs } from "../../../components/kubernetes/tempo-stack.ts";
import { deploy } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";
import { unwrap } from "../../support/unwrap.ts";

const ARGS: TempoStackArgs = {
    namespace: "team-a",
    tempoName: "tmstack",
    secretName: "aws-sts",
    bucketName: "tracing-team-a-main",
    region: "us-east-2",
    roleArn: "arn:aws:iam::123456789012:role/tracing-team-a-main",
    storageSize: "10Gi",
    limits: { memory: "4096Mi", cpu: "2000m" },
    jaegerQuery: { enabled: true, ingressType: "route" },
    operatorVersion: "0.22.0",
    labels: { team: "a" },
};

const SPEC = {
    storage: { secret: { name: "aws-sts", type: "s3" } },
    storageSize: "10Gi",
    resources: { total: { limits: { memory: "4Gi", cpu: "2" } } },
    template: { queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } } },
};

const READY = JSON.stringify([
    "condition=Ready",
    "jsonpath={.status.components.ingester.Ready[0]}",
]);

interface Spec {
    readonly env?: readonly { readonly name: string; readonly value: string }[];
}

function make(overrides: Partial<TempoStackArgs> = {}): () => TempoStack {
    return () => new TempoStack("tempo", { ...ARGS, ...overrides });
}

async function specOf(overrides: Partial<TempoStackArgs> = {}): Promise<Spec> {
    const { resource } = await deploy(make(overrides));
    return resource("tempo-stack").inputs["spec"] as Spec;
}

async function hashOf(overrides: Partial<TempoStackArgs> = {}): Promise<string> {
    const { result } = await deploy(make(overrides));
    return unwrap(result.manifestHash);
}

describe("TempoStack", () => {
    it("is one custom resource, in canonical quantities, that tells pods of their role", async () => {
        const { resources, resource } = await deploy(make());
        expect(resources.map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["tempo-sts:kubernetes:TempoStack", "tempo", ""],
            ["kubernetes:tempo.grafana.com/v1alpha1:TempoStack", "tempo-stack", "tempo"],
        ]);
        expect(resource("tempo-stack").inputs).to.deep.equal({
            apiVersion: "tempo.grafana.com/v1alpha1",
            kind: "TempoStack",
            metadata: {
                name: "tmstack",
                namespace: "team-a",
                labels: { team: "a" },
                annotations: { "pulumi.com/waitFor": READY },
            },
            spec: {
                ...SPEC,
                env: [
                    { name: "AWS_REGION", value: "us-east-2" },
                    { name: "TEMPO_STS_ROLLOUT", value: "bd431c5b" },
                ],
            },
        });
    });

    it("gives pods time to start, and to flush", async () => {
        const { resource } = await deploy(make());
        expect(resource("tempo-stack").options).to.deep.equal({
            customTimeouts: { create: "15m", update: "15m", delete: "10m" },
        });
    });

    it("waits for the first verdict only where gates do the rest", async () => {
        const { resource } = await deploy(make({ gated: true }));
        expect(resource("tempo-stack").inputs["metadata"]).to.deep.include({
            annotations: { "pulumi.com/waitFor": "jsonpath={.status.conditions[0].type}" },
        });
    });

    it("restarts the pods when the role or the bucket changes", async () => {
        const { env } = await specOf();
        const otherRole = await specOf({ roleArn: "arn:aws:iam::123456789012:role/other" });
        const otherBucket = await specOf({ bucketName: "other" });
        expect(otherRole.env).not.to.deep.equal(env);
        expect(otherBucket.env).not.to.deep.equal(env);
        expect(otherBucket.env).not.to.deep.equal(otherRole.env);
        expect(await specOf()).to.deep.equal({ ...SPEC, env });
    });

    it("writes no environment for an operator that knows none, but says what to do", async () => {
        const { resource, warnings } = await deploy(make({ operatorVersion: "0.20.0" }));
        expect(resource("tempo-stack").inputs["spec"]).to.deep.equal({
            ...SPEC,
            storage: { ...SPEC.storage, tls: { enabled: true } },
        });
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.contain(
            "Tempo Operator 0.20.0 restarts no pod when the role changes",
        );
        expect(warnings[0]).to.contain(
            "kubectl delete pods --namespace team-a --selector app.kubernetes.io/managed-by=tempo-operator,app.kubernetes.io/instance=tmstack",
        );
    });

    it("says nothing where the restart happens by itself", async () => {
        const { warnings } = await deploy(make({ operatorVersion: "0.21.0" }));
        expect(warnings).to.deep.equal([]);
    });

    it("passes retention and the choice of Jaeger on", async () => {
        const spec = await specOf({
            retention: "90m",
            jaegerQuery: { enabled: false, ingressType: "route" },
        });
        expect(spec).to.deep.include({
            retention: { global: { traces: "1h30m0s" } },
            template: { queryFrontend: { jaegerQuery: { enabled: false } } },
        });
    });

    it("has a hash that changes with all that is in it, and with nothing else", async () => {
        const hash = await hashOf();
        expect(hash).to.match(/^[0-9a-f]{8}$/);
        expect(await hashOf({ limits: { memory: "4Gi", cpu: "2" } })).to.equal(hash);
        const others = [
            await hashOf({ storageSize: "20Gi" }),
            await hashOf({ roleArn: "arn:aws:iam::123456789012:role/other" }),
            await hashOf({ retention: "24h" }),
            await hashOf({ secretName: "other" }),
        ];
        expect(new Set([hash, ...others]).size).to.equal(5);
    });

    it("shows all but the environment while the role is unknown", async () => {
        const { resource } = await deploy(
            make({ roleArn: pulumi.output(pulumi.unknown as string) }),
            { preview: true },
        );
        expect(resource("tempo-stack").inputs["spec"]).to.deep.equal({ ...SPEC, env: UNKNOWN });
        expect(resource("tempo-stack").inputs["metadata"]).to.deep.include({ name: "tmstack" });
    });

    it("warns in a preview too", async () => {
        const { warnings } = await deploy(make({ operatorVersion: "0.19.0" }), { preview: true });
        expect(warnings).to.have.length(1);
    });
});
