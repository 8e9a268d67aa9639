import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import type { Deployment } from "../../../sandbox/engines/engine.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { PhaseActions, RunOptions } from "../../../stacks/run/options.ts";
import type { RunReport } from "../../../stacks/run/report.ts";
import { runPhases } from "../../../stacks/run/run.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { targetOf } from "../../sandbox/engines/real-cli.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { playJobs, type JobPlayer } from "./job-player.ts";
import { registerWebhook, sandboxConfig, settingsIn, writeBlock } from "./sandbox-stage.ts";

/**
 * A whole run against real API servers and the AWS emulator, deployed by the engine in this process. The Jobs are only said
 * to be complete, and the block is put into the bucket by the test: that traces come through is not proven here, nor is
 * anything about Pulumi's engine.
 */
describe("a run in the sandbox, without Pulumi's engine", function () {
    this.timeout(120_000);
    let sandbox: Sandbox;
    let engine: InProcessEngine;
    let deployment: Deployment | undefined;
    let removeWebhook: () => Promise<void>;
    const namespace = freshName("run");
    const stack = freshName("stack");

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        engine = new InProcessEngine(targetOf(sandbox), { why: "the spec says so" });
        removeWebhook = await registerWebhook(sandbox, namespace);
    });
    after(async () => {
        await deployment?.destroy();
        await removeWebhook();
        await engine.dispose();
    });

    async function run(more: Partial<RunOptions> = {}, own: Record<string, string> = {}) {
        const config = sandboxConfig(targetOf(sandbox), {
            namespace,
            buildNamespace: "b",
            traceCheck: JSON.stringify({ enabled: false }),
            ...own,
        });
        const actions: Partial<PhaseActions> = {
            preview: () => Promise.resolve({ detail: "not made here" }),
            up: async ({ signal }) => {
                deployment = await engine.up(config, { stack, signal });
                return { detail: "deployed", facts: { outputs: deployment.outputs } };
            },
            "no-drift": () => Promise.resolve({ detail: "not looked for here" }),
            destroy: async () => {
                await deployment?.destroy();
                deployment = undefined;
                return { detail: "destroyed" };
            },
        };
        let player: JobPlayer | undefined;
        const told: string[] = [];
        const report = await runPhases({
            target: { stack },
            settings: settingsIn(config),
            env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
            readOutputs: () => Promise.resolve(deployment?.outputs ?? {}),
            listener: { progress: (id, message) => told.push(`${id}: ${message}`) },
            ...more,
            actions: {
                ...actions,
                "generate-traces": async (context) => {
                    const { bucketName } = await context.outputs();
                    player = await playJobs(sandbox.cluster, namespace, () =>
                        writeBlock(sandbox, String(bucketName)),
                    );
                    const { PHASE_ACTIONS } = await import("../../../stacks/run/actions.ts");
                    return PHASE_ACTIONS["generate-traces"](context);
                },
                ...more.actions,
            },
        });
        await player?.stop();
        return { report, told, played: player?.played ?? [] };
    }

    it("checks, deploys, waits, proves the handshake, sends and finds traces, destroys, and leaves nothing", async () => {
        const { report, played } = await run({ skipPhases: await withoutCli() });
        expect(failures(report)).to.deep.equal([]);
        expect(report.ok).to.equal(true);
        expect(findings(report, "handshake")).to.deep.equal([
            "tempo-tmstack ok",
            "tempo-tmstack-query-frontend ok",
        ]);
        expect(played.map(({ kind, owners }) => [kind, ...owners])).to.deep.equal([
            ["generate", "tmstack"],
            ["verify", "tmstack"],
        ]);
        expect(findings(report, "verify-traces").at(-1)).to.equal("a block in the bucket ok");
        expect(report.leftovers).to.deep.equal([]);
        expect(JSON.stringify(report)).to.not.contain(sandbox.aws.credentials.secretAccessKey);
    });

    it("fails for a role that the service accounts do not have, keeps diagnostics, and destroys", async () => {
        const dir = await mkdtemp(join(tmpdir(), "tempo-sts-diagnostics-"));
        const { report } = await run({
            skipPhases: ["preflight"],
            diagnosticsDir: dir,
            actions: {
                handshake: async (context) => {
                    const { handshake } = await import("../../../stacks/run/actions/handshake.ts");
                    const outputs = async () => ({
                        ...(await context.outputs()),
                        roleArn: "arn:aws:iam::000000000000:role/another",
                    });
                    const settings = {
                        ...context.settings,
                        handshake: { enabled: true, timeoutSeconds: 4 },
                    };
                    return handshake({ ...context, outputs, settings });
                },
            },
        });
        expect(report.failure).to.deep.include({ phase: "handshake", class: "proof" });
        expect(report.failure?.message).to.contain(
            "annotate them with arn:aws:iam::000000000000:role/another",
        );
        expect(report.phases.at(-2)?.status).to.equal("passed");
        expect(report.leftovers).to.deep.equal([]);
        const folder = report.diagnostics ?? "";
        expect(await readdir(folder)).to.include.members([
            "events.txt",
            "findings.txt",
            "pods.txt",
            "problems.txt",
            "report.json",
            "tempo-stack.json",
        ]);
        expect(await readFile(join(folder, "tempo-stack.json"), "utf8")).to.contain(
            '"type": "Ready"',
        );
        expect(await readFile(join(folder, "pods.txt"), "utf8")).to.match(
            /tempo-tmstack-ingester-0: Running/,
        );
        // No kubelet: every log is a line of the problems, and none of them ends the collection.
        expect(await readFile(join(folder, "problems.txt"), "utf8")).to.match(
            /logs\/tempo-tmstack-ingester-0-tempo\.log: /,
        );
        await rm(dir, { recursive: true, force: true });
    });

    it("fails for what is left behind, by name", async () => {
        const { report } = await run({
            skipPhases: ["preflight", "wait", "handshake", "generate-traces", "verify-traces"],
            // What is found gets time to go; here that time passes at once.
            clock: { ...virtualClock(), timeout: (ms) => AbortSignal.timeout(ms) },
            actions: { destroy: () => Promise.resolve({ detail: "only said to be done" }) },
        });
        expect(report.failure).to.deep.include({ phase: "leak-check", class: "clean-up" });
        expect(report.leftovers).to.include(`namespace ${namespace}`);
        expect(report.leftovers.join())
            .to.contain("bucket tracing-")
            .and.to.contain("role tracing-");
    });
});

/** The preflight is for runs with Pulumi's CLI. */
async function withoutCli(): Promise<["preflight"] | []> {
    const { findCli } = await import("../../../stacks/runner/cli.ts");
    const missing = await findCli().then(
        () => undefined,
        (error: unknown) => String(error),
    );
    if (missing === undefined) return [];
    process.stderr.write(`\n  (the preflight of a run is SKIPPED: ${missing})\n`);
    return ["preflight"];
}

function failures({ phases }: RunReport): string[] {
    return phases.flatMap(({ id, status, error }) =>
        status === "failed" ? [`${id}: ${error?.message ?? ""}`] : [],
    );
}

function findings({ phases }: RunReport, id: string): string[] {
    const found = phases.find((each) => each.id === id)?.findings ?? [];
    return found.map(({ name, status }) => `${name} ${status}`);
}
