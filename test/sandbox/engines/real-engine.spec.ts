import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import type { EngineEvent, EngineResource } from "../../../sandbox/engines/engine.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import { type PulumiDeployment, PulumiEngine } from "../../../sandbox/engines/pulumi.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { isNotFound } from "../../../sandbox/operator/cluster/api-error.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { findCli } from "../../../stacks/runner/cli.ts";
import { refresh } from "../../../stacks/runner/refresh.ts";
import { up } from "../../../stacks/runner/up.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { failureOf } from "../provider-objects/driver.ts";
import smallProgram from "./small-program.ts";

const ENTRY = fileURLToPath(new URL("small-program.ts", import.meta.url));
/** Real plugins are not looked for: the sandbox's own are what is tested. */
const NO_PLUGINS = { PATH: "", HOME: "/none", PULUMI_HOME: "/none" };

function targetOf({ aws, cluster }: Sandbox) {
    return { aws, kubeconfig: cluster.kubeconfig, context: cluster.context };
}

describe("the real engine", function () {
    this.timeout(300_000);
    let sandbox: Sandbox;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const missing = await findCli().then(
            () => undefined,
            (error: unknown) => String(error),
        );
        if (missing !== undefined) {
            process.stderr.write(`\n  (the suite of the real engine is SKIPPED: ${missing})\n`);
            this.skip();
        }
        sandbox = await sharedSandbox();
    });

    describe("with the stack's own program", () => {
        let engine: PulumiEngine;
        let deployment: PulumiDeployment;
        let api: ClusterApi;
        let namespace: string;
        const events: EngineEvent[] = [];

        before(async () => {
            api = await ClusterApi.connect(sandbox.cluster);
            engine = await PulumiEngine.find(targetOf(sandbox), { env: NO_PLUGINS });
            namespace = freshName("real");
            const config = {
                "tempo-sts:namespace": namespace,
                "tempo-sts:traceCheck": JSON.stringify({ enabled: false }),
            };
            deployment = await engine.up(config, { onEvent: (event) => events.push(event) });
        });

        after(async () => {
            await engine.dispose();
            api.close();
        });

        const tempo = (): Promise<unknown> =>
            api.request(
                "GET",
                `/apis/tempo.grafana.com/v1alpha1/namespaces/${namespace}/tempostacks/tmstack`,
            );

        it("says why it was taken and which plugins it uses", () => {
            expect(engine.why).to.match(
                /Pulumi's CLI 3\.\d+\.\d+ is on PATH; AWS: the sandbox's provider object/,
            );
        });

        it("deploys it, gates included", async () => {
            expect(deployment.outputs).to.include({
                bucketName: `tracing-${namespace}-cioptmstack`,
            });
            const kinds = deployment.resources.map(({ type }) => type);
            expect(kinds).to.include("kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
            expect(kinds).to.include("kubernetes:core/v1:ConfigMap");
            expect(JSON.stringify(valueAt(await tempo(), "status", "conditions"))).to.match(
                /"Ready"/,
            );
        });

        it("changes nothing in a second update, and finds no drift", async () => {
            expect((await up(deployment.workspace)).changes).to.deep.equal({});
            expect((await refresh(deployment.workspace)).changes).to.deep.equal({});
            expect((await up(deployment.workspace)).changes).to.deep.equal({});
        });

        it("restarts the pods when the role is another one, and passes the gate again", async () => {
            const envOf = (object: unknown): string =>
                JSON.stringify(valueAt(object, "spec", "env"));
            const before = envOf(await tempo());
            const roleName = freshName("other-role");
            await deployment.workspace.stack.setConfig("tempo-sts:roleName", { value: roleName });
            const steps: string[] = [];
            const { changes, outputs } = await up(deployment.workspace, {
                onEvent: ({ kind, step, type }) => {
                    if (kind === "end" && step !== "same" && step !== undefined)
                        steps.push(`${step} ${type}`);
                },
            });
            expect(outputs["roleArn"]).to.match(new RegExp(`role/${roleName}$`));
            expect(changes).to.have.any.keys("update", "replace", "create-replacement");
            expect(steps).to.include("update kubernetes:core/v1:Secret");
            expect(steps).to.include("update kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
            expect(envOf(await tempo())).to.not.equal(before);
            const gate = steps.findLastIndex((step) =>
                step.endsWith("kubernetes:core/v1:ConfigMap"),
            );
            expect(gate).to.be.greaterThan(
                steps.indexOf("update kubernetes:tempo.grafana.com/v1alpha1:TempoStack"),
            );
            expect((await up(deployment.workspace)).changes).to.deep.equal({});
        });

        it("destroys it in the right order, and forgets the stack", async () => {
            const gone: string[] = [];
            await deployment.destroy({
                onEvent: ({ kind, type }) => {
                    if (kind === "deleted") gone.push(type);
                },
            });
            const at = (type: string): number => gone.indexOf(type);
            const custom = at("kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
            expect(custom).to.be.greaterThan(-1);
            expect(at("aws:iam/role:Role")).to.be.greaterThan(custom);
            expect(at("aws:s3/bucket:Bucket")).to.be.greaterThan(custom);
            expect(at("kubernetes:core/v1:Namespace")).to.be.greaterThan(custom);
            for (const type of [
                "bucketPolicy:BucketPolicy",
                "bucketPublicAccessBlock:BucketPublicAccessBlock",
            ]) {
                expect(at("aws:s3/bucket:Bucket")).to.be.greaterThan(at(`aws:s3/${type}`));
            }
            expect(isNotFound(await failureOf(tempo()))).to.equal(true);
            expect(existsSync(deployment.workspace.stack.workspace.workDir)).to.equal(false);
        });
    });

    describe("and the in-process engine", () => {
        const cases: [what: string, fail: string, message: RegExp][] = [
            [
                "a before-hook that throws fails the resource",
                "before",
                /^kubernetes:core\/v1:Secret "secret": before hook "before" failed: before was told to fail$/,
            ],
            [
                "an after-hook that throws fails the deployment",
                "after",
                /^kubernetes:core\/v1:Secret "secret": after hook "after" failed: after was told to fail$/,
            ],
            [
                "wrong settings are said without a stack trace",
                "settings",
                /^expected `region` to be a Region, got 7$/,
            ],
            [
                "a refused bucket is named with the reason",
                "bucket",
                /^aws:s3\/bucket:Bucket "bucket": .*lower-case letters/s,
            ],
            [
                "a failing function is said in its own words",
                "invoke",
                /finding IAM OIDC Provider by url \(https:\/\/none\.example\): not found/,
            ],
        ];
        const failures = new Map<string, { readonly name: string; readonly messages: string[] }>();
        let inProcess: InProcessEngine;
        let real: PulumiEngine;

        before(async () => {
            const target = targetOf(sandbox);
            inProcess = new InProcessEngine(target, { program: smallProgram });
            real = await PulumiEngine.find(target, { entry: ENTRY, env: NO_PLUGINS });
            // All at once: most of the time is the CLI's start and the end of namespaces.
            const fail = async (how: string): Promise<void> => {
                const config = { ...configFor(freshName("both")), "tempo-sts:fail": how };
                const first = await failureOf(inProcess.up(config));
                const second = await failureOf(real.up(config));
                failures.set(how, {
                    name: config["tempo-sts:name"],
                    messages: [first.message, second.message],
                });
            };
            await Promise.all(cases.map(([, how]) => fail(how)));
        });

        after(async () => {
            await inProcess.dispose();
            await real.dispose();
        });

        for (const [what, how, message] of cases) {
            it(`say the same: ${what}, and nothing is left`, async () => {
                const { name, messages } = failures.get(how) ?? { name: "", messages: [] };
                expect(messages).to.have.lengthOf(2);
                for (const said of messages) expect(said).to.match(message);
                const api = await ClusterApi.connect(sandbox.cluster);
                const lookup = api.request("GET", `/api/v1/namespaces/${name}`);
                expect(isNotFound(await failureOf(lookup))).to.equal(true);
                api.close();
            });
        }

        it("make the same resources with the same outputs, in a preview too", async () => {
            const config = configFor(freshName("both"));
            // The real Kubernetes plugin where it is installed.
            const installed = await PulumiEngine.find(targetOf(sandbox), { entry: ENTRY });
            const seen = [];
            for (const engine of [inProcess, installed]) {
                const preview = await engine.preview(config);
                const deployment = await engine.up(config);
                await deployment.destroy();
                const { outputs, resources } = deployment;
                seen.push({ outputs, made: titles(resources), planned: titles(preview.resources) });
            }
            await installed.dispose();
            expect(seen[1]).to.deep.equal(seen[0]);
            expect(seen[0]?.planned).to.deep.equal(seen[0]?.made);
        });
    });
});

function configFor(name: string) {
    return { "tempo-sts:name": name, "tempo-sts:value": "1" };
}

/** Default providers are resources to the real engine only. */
function titles(resources: readonly EngineResource[]): string[] {
    return resources
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
}
