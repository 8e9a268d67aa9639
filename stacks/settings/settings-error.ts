// A mistake in the settings, which a person can correct: Pulumi prints it without a stack trace.
import { formatProblems, type Problem } from "../../components/pure/problems.ts";
import { UserError } from "../../components/user-error.ts";

/** Says every problem at once. */
export class SettingsError extends UserError {
    override readonly name = "SettingsError";
    readonly problems: readonly Problem[];

    constructor(problems: readonly Problem[], options?: ErrorOptions) {
        super(message(problems), options);
        this.problems = problems;
    }
}

function message(problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return `${count} in the stack's settings; nothing was changed.\n${formatProblems(problems)}`;
}
