/** What the children of a TempoStsStack tell the cluster: the blueprint's values give the blueprint's objects. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { ISSUER } from "../support/answers.ts";
import { deploy } from "../support/mocks.ts";
import { UNKNOWN } from "../support/recorded.ts";
import { gated, LABELS, make, ROLE_ARN, TEMPO_LABELS, TRACING_NAME } from "./stack-fixture.ts";

/** What every namespaced object of the stack says of itself, but for its name. */
const PLACE = { namespace: "chainsaw-awssts-tempo", labels: LABELS };

describe("what a TempoStsStack tells the cluster", () => {
    it("is a namespace", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-namespace").inputs).to.deep.equal({
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name: "chainsaw-awssts-tempo", labels: LABELS },
        });
    });

    it("is the blueprint's Secret", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-storage-secret").inputs).to.deep.equal({
            apiVersion: "v1",
            kind: "Secret",
            type: "Opaque",
            metadata: { name: "aws-sts", ...PLACE },
            stringData: { bucket: TRACING_NAME, region: "us-east-2", role_arn: ROLE_ARN },
        });
    });

    it("is the blueprint's TempoStack, with an environment", async () => {
        const { resource } = await deploy(make());
        const { metadata, spec } = resource("tracing-tempo-stack").inputs;
        expect(metadata).to.deep.include({
            name: "tmstack",
            namespace: "chainsaw-awssts-tempo",
            labels: TEMPO_LABELS,
        });
        const { env, ...blueprint } = spec as { env: { name: string }[] };
        expect(blueprint).to.deep.equal({
            storage: { secret: { name: "aws-sts", type: "s3" } },
            storageSize: "10Gi",
            resources: { total: { limits: { memory: "4Gi", cpu: "2" } } },
            template: {
                queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } },
            },
        });
        expect(env.map(({ name }) => name)).to.deep.equal(["AWS_REGION", "TEMPO_STS_ROLLOUT"]);
    });

    it("is a gate that names everything to prove", async () => {
        const { resource } = await deploy(gated);
        const { data, metadata } = resource("tracing-gate-record").inputs;
        const { manifestHash, ...named } = data as { manifestHash: string };
        expect(metadata).to.deep.equal({ name: "tempo-tmstack-gate", ...PLACE });
        expect(manifestHash).to.match(/^[0-9a-f]{8}$/);
        expect(named).to.deep.equal({
            namespace: "chainsaw-awssts-tempo",
            tempoName: "tmstack",
            serviceAccounts: "tempo-tmstack,tempo-tmstack-query-frontend",
            roleArn: ROLE_ARN,
            bucketName: TRACING_NAME,
            region: "us-east-2",
            issuer: ISSUER,
            audience: "sts.amazonaws.com",
        });
        expect(resource("tracing-tempo-stack").inputs["metadata"]).to.deep.include({
            annotations: { "pulumi.com/waitFor": "jsonpath={.status.conditions[0].type}" },
        });
    });

    it("is what every argument says", async () => {
        const { resource } = await deploy(
            make({
                namespace: pulumi.output("team-a"),
                tempoName: "simple",
                buildNamespace: "main",
                secretName: "storage",
                storageSize: "20480Mi",
                limits: { memory: pulumi.output("8Gi") },
                retention: "24h",
                operatorVersion: "0.20.0",
                jaegerQuery: { ingressType: "ingress" },
                traceCheck: {
                    traces: 25,
                    image: "example.com/image",
                    runId: "7",
                    deadlineSeconds: 60,
                },
            }),
        );
        expect(resource("tracing-traces-bucket").inputs["bucket"]).to.equal("tracing-team-a-main");
        expect(resource("tracing-storage-secret").inputs["metadata"]).to.deep.include({
            name: "storage",
            namespace: "team-a",
        });
        expect(resource("tracing-tempo-stack").inputs["spec"]).to.deep.equal({
            storage: { secret: { name: "storage", type: "s3" }, tls: { enabled: true } },
            storageSize: "20Gi",
            resources: { total: { limits: { memory: "8Gi", cpu: "2" } } },
            retention: { global: { traces: "24h0m0s" } },
            template: {
                queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "ingress" } } },
            },
        });
        const job = JSON.stringify(resource("tracing-check-generate").inputs);
        expect(job).to.contain("--traces=25");
        expect(job).to.contain("--service=telemetrygen-7");
        expect(job).to.contain("tempo-simple-distributor.team-a.svc:4317");
        expect(job).to.contain('"image":"example.com/image"');
        expect(resource("tracing-check-verify").options.customTimeouts).to.include({
            create: "300s",
        });
    });

    it("is no question to Jaeger where there is none", async () => {
        const { resource } = await deploy(make({ jaegerQuery: { enabled: false } }));
        expect(JSON.stringify(resource("tracing-check-verify").inputs)).not.to.contain(
            '"JAEGER_URL"',
        );
        expect(JSON.stringify(resource("tracing-tempo-stack").inputs)).to.contain(
            '"enabled":false',
        );
    });

    it("is known in a preview but for what AWS has still to say", async () => {
        const { resource } = await deploy(make(), { preview: true });
        expect(resource("tracing-storage-secret").inputs["stringData"]).to.equal(UNKNOWN);
        expect(resource("tracing-tempo-stack").inputs["spec"]).to.deep.include({
            storageSize: "10Gi",
            env: UNKNOWN,
        });
        expect(resource("tracing-route").id).to.equal(UNKNOWN);
        expect(resource("tracing-check-generate").inputs["metadata"]).to.deep.include({
            name: "generate-traces",
        });
    });

    it("keeps neither functions nor hooks in the state", async () => {
        const { resource } = await deploy(() =>
            make({
                listOidcProviders: () => Promise.resolve([]),
                gates: { hooks: [new pulumi.ResourceHook("handshake", () => undefined)] },
            })(),
        );
        expect(resource("tracing").inputs).to.deep.equal({
            namespace: "chainsaw-awssts-tempo",
            issuer: ISSUER,
        });
    });
});
