// What the gate says of a configuration, or the test's failure.
import { expect } from "chai";

import { formatProblems, type Problem } from "../../../components/pure/problems.ts";
import { parseSettings, type ParseContext } from "../../../stacks/settings/parse.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";

/** The settings, where they are accepted. */
export function accepted(raw: unknown, context: Partial<ParseContext> = {}): Settings {
    const result = parseSettings(raw, { env: {}, ...context });
    if (!result.ok) {
        throw new Error(formatProblems(result.problems));
    }
    return result.settings;
}

/** The problems, where there are some, each with all its parts. */
export function refused(raw: unknown, context: Partial<ParseContext> = {}): readonly Problem[] {
    const result = parseSettings(raw, { env: {}, ...context });
    if (result.ok) {
        throw new Error(`accepted: ${JSON.stringify(result.settings)}`);
    }
    for (const problem of result.problems) {
        expect(problem.path).not.to.equal("");
        expect(problem.expected).not.to.equal("");
        expect(problem.remedy).not.to.equal("");
    }
    return result.problems;
}
