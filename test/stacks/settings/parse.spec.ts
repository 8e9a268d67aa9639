import { expect } from "chai";

import { accepted } from "./verdicts.ts";

describe("stacks/settings/parse", () => {
    describe("completes", () => {
        it("a namespace alone to the blueprint's values", () => {
            expect(accepted({ namespace: "chainsaw-awssts-tempo" })).to.deep.equal({
                namespace: "chainsaw-awssts-tempo",
                createNamespace: true,
                tempoName: "tmstack",
                buildNamespace: "cioptmstack",
                region: "us-east-2",
                profile: "ephemeral",
                secretName: "aws-sts",
                storageSize: "10Gi",
                resources: { limits: { memory: "4Gi", cpu: "2000m" } },
                jaegerQuery: { enabled: true, ingress: { type: "route" } },
                traceCheck: {
                    enabled: true,
                    traces: 10,
                    image: "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0",
                    runId: "1",
                    deadlineSeconds: 300,
                },
                handshake: { enabled: true, timeoutSeconds: 300 },
                operatorVersion: "0.22.0",
                tags: {},
                retainOnDelete: false,
                kubernetes: { context: undefined, kubeconfig: undefined },
                identity: {
                    policyKind: "inline",
                    path: "/",
                    adopt: false,
                    maxSessionSeconds: 3600,
                },
                encryption: { denyOtherEncryption: true },
                bucket: {
                    adopt: false,
                    namespace: "global",
                    versioning: { enabled: false, noncurrentDays: 7 },
                    lifecycle: { transitions: [] },
                },
                trust: { clusters: [], match: "exact", patterns: [] },
                oidcProvider: {
                    mode: "lookup",
                    thumbprints: [],
                    discovery: { enabled: false },
                    previousIssuers: [],
                },
                audit: { trail: "none", allRegions: true, keepDays: 365, logGroupDays: 90 },
                watch: {
                    alarms: "none",
                    serviceMonitors: false,
                    prometheusRule: false,
                    dashboard: false,
                },
                aws: {},
                kubernetesProvider: {},
                awsCredentialsFile: undefined,
                secretKeys: [],
            });
        });

        it("texts as `pulumi config set` stores them, and structures as `--path` does, alike", () => {
            const asText = accepted({
                namespace: "n",
                createNamespace: "false",
                traceCheck: '{"traces":"25","runId":7,"enabled":"false"}',
                resources: ' {"limits":{"cpu":3}}',
                tags: '{"cost":4711,"spot":true}',
            });
            const asStructure = accepted({
                namespace: "n",
                createNamespace: false,
                traceCheck: { traces: 25, runId: "7", enabled: false },
                resources: { limits: { cpu: "3" } },
                tags: { cost: "4711", spot: "true" },
            });
            expect(asText).to.deep.equal(asStructure);
            expect(asText.traceCheck).to.include({ traces: 25, runId: "7", enabled: false });
            expect(asText.resources.limits).to.deep.equal({ memory: "4Gi", cpu: "3" });
        });

        it("no ingress where Jaeger is off and none was asked for", () => {
            const { jaegerQuery } = accepted({ namespace: "n", jaegerQuery: { enabled: false } });
            expect(jaegerQuery).to.deep.equal({ enabled: false, ingress: { type: "none" } });
        });

        it("the Region from aws:region, and keeps it out of the provider's other arguments", () => {
            const settings = accepted(
                { namespace: "n" },
                { awsConfig: { region: "us-gov-west-1", profile: "ci" } },
            );
            expect(settings.region).to.equal("us-gov-west-1");
            expect(settings.aws).to.deep.equal({ profile: "ci" });
        });

        it("the build namespace from the environment, unless it is set or the variable is empty", () => {
            const env = { OPENSHIFT_BUILD_NAMESPACE: "ci-op-abc123" };
            expect(accepted({ namespace: "n" }, { env }).buildNamespace).to.equal("ci-op-abc123");
            expect(
                accepted({ namespace: "n", buildNamespace: "pr-1" }, { env }).buildNamespace,
            ).to.equal("pr-1");
            expect(
                accepted({ namespace: "n" }, { env: { OPENSHIFT_BUILD_NAMESPACE: "" } })
                    .buildNamespace,
            ).to.equal("cioptmstack");
        });

        it("the credentials file of the cluster profile, unless files were configured", () => {
            const env = { CLUSTER_PROFILE_DIR: "/profile" };
            expect(accepted({ namespace: "n" }, { env }).awsCredentialsFile).to.equal(
                "/profile/.awscred",
            );
            const awsConfig = { sharedCredentialsFiles: '["/own"]' };
            const own = accepted({ namespace: "n" }, { env, awsConfig });
            expect(own.awsCredentialsFile).to.equal(undefined);
            expect(own.aws).to.deep.equal({ sharedCredentialsFiles: ["/own"] });
            expect(
                accepted({ namespace: "n" }, { env: { CLUSTER_PROFILE_DIR: "" } })
                    .awsCredentialsFile,
            ).to.equal(undefined);
        });

        it("the cluster from kubernetes:context and kubernetes:kubeconfig", () => {
            const settings = accepted(
                { namespace: "n", kubernetes: { context: "a" } },
                { kubernetesConfig: { context: "a", kubeconfig: "/k", deleteUnreachable: "true" } },
            );
            expect(settings.kubernetes).to.deep.equal({ context: "a", kubeconfig: "/k" });
            expect(settings.kubernetesProvider).to.deep.equal({ deleteUnreachable: true });
        });
    });

    it("freezes the settings through and through, and shares nothing with what was given", () => {
        const tags = { cost: "1" };
        const endpoints = [{ s3: "https://localhost:1" }];
        const settings = accepted({ namespace: "n", tags }, { awsConfig: { endpoints } });
        expect(() => Object.assign(settings.traceCheck, { traces: 1 })).to.throw(TypeError);
        expect(() => Object.assign(settings.tags, { more: "1" })).to.throw(TypeError);
        expect(settings.aws["endpoints"]).to.be.frozen;
        expect(tags).not.to.be.frozen;
        expect(endpoints[0]).not.to.be.frozen;
    });

    describe("accepts", () => {
        it("a namespace of the cluster's own that is not to be made", () => {
            accepted({ namespace: "default", createNamespace: "false" });
        });

        it("the same Region said twice", () => {
            accepted(
                { namespace: "n", region: "us-east-1" },
                { awsConfig: { region: "us-east-1" } },
            );
        });

        it("a boundary of AWS's own in the right partition", () => {
            const permissionsBoundary = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess";
            accepted({
                namespace: "n",
                region: "us-gov-east-1",
                identity: { permissionsBoundary },
            });
        });
    });
});
