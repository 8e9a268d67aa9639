import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { program, type ProgramContext } from "../../stacks/program.ts";
import { deploy, type Deployment } from "../support/mocks.ts";
import { accepted } from "./settings/verdicts.ts";

const ISSUER = "https://oidc.example/cluster";

describe("stacks/program", () => {
    describe("the AWS Pulumi provider", () => {
        it("gets the Region alone where nothing else is configured", async () => {
            const { inputs } = (await run({})).resource("aws");
            expect(inputs["region"]).to.equal("us-east-2");
            expect(inputs).not.to.have.any.keys("sharedCredentialsFiles", "endpoints", "profile");
        });

        it("gets what is configured, as JSON where it is no text, and keeps secrets", async () => {
            const awsConfig = {
                region: "us-west-2",
                endpoints: '[{"s3":"https://localhost:1"}]',
                s3UsePathStyle: "true",
                accessKey: "AKIA",
                secretKey: "secret",
                defaultTags: '{"tags":{"a":"1"}}',
            };
            const stack = await run({ awsConfig, secretKeys: ["aws:defaultTags"] });
            const { inputs, secrets } = stack.resource("aws");
            expect(inputs).to.include({
                region: "us-west-2",
                endpoints: '[{"s3":"https://localhost:1"}]',
                s3UsePathStyle: "true",
                accessKey: "AKIA",
                defaultTags: '{"tags":{"a":"1"}}',
            });
            expect(secrets).to.have.members(["accessKey", "secretKey", "defaultTags"]);
        });

        it("gets the credentials file of the cluster profile", async () => {
            const { inputs } = (await run({ env: { CLUSTER_PROFILE_DIR: "/profile" } })).resource(
                "aws",
            );
            expect(inputs["sharedCredentialsFiles"]).to.equal('["/profile/.awscred"]');
        });
    });

    describe("the Kubernetes Pulumi provider", () => {
        it("changes Secrets in place, and lets a throw-away cluster be gone", async () => {
            const { inputs } = (await run({})).resource("cluster");
            expect(inputs).to.include({ enableSecretMutable: "true", deleteUnreachable: "true" });
            expect(inputs).not.to.have.any.keys("context", "kubeconfig");
        });

        it("insists on a production cluster", async () => {
            const { inputs } = (await run({}, { profile: "production" })).resource("cluster");
            expect(inputs["deleteUnreachable"]).to.equal("false");
        });

        it("gets the cluster of the settings, and what is configured before our own choice", async () => {
            const kubernetesConfig = { deleteUnreachable: "false", context: "c" };
            const kubernetes = { kubeconfig: "/kubeconfig" };
            const stack = await run({ kubernetesConfig }, { kubernetes });
            expect(stack.resource("cluster").inputs).to.include({
                deleteUnreachable: "false",
                context: "c",
                kubeconfig: "/kubeconfig",
            });
        });
    });

    it("hands both to the stack, and the stack's resources use no others", async () => {
        const { resources } = await run({});
        const made = resources.filter(
            ({ custom, type }) => custom && !type.startsWith("pulumi:providers:"),
        );
        expect(made).not.to.have.length(0);
        for (const { name, type, provider } of made) {
            expect(provider, name).to.equal(type.startsWith("aws:") ? "aws" : "cluster");
        }
    });

    it("carries every setting into the stack", async () => {
        const stack = await run(
            {},
            {
                namespace: "space",
                tempoName: "tt",
                buildNamespace: "build",
                retention: "90m",
                storageSize: "20Gi",
                resources: { limits: { cpu: "3000m", memory: "6Gi" } },
                identity: { path: "/tempo/", maxSessionSeconds: 7200 },
                traceCheck: { traces: 25, runId: "7" },
                jaegerQuery: { enabled: false },
                kmsKeyArn: "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d",
                secretName: "storage",
                tags: { cost: "4711" },
                lifetime: { owner: "jane", created: "20261124T104300Z", runId: 7 },
                retainOnDelete: "true",
            },
        );
        const inputsOf = (type: string): Record<string, unknown> => ({
            ...stack.resources.find((each) => each.type === type)?.inputs,
        });
        expect(inputsOf("aws:iam/role:Role")).to.deep.include({
            name: "tracing-space-build",
            path: "/tempo/",
            maxSessionDuration: 7200,
        });
        expect(inputsOf("aws:iam/role:Role")["tags"]).to.include({
            cost: "4711",
            "tempo-sts:owner": "jane",
            "tempo-sts:run": "7",
        });
        expect(JSON.stringify(inputsOf("aws:iam/rolePolicy:RolePolicy"))).to.include(
            "key/0a1b2c3d",
        );
        expect(inputsOf("kubernetes:core/v1:Secret")["metadata"]).to.include({ name: "storage" });
        const bucket = stack.resources.find(({ type }) => type === "aws:s3/bucket:Bucket");
        expect(bucket?.options.retainOnDelete).to.equal(true);
        const spec = inputsOf("kubernetes:tempo.grafana.com/v1alpha1:TempoStack")["spec"];
        expect(spec).to.deep.include({
            storageSize: "20Gi",
            retention: { global: { traces: "1h30m0s" } },
            resources: { total: { limits: { cpu: "3", memory: "6Gi" } } },
            template: { queryFrontend: { jaegerQuery: { enabled: false } } },
        });
        const jobs = stack.resources.filter(({ type }) => type === "kubernetes:batch/v1:Job");
        expect(JSON.stringify(jobs.map(({ inputs }) => inputs)))
            .to.include("--traces=25")
            .and.include("telemetrygen-7");
    });

    it("carries the login before Jaeger into the stack, and so into the role's trust", async () => {
        const { resource } = await run({}, { jaegerQuery: { authentication: "false" } });
        const spec = JSON.stringify(resource("tempo-tempo-stack").inputs["spec"]);
        expect(spec).to.include('"authentication":{"enabled":false}');
        const trust = JSON.stringify(resource("tempo-identity-role").inputs);
        expect(trust).not.to.include("query-frontend");
    });

    it("has a gate where there are hooks, and none where there are none", async () => {
        const gate = "tempo-sts:kubernetes:ReadinessGate";
        const types = async (context: Partial<ProgramContext>) =>
            (await run({}, {}, context)).resources.map(({ type }) => type);
        expect(await types({ hooks: [] })).not.to.include(gate);
        const stack = await deploy(() => {
            const hooks = [new pulumi.ResourceHook("proof", () => undefined)];
            return program(accepted({ namespace: "n" }), { issuer: ISSUER, hooks });
        });
        expect(stack.resources.map(({ type }) => type)).to.include(gate);
        expect(stack.hooks).to.deep.equal(["proof"]);
    });

    it("puts out what a person goes on with", async () => {
        const names = async (raw: object) => Object.keys((await run({}, raw)).result);
        const always = [
            ...["bucketName", "roleArn", "providerArn", "serviceAccounts", "secretName"],
            ...["otlpGrpcEndpoint", "otlpHttpEndpoint", "queryEndpoint"],
        ];
        expect(await names({})).to.have.members([...always, "jaegerEndpoint", "routeHost"]);
        expect(await names({ jaegerQuery: { enabled: false } })).to.have.members(always);
    });
});

async function run(
    context: Parameters<typeof accepted>[1],
    raw: object = {},
    programContext: Partial<ProgramContext> = {},
): Promise<Deployment<Record<string, pulumi.Output<unknown>>>> {
    const settings = accepted({ namespace: "n", ...raw }, context);
    return deploy(() => program(settings, { issuer: ISSUER, ...programContext }));
}
