// What zod says, in our words.
import type { z } from "zod";

import { describeValue, type Problem } from "../problems.ts";
import type { Verdict } from "./fields.ts";
import { unknownField, type Voice } from "./unknown-fields.ts";

/** The problems behind zod's issues; one issue can name several unknown keys. */
export function problemsOf(
    issues: readonly z.core.$ZodIssue[],
    schema: z.ZodObject,
    voice: Voice,
): Problem[] {
    return issues.flatMap((issue) => {
        const path = issue.path.map(String).join(".");
        if (issue.code === "unrecognized_keys") {
            return issue.keys.map((key) => unknownField(key, issue.path, schema, voice));
        }
        if (issue.code === "custom" && isVerdict(issue.params)) {
            return [{ ...issue.params.problem, path: `${path}${issue.params.below}` }];
        }
        const isList = issue.code === "invalid_type" && issue.expected === "array";
        return [isList ? notAList(path, issue.input) : notATable(path, issue.input, voice)];
    });
}

function notAList(path: string, input: unknown): Problem {
    const remedy = "Write one item per line, each after a dash, or as [first, second]";
    return { path, expected: "a list", found: describeValue(input), remedy };
}

// Every other kind of value has a check of its own, so what zod refuses by itself is a table or a list.
function notATable(path: string, input: unknown, voice: Voice): Problem {
    return {
        path: path === "" ? voice.all : path,
        expected: voice.table,
        found: describeValue(input),
        remedy: voice.notATable(path),
    };
}

function isVerdict(params: unknown): params is Verdict {
    return (
        typeof params === "object" && params !== null && "problem" in params && "below" in params
    );
}
