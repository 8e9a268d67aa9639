/** The files that a run writes: refused before anything starts when one cannot be written. */
import { appendFile, mkdir, open, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import type { RunReport } from "../stacks/run/report.ts";
import { UserError } from "./errors.ts";
import { eventTeller } from "./events.ts";
import { cleanerFor, redactorFor } from "./output/clean.ts";
import { junitReport } from "./output/junit.ts";
import { markdownSummary } from "./output/markdown.ts";
import type { Session } from "./session.ts";

/** Where to write what. */
export interface ReportFlags {
    readonly junit?: string;
    readonly markdown?: string;
    readonly events?: string;
}

/** Open files. */
export interface ReportFiles {
    /** Writes what is made of the report; each file that cannot be written is noted, and hinders nothing. */
    write(report: RunReport): Promise<void>;
    /** Ends the file of events. */
    close(): Promise<void>;
}

/**
 * Makes them, still empty, and begins the file of events.
 *
 * @throws UserError that names the option whose file cannot be written
 */
export async function reportFiles(flags: ReportFlags, session: Session): Promise<ReportFiles> {
    const { env, folder } = session.io;
    const clean = cleanerFor(env);
    const path = (file: string) => resolve(folder, file);
    for (const option of ["junit", "markdown"] as const) {
        const file = flags[option];
        if (file !== undefined) await tryFile(`--${option}`, path(file));
    }
    const events =
        flags.events === undefined
            ? undefined
            : await tryFile("--events", path(flags.events), true);
    const stream = events?.createWriteStream();
    if (stream !== undefined) {
        session.alsoTell(eventTeller("run", (line) => stream.write(line), redactorFor(env)));
    }
    const summary = env["GITHUB_STEP_SUMMARY"] ?? "";
    return {
        write: async (report) => {
            const markdown = markdownSummary(report, clean);
            const { junit, markdown: page } = flags;
            await Promise.all([
                junit === undefined
                    ? undefined
                    : noted(session, junit, writeFile(path(junit), junitReport(report, clean))),
                page === undefined
                    ? undefined
                    : noted(session, page, writeFile(path(page), markdown)),
                summary === "" ? undefined : noted(session, summary, appendFile(summary, markdown)),
            ]);
        },
        close: () =>
            stream === undefined
                ? Promise.resolve()
                : new Promise((done) => {
                      stream.end(done);
                  }),
    };
}

async function tryFile(option: string, file: string, keep = false) {
    try {
        await mkdir(dirname(file), { recursive: true });
        const handle = await open(file, "w");
        if (!keep) await handle.close();
        return handle;
    } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new UserError(
            `${option}: expected a file that can be written, got ${file}: ${why}. Name another one.`,
        );
    }
}

/** A report that cannot be written must not hide what it is about. */
async function noted(session: Session, file: string, writing: Promise<void>): Promise<void> {
    await writing.catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        session.teller.note(`${file} could not be written: ${why}`);
    });
}
