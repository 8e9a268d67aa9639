import { expect } from "chai";

import {
    tempoStackManifest,
    type TempoStackManifestArgs,
} from "../../../../components/pure/manifests/tempo-stack.ts";

const ARGS: TempoStackManifestArgs = {
    namespace: "ns",
    tempoName: "tmstack",
    secretName: "aws-sts",
    storageSize: "10240Mi",
    limits: { memory: "4096Mi", cpu: "2000m" },
    retention: "90m",
    jaegerQuery: { enabled: true, ingressType: "ingress", authentication: false },
    operatorVersion: "0.22.0",
    rolloutEnv: [{ name: "AWS_REGION", value: "us-east-2" }],
    labels: { "tempo-sts.io/stack": "dev", "app.kubernetes.io/managed-by": "tempo-sts" },
    annotations: { "pulumi.com/waitFor": "condition=Ready" },
};

describe("the TempoStack", () => {
    it("holds canonical quantities and durations, labels and annotations", () => {
        expect(tempoStackManifest(ARGS)).to.deep.equal({
            apiVersion: "tempo.grafana.com/v1alpha1",
            kind: "TempoStack",
            metadata: {
                name: "tmstack",
                namespace: "ns",
                labels: { "tempo-sts.io/stack": "dev" },
                annotations: { "pulumi.com/waitFor": "condition=Ready" },
            },
            spec: {
                storage: { secret: { name: "aws-sts", type: "s3" } },
                storageSize: "10Gi",
                resources: { total: { limits: { memory: "4Gi", cpu: "2" } } },
                retention: { global: { traces: "1h30m0s" } },
                template: {
                    queryFrontend: {
                        jaegerQuery: {
                            enabled: true,
                            ingress: { type: "ingress" },
                            authentication: { enabled: false },
                        },
                    },
                },
                env: [{ name: "AWS_REGION", value: "us-east-2" }],
            },
        });
    });

    it("tells Tempo its part of the bucket, with the slash that keeps others' names out of its lists", () => {
        const { spec } = tempoStackManifest({ ...ARGS, prefix: "teams/a" });
        const { extraConfig, ...others } = spec;
        expect(extraConfig).to.deep.equal({
            tempo: { storage: { trace: { s3: { prefix: "teams/a/" } } } },
        });
        expect(others).to.deep.equal(tempoStackManifest(ARGS).spec);
    });

    it("leaves the managed-by label to the operator, which owns it there", () => {
        const labels = { "app.kubernetes.io/managed-by": "tempo-sts" };
        const { metadata } = tempoStackManifest({ ...ARGS, labels, annotations: {} });
        expect(metadata).to.deep.equal({ name: "tmstack", namespace: "ns" });
    });

    it("asks for no ingress where Jaeger is off: admission would refuse it", () => {
        const { spec } = tempoStackManifest({
            ...ARGS,
            jaegerQuery: { enabled: false, ingressType: "route", authentication: true },
        });
        expect(spec.template.queryFrontend.jaegerQuery).to.deep.equal({ enabled: false });
    });

    it("says none where Jaeger is not to be reached from outside", () => {
        const { spec } = tempoStackManifest({
            ...ARGS,
            jaegerQuery: { enabled: true, ingressType: "none" },
        });
        expect(spec.template.queryFrontend.jaegerQuery).to.deep.equal({
            enabled: true,
            ingress: { type: "none" },
        });
    });

    it("leaves the retention to the operator when none is given", () => {
        expect(tempoStackManifest({ ...ARGS, retention: undefined }).spec).to.not.have.property(
            "retention",
        );
    });

    const versions: [string, boolean, boolean][] = [
        ["0.14.0", false, false],
        ["0.15.0", true, false],
        ["0.16.0", true, false],
        ["0.20.0", true, false],
        ["0.20.0-2", true, false],
        ["0.21.0", false, true],
        ["0.22.0", false, true],
        ["1.0.0", false, true],
    ];
    for (const [operatorVersion, tls, env] of versions) {
        it(`for operator ${operatorVersion} has ${tls ? "" : "no "}tls and ${env ? "" : "no "}env`, () => {
            const { spec } = tempoStackManifest({ ...ARGS, operatorVersion });
            expect(spec.storage.tls).to.deep.equal(tls ? { enabled: true } : undefined);
            expect("tls" in spec.storage).to.equal(tls);
            expect("env" in spec).to.equal(env);
        });
    }

    it("has no env when there is nothing in it", () => {
        expect(tempoStackManifest({ ...ARGS, rolloutEnv: [] }).spec).to.not.have.property("env");
        expect(tempoStackManifest({ ...ARGS, rolloutEnv: undefined }).spec).to.not.have.property(
            "env",
        );
    });

    it("fails on a quantity, a duration or a version that cannot be read", () => {
        expect(() => tempoStackManifest({ ...ARGS, storageSize: "10GB" })).to.throw(
            RangeError,
            "10GB",
        );
        expect(() => tempoStackManifest({ ...ARGS, retention: "2d" })).to.throw(RangeError, "2d");
        expect(() => tempoStackManifest({ ...ARGS, operatorVersion: "x" })).to.throw(
            RangeError,
            "x",
        );
    });
});
