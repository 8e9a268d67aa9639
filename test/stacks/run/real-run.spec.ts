import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { choosePlugin } from "../../../sandbox/engines/plugins.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { RunOptions } from "../../../stacks/run/options.ts";
import { packageVersion } from "../../../stacks/run/preflight/package-version.ts";
import { runPhases } from "../../../stacks/run/run.ts";
import { deployStack } from "../../../stacks/runner/deploy.ts";
import type { StackTarget } from "../../../stacks/runner/target.ts";
import { NO_PLUGINS, skipWithoutCli, targetOf } from "../../sandbox/engines/real-cli.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { playJobs } from "./job-player.ts";
import {
    makeNamespace,
    registerWebhook,
    sandboxConfig,
    settingsIn,
    writeBlock,
} from "./sandbox-stage.ts";

/**
 * A whole run by Pulumi's engine, with the sandbox's provider objects as its plugins. The Jobs are only said to be complete, and
 * the block is put into the bucket by the test: that traces come through is not proven here.
 */
describe("a run with Pulumi's engine in the sandbox", function () {
    this.timeout(300_000);
    let sandbox: Sandbox;
    let dir = "/none";
    let plugins: Awaited<ReturnType<typeof choosePlugin>>[];

    before(async function () {
        await skipWithoutCli(this, "a run with Pulumi's engine");
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-run-test-"));
        plugins = await Promise.all(
            ["aws", "kubernetes"].map(async (name) => {
                const version = packageVersion(`@pulumi/${name}`);
                return choosePlugin({ name, title: name, version }, NO_PLUGINS);
            }),
        );
    });
    after(() => rm(dir, { recursive: true, force: true }));

    function stage(namespace: string, own: Record<string, string> = {}) {
        const config = sandboxConfig(targetOf(sandbox), { namespace, buildNamespace: "b", ...own });
        const target: StackTarget = {
            stack: freshName("branch"),
            backend: pathToFileURL(dir).href,
            config: Object.entries(config),
            plugins: plugins.map(({ name, path }) => ({ name, path })),
            env: Object.assign(
                { PULUMI_CONFIG_PASSPHRASE: "the passphrase of the test" },
                ...plugins.map(({ env }) => env),
            ) as Record<string, string>,
        };
        return { target, settings: settingsIn(config) };
    }

    async function run(
        namespace: string,
        more: Partial<RunOptions> = {},
        own: Record<string, string> = {},
    ) {
        const told: string[] = [];
        const report = await runPhases({
            ...stage(namespace, own),
            listener: { progress: (id, message) => told.push(`${id}: ${message}`) },
            ...more,
        });
        const status = report.phases.map(({ id, status }) => `${id} ${status}`);
        return { report, status, told };
    }

    it("passes through all phases, leaves nothing in a namespace of others, and no stack in the backend", async () => {
        const namespace = freshName("real-run");
        const removeNamespace = await makeNamespace(sandbox, namespace);
        const removeWebhook = await registerWebhook(sandbox, namespace);
        const player = await playJobs(sandbox.cluster, namespace, () =>
            writeBlock(sandbox, `tracing-${namespace}-b`),
        );
        const { report } = await run(namespace, {}, { createNamespace: "false" });
        await player.stop();
        await removeNamespace();
        await removeWebhook();
        expect(report.failure?.message).to.equal(undefined);
        expect(report.phases.map(({ status }) => status)).to.deep.equal(
            Array<string>(10).fill("passed"),
        );
        expect(report.outputs).to.include({ bucketName: `tracing-${namespace}-b` });
        expect(player.played.map(({ kind }) => kind)).to.deep.equal(["generate", "verify"]);
        const volumes = report.phases.at(-2)?.findings.map(({ found }) => found);
        expect(volumes).to.deep.equal(["data-tempo-tmstack-ingester-0 deleted"]);
        const stacks = await readdir(join(dir, ".pulumi/stacks"), { recursive: true });
        expect(stacks.filter((name) => name.endsWith(".json"))).to.deep.equal([]);
        const text = JSON.stringify(report);
        expect(text).to.not.contain(sandbox.aws.credentials.secretAccessKey);
        expect(text).to.not.contain("passphrase of the test");
    });

    it("destroys what an interrupted deployment has made, and leaves nothing", async () => {
        const interruption = new AbortController();
        const { report, status } = await run(freshName("real-stop"), {
            skipPhases: ["preflight", "preview"],
            signal: interruption.signal,
            listener: {
                event: (id, event) => {
                    const isHalfWay = event.kind === "end" && event.type === "aws:s3/bucket:Bucket";
                    if (id === "up" && isHalfWay)
                        interruption.abort(new Error("interrupted by SIGINT"));
                },
            },
        });
        expect(report.failure).to.deep.include({ phase: "up", class: "interrupted" });
        expect(status.slice(-2)).to.deep.equal(["destroy passed", "leak-check passed"]);
        expect(report.phases.at(-2)?.detail).to.match(/delete/);
        expect(report).to.not.have.property("cleanUpFailure");
        expect(report.leftovers).to.deep.equal([]);
    });

    it("takes over a stack that was deployed with trace Jobs of its own, which are no drift", async () => {
        const namespace = freshName("real-over");
        const staged = stage(namespace);
        const player = await playJobs(sandbox.cluster, namespace, () => Promise.resolve());
        const { resources } = await deployStack(staged.target);
        await player.stop();
        expect(resources.map(({ type }) => type)).to.include("tempo-sts:kubernetes:TraceCheck");
        const { status } = await run(namespace, {
            ...staged,
            fromPhase: "handshake",
            skipPhases: ["generate-traces", "verify-traces"],
        });
        expect(status.slice(4)).to.deep.equal([
            "handshake passed",
            "generate-traces skipped",
            "verify-traces skipped",
            "no-drift passed",
            "destroy passed",
            "leak-check passed",
        ]);
    });
});
