// When a run keeps diagnostics, and what it gives to them.
import { describeFailure } from "./failure.ts";
import type { PhaseRecord, RecordOptions } from "./phase-record.ts";
import type { DiagnosticsRequest } from "./options.ts";
import type { RunFailure, RunReport } from "./report.ts";

/** How long they may take, whatever they are about. */
const SECONDS = 120;

/** About these the cluster has nothing to say. */
const UNEXPLAINED: readonly string[] = ["interrupted", "settings"];

/** The diagnostics of one run. */
export class RunDiagnostics {
    /** The folder, once there is one. */
    folder: string | undefined;
    private readonly made: RecordOptions;
    private readonly record: PhaseRecord;

    constructor(made: RecordOptions, record: PhaseRecord) {
        this.made = made;
        this.record = record;
    }

    /** Collects after a failure, once; not while somebody waits for the run to stop, nor where nothing was begun. */
    async collect(): Promise<void> {
        const { options, voice } = this.made;
        const { first } = this.record.failures;
        const { diagnosticsDir: dir } = options;
        if (dir === undefined || first === undefined || this.folder !== undefined) return;
        if (UNEXPLAINED.includes(first.class)) return;
        const collect =
            options.diagnose ?? (await import("./diagnostics/collect.ts")).collectDiagnostics;
        try {
            this.folder = await collect(this.request(dir, first));
        } catch (error) {
            voice.progress(first.phase, `no diagnostics could be kept: ${describeFailure(error)}`);
        }
    }

    /** Puts the report to what was collected. */
    async keepReport(report: RunReport): Promise<void> {
        const { voice } = this.made;
        if (this.folder === undefined || report.failure === undefined) return;
        const { writeReport } = await import("./diagnostics/run-report.ts");
        const problem = await writeReport(this.folder, report, voice.secrets);
        if (problem !== undefined) voice.progress(report.failure.phase, problem);
    }

    private request(dir: string, { phase }: RunFailure): DiagnosticsRequest {
        const { options, clock, runId, voice } = this.made;
        return {
            ...{ dir, runId, clock },
            signal: clock.timeout(SECONDS * 1000),
            stack: options.target.stack,
            settings: options.settings,
            facts: this.record.facts,
            secrets: voice.secrets,
            env: { ...(options.env ?? process.env), ...options.target.env },
            progress: (message) => {
                voice.progress(phase, message);
            },
        };
    }
}
