/** The verb `rehearse`: runs a rehearsal, shows its phases, prints what it found. */
import type { EngineChoice } from "../../sandbox/engines/choose.ts";
import { PHASES } from "../../sandbox/rehearsal/phases.ts";
import type { GivenSetting } from "../../sandbox/rehearsal/plan.ts";
import { rehearse } from "../../sandbox/rehearsal/rehearse.ts";
import type { RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import type { ExitClass } from "../exit-codes.ts";
import { Interruption } from "../interruption.ts";
import { widthOf, type Io } from "../io.ts";
import { exportLines } from "../output/export-lines.ts";
import { htmlReport } from "../output/html-report.ts";
import { openScreen } from "../output/screen.ts";
import { styleFor, wantsColor } from "../output/style.ts";
import { textReport } from "../output/text-report.ts";
import { verdict } from "../output/verdict.ts";
import { outputFile } from "../output-file.ts";

/** The options of the verb, as the command line gives them. */
export interface RehearseFlags {
    readonly engine: EngineChoice;
    readonly context?: string;
    readonly operator?: string;
    readonly config: readonly GivenSetting[];
    readonly keep?: boolean;
    readonly json?: boolean;
    readonly html?: string;
    readonly timeout?: number;
    readonly quiet?: boolean;
    readonly color: boolean;
}

const DEFAULT_WIDTH = 100;

/** Runs the verb; `run` is what a test can replace. */
export async function rehearseVerb(
    flags: RehearseFlags,
    io: Io,
    run: typeof rehearse = rehearse,
): Promise<ExitClass> {
    const writePage = await outputFile("--html", flags.html, io.folder);
    const color = wantsColor(flags.color, { isTTY: io.stdout.isTTY, env: io.env });
    const screen = await openScreen({
        ...{ io, color, json: flags.json, quiet: flags.quiet },
        steps: PHASES,
    });
    const interruption = new Interruption(io);
    const print = printer(flags, io, color);
    const keep = async (report: RehearsalReport): Promise<void> => {
        await screen.pause();
        print(report);
        await writePage(htmlReport(report));
        await interruption.wait();
    };
    try {
        const report = await run({
            engine: flags.engine,
            settings: flags.config,
            context: flags.context,
            operator: flags.operator,
            timeoutSeconds: flags.timeout,
            env: io.env,
            signal: interruption.signal,
            listener: screen.listener,
            keep: flags.keep ? keep : undefined,
        });
        await screen.pause();
        print(report);
        await writePage(htmlReport(report));
        return report.failure?.class ?? "ok";
    } finally {
        interruption.close();
    }
}

/** Prints the report the first time, and after it was kept only what came of it. */
function printer(flags: RehearseFlags, io: Io, color: boolean): (report: RehearsalReport) => void {
    let printed = false;
    return (report) => {
        const again = printed;
        printed = true;
        if (flags.json) {
            if (!again) io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
            return;
        }
        const style = styleFor(color);
        const width = widthOf(io.stdout, DEFAULT_WIDTH);
        const text = again ? verdict(report) : textReport(report, { width, style });
        io.stdout.write(`\n${text}\n`);
        if (report.exports !== undefined) io.stdout.write(`\n${exportLines(report)}\n`);
    };
}
