// What zod says, in our words.
import type { z } from "zod";

import { describeValue, type Problem } from "../../components/pure/problems.ts";
import type { Verdict } from "./fields.ts";
import { unknownSetting } from "./unknown-settings.ts";

/** The problems behind zod's issues; one issue can name several unknown keys. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
    return issues.flatMap((issue) => {
        const path = issue.path.map(String).join(".");
        if (issue.code === "unrecognized_keys") {
            return issue.keys.map((key) => unknownSetting(key, issue.path));
        }
        if (issue.code === "custom" && isVerdict(issue.params)) {
            return [{ ...issue.params.problem, path: `${path}${issue.params.below}` }];
        }
        return [notATable(path, issue.input)];
    });
}

// Every other kind of value has a check of its own, so what zod refuses by itself is a table.
function notATable(path: string, input: unknown): Problem {
    return {
        path: path === "" ? "settings" : path,
        expected: "a table of settings",
        found: describeValue(input),
        remedy:
            path === ""
                ? "Write one `key: value` per setting"
                : `Set what is in it one by one: \`pulumi config set --path ${path}.… …\``,
    };
}

function isVerdict(params: unknown): params is Verdict {
    return (
        typeof params === "object" && params !== null && "problem" in params && "below" in params
    );
}
