// A mistake in the settings, which a person can correct: Pulumi prints it without a stack trace.
import * as pulumi from "@pulumi/pulumi";

import { formatProblems, type Problem } from "../../components/pure/problems.ts";

/** Says every problem at once. */
export class SettingsError extends pulumi.RunError {
    readonly problems: readonly Problem[];

    constructor(problems: readonly Problem[], cause?: unknown) {
        super(message(problems));
        this.name = "SettingsError";
        this.problems = problems;
        if (cause !== undefined) {
            this.cause = cause;
        }
    }
}

function message(problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return `${count} in the stack's settings; nothing was changed.\n${formatProblems(problems)}`;
}
