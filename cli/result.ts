/** The one object that `--json` prints, of every verb and of every failure. */
import type { Told } from "./errors.ts";
import { EXIT_CODES, type ExitClass } from "./exit-codes.ts";
import { cleanJson, redactorFor } from "./output/clean.ts";
import type { Io } from "./io.ts";

/** Another number means that a field has changed its meaning; fields are added without one. */
export const RESULT_SCHEMA = "tempo-sts/result/v1";

/** What a verb came to. */
export interface Outcome {
    readonly class: ExitClass;
    readonly stack?: string | undefined;
    /** What the verb has to say of its own, by field. */
    readonly data?: Readonly<Record<string, unknown>>;
    readonly error?: Told | undefined;
}

/** Prints the object. */
export function printResult(verb: string, outcome: Outcome, io: Io): void {
    const { stack, data, error } = outcome;
    const result = {
        schema: RESULT_SCHEMA,
        verb,
        ok: outcome.class === "ok",
        exitCode: EXIT_CODES[outcome.class],
        ...(stack === undefined ? {} : { stack }),
        ...data,
        ...(error === undefined ? {} : { error: shown(error) }),
    };
    io.stdout.write(`${cleanJson(result, redactorFor(io.env))}\n`);
}

function shown({ class: failure, message, problems }: Told): object {
    return { class: failure, message, ...(problems === undefined ? {} : { problems }) };
}
