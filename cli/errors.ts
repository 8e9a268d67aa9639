/** What is printed when a verb could not do what it was asked. */
import { describeError } from "../sandbox/rehearsal/errors.ts";
import type { ExitClass } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { harmless } from "./output/wrap.ts";

/** A mistake that the person at the keyboard can mend: printed without a stack trace. */
export class UserError extends Error {
    override readonly name = "UserError";
    /** Which exit code it gives. */
    readonly class: ExitClass;

    constructor(message: string, exitClass: ExitClass = "settings", options?: ErrorOptions) {
        super(message, options);
        this.class = exitClass;
    }
}

/** Prints an error as what it is, the user's or ours, and gives its class. */
export function explain(error: unknown, io: Io): ExitClass {
    if (error instanceof UserError) {
        io.stderr.write(`tempo-sts: ${harmless(describeError(error))}\n`);
        return error.class;
    }
    io.stderr.write(
        `tempo-sts: this is a mistake of tempo-sts itself: ${harmless(describeError(error))}\n` +
            "Please report it with what follows and with what `tempo-sts version` prints.\n" +
            `${harmless(stackOf(error))}\n`,
    );
    return "bug";
}

function stackOf(error: unknown): string {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
