// What a caller's own tags have to be, to stand beside ours.
import { LIFETIME_TAGS, PLACE_TAGS } from "./lifetime.ts";
import { describeValue, type Problem } from "../problems.ts";
import { LONGEST_TAG_VALUE, OWNERSHIP_TAGS, TAG_TEXT } from "./tags.ts";

const LONGEST_KEY = 128;
// IAM and S3 take 50; ours need their places.
const OURS = [
    ...Object.values(OWNERSHIP_TAGS),
    ...Object.values(LIFETIME_TAGS),
    PLACE_TAGS.accountId,
];
const MOST_TAGS = 50 - OURS.length;

/** What keeps a value from being a set of tags of the caller's own. */
export function tagProblems(value: unknown, path: string): Problem[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        const found = describeValue(value);
        const remedy = "Write one `key: value` per tag";
        return [{ path, expected: "a table of tags, each a text", found, remedy }];
    }
    const tags = Object.entries(value);
    const problems = tags.flatMap(([key, text]: [string, unknown]) => [
        ...keyProblems(key, `${path}.${key}`),
        ...valueProblems(text, `${path}.${key}`),
    ]);
    problems.push(...twinProblems(Object.keys(value), path));
    if (tags.length > MOST_TAGS) {
        problems.push({
            path,
            expected: `at most ${MOST_TAGS} tags`,
            found: `${tags.length}`,
            remedy: "Remove some: AWS takes 50, and the tags of ownership and lifetime need the rest",
        });
    }
    return problems;
}

// IAM takes two keys that differ only in their case for one.
function twinProblems(keys: readonly string[], path: string): Problem[] {
    const seen = new Map<string, string>();
    const problems: Problem[] = [];
    for (const key of keys) {
        const twin = seen.get(key.toLowerCase());
        if (twin !== undefined) {
            problems.push({
                path: `${path}.${key}`,
                expected: "tag keys that differ in more than upper and lower case",
                found: `${describeValue(twin)} and ${describeValue(key)}`,
                remedy: "Remove one of the two",
            });
        }
        seen.set(key.toLowerCase(), key);
    }
    return problems;
}

function keyProblems(key: string, path: string): Problem[] {
    const found = describeValue(key);
    const problems: Problem[] = [];
    if (key.length === 0 || key.length > LONGEST_KEY || !TAG_TEXT.test(key)) {
        const expected = `a tag key of 1 to ${LONGEST_KEY} letters, digits, blanks and _ . : / = + - @`;
        problems.push({ path, expected, found, remedy: "Rename the tag" });
    }
    if (/^(?:aws|tempo-sts):/i.test(key)) {
        const expected = "a tag key that begins neither with aws: nor with tempo-sts:";
        problems.push({ path, expected, found, remedy: "Rename the tag: these are kept" });
    }
    return problems;
}

function valueProblems(text: unknown, path: string): Problem[] {
    if (typeof text === "string" && text.length <= LONGEST_TAG_VALUE && TAG_TEXT.test(text)) {
        return [];
    }
    return [
        {
            path,
            expected: `a text of at most ${LONGEST_TAG_VALUE} letters, digits, blanks and _ . : / = + - @`,
            found: describeValue(text),
            remedy:
                typeof text === "number" || typeof text === "boolean"
                    ? "Write it in quotes"
                    : "Shorten it or replace the other characters",
        },
    ];
}
