/** A run whose phases do nothing, so that all it costs is the run itself. Prints its own milliseconds, first and warm. */
import type { PhaseActions, PhaseResult } from "../stacks/run/options.ts";
import { runPhases } from "../stacks/run/run.ts";
import { parseSettings } from "../stacks/settings/parse.ts";

const WARM_RUNS = 50;

const parsed = parseSettings({ namespace: "bench" }, { env: {} });
if (!parsed.ok) throw new Error("expected settings of a namespace alone to be enough");
const { settings } = parsed;
const idle = (): Promise<PhaseResult> => Promise.resolve({ detail: "nothing" });
const nothing: PhaseActions = {
    preflight: idle,
    preview: idle,
    up: idle,
    wait: idle,
    handshake: idle,
    "generate-traces": idle,
    "verify-traces": idle,
    "no-drift": idle,
    destroy: idle,
    "leak-check": idle,
};

const first = await milliseconds();
const warm = [];
for (let run = 0; run < WARM_RUNS; run += 1) warm.push(await milliseconds());
warm.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ first, warm: warm[Math.floor(WARM_RUNS / 2)] }));

async function milliseconds(): Promise<number> {
    const started = performance.now();
    const report = await runPhases({
        target: { stack: "bench" },
        settings,
        env: {},
        actions: nothing,
        listener: { started: () => undefined, ended: () => undefined },
    });
    if (!report.ok) throw new Error(`expected a run of nothing to pass: ${JSON.stringify(report)}`);
    return performance.now() - started;
}
