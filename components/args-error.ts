// How a component refuses its arguments: every problem at once, with property paths and without a stack trace.
import * as pulumi from "@pulumi/pulumi";

import { formatProblem, formatProblems, type Problem } from "./pure/problems.ts";
import { keepMessage } from "./user-error.ts";

/**
 * Arguments that a component cannot work with. The engine prints it as the user's mistake, wherever it is thrown: to
 * `pulumi up` it is a {@link pulumi.RunError} (no stack trace), to a component provider an
 * {@link pulumi.InputPropertiesError} (property by property).
 */
export class ArgsError extends pulumi.InputPropertiesError {
    /** What is wrong. */
    readonly problems: readonly Problem[];
    /** What `pulumi.RunError.isInstance` looks for, whichever copy of the SDK asks. */
    readonly __pulumiRunError = true;

    constructor(subject: string, problems: readonly Problem[]) {
        super({
            message: `${subject} cannot work with these arguments:\n${formatProblems(problems)}`,
            errors: problems.map((problem) => ({
                propertyPath: problem.path,
                reason: formatProblem(problem),
            })),
        });
        keepMessage(this);
        this.name = "ArgsError";
        this.problems = problems;
    }
}

/**
 * Refuses when there are problems.
 *
 * @throws ArgsError
 */
export function refuseProblems(subject: string, problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw new ArgsError(subject, problems);
    }
}
