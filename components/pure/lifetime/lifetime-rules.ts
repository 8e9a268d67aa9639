// What keeps a lifetime from being written into tags and labels, or from going with a profile.
import { parseTimeTag, timeTag } from "./lifetime.ts";
import { describeValue, type Problem } from "../problems.ts";
import { LONGEST_TAG_VALUE } from "./tags.ts";

const EXAMPLE = timeTag(new Date("2026-11-24T10:43:00Z"));

/** What keeps a value from being a whole lifetime that goes with a profile. */
export function lifetimeProblems(
    value: unknown,
    path: string,
    profile: string | undefined,
): Problem[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        const remedy = "Write it as { owner, created, … }";
        return [{ path, expected: "a lifetime", found: describeValue(value), remedy }];
    }
    const fields = new Map<string, unknown>(Object.entries(value));
    const optional = (field: string, check: Check): Problem[] =>
        fields.get(field) === undefined ? [] : check(fields.get(field), `${path}.${field}`);
    return [
        ...lifetimeTextProblems(fields.get("owner"), `${path}.owner`),
        ...timeTagProblems(fields.get("created"), `${path}.created`),
        ...optional("branch", lifetimeTextProblems),
        ...optional("runId", lifetimeTextProblems),
        ...optional("commit", lifetimeTextProblems),
        ...optional("expires", timeTagProblems),
        ...expiryProblems(fields.get("expires"), `${path}.expires`, profile),
    ];
}

/** What keeps a value from being an owner, a branch, a run or a commit. */
export function lifetimeTextProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" &&
        value.trim() !== "" &&
        value.length <= LONGEST_TAG_VALUE &&
        !/\p{Cc}/u.test(value);
    if (legal) {
        return [];
    }
    return [
        {
            path,
            expected: `a text of 1 to ${LONGEST_TAG_VALUE} characters in one line`,
            found: describeValue(value),
            remedy: typeof value === "number" ? "Write it in quotes" : "Give it, or shorten it",
        },
    ];
}

/** What keeps a value from being a time of a lifetime. */
export function timeTagProblems(value: unknown, path: string): Problem[] {
    if (typeof value === "string" && parseTimeTag(value) !== undefined) {
        return [];
    }
    return [
        {
            path,
            expected: `a time in UTC, written as ${EXAMPLE}`,
            found: describeValue(value),
            remedy: timeRemedy(value),
        },
    ];
}

/** What keeps a stack of a profile from having an expiry: production is never swept. */
export function expiryProblems(
    expires: unknown,
    path: string,
    profile: string | undefined,
): Problem[] {
    if (expires === undefined || profile !== "production") {
        return [];
    }
    return [
        {
            path,
            expected: "no expiry, for the profile is production",
            found: describeValue(expires),
            remedy: "Leave it out (and `--ttl` too), or choose the profile ephemeral",
        },
    ];
}

type Check = (value: unknown, path: string) => Problem[];

// The extended format is what most tools print: it is only written differently.
function timeRemedy(value: unknown): string {
    const extended = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
    const tidy =
        typeof value === "string" && extended.test(value)
            ? value.replace(/[-:]|\.\d+/g, "")
            : undefined;
    return tidy !== undefined && parseTimeTag(tidy) !== undefined
        ? `Write it as ${tidy}`
        : "`date -u +%Y%m%dT%H%M%SZ` prints one";
}
