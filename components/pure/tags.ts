// How a resource says whose it is: tags in AWS, labels in Kubernetes.
import { labelValue } from "./kubernetes-names.ts";
import { shortHash } from "./physical-names.ts";
import { describeValue, type Problem } from "./problems.ts";

/** What a resource belongs to. */
export interface Owner {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly tempoName: string;
    readonly buildNamespace: string;
    readonly profile: string;
}

/** The keys of the tags that tell ownership; never a name's beginning tells it. */
export const OWNERSHIP_TAGS = {
    project: "tempo-sts:project",
    stack: "tempo-sts:stack",
    namespace: "tempo-sts:namespace",
    tempoName: "tempo-sts:tempo",
    buildNamespace: "tempo-sts:build-namespace",
    profile: "tempo-sts:profile",
} as const satisfies Record<keyof Owner, string>;

/** The keys of the labels that tell ownership, and of the one that tells a run. */
export const LABELS = {
    project: "tempo-sts.io/project",
    stack: "tempo-sts.io/stack",
    tempoName: "tempo-sts.io/tempo",
    buildNamespace: "tempo-sts.io/build-namespace",
    profile: "tempo-sts.io/profile",
    run: "tempo-sts.io/run",
} as const;

/** Kubernetes' own label for who manages an object; on a TempoStack it belongs to the operator. */
export const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
/** Our value of {@link MANAGED_BY_LABEL}. */
export const MANAGED_BY = "tempo-sts";

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
// IAM and S3 take 50; the ownership tags need their places.
const MOST_TAGS = 50 - Object.keys(OWNERSHIP_TAGS).length;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags of a resource in AWS: the caller's own, then who owns it, which nobody overrides. */
export function ownershipTags(
    owner: Owner & { readonly extra?: Readonly<Record<string, string>> | undefined },
): Record<string, string> {
    const tags: Record<string, string> = { ...owner.extra };
    for (const field of ownerFields()) {
        tags[OWNERSHIP_TAGS[field]] = tagValue(owner[field]);
    }
    return tags;
}

/** The labels of an object in Kubernetes that tell who owns it. */
export function ownershipLabels(owner: Omit<Owner, "namespace">): Record<string, string> {
    return {
        [MANAGED_BY_LABEL]: MANAGED_BY,
        [LABELS.project]: labelValue(owner.project),
        [LABELS.stack]: labelValue(owner.stack),
        [LABELS.tempoName]: labelValue(owner.tempoName),
        [LABELS.buildNamespace]: labelValue(owner.buildNamespace),
        [LABELS.profile]: labelValue(owner.profile),
    };
}

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
            remedy: "Remove some: AWS takes 50, and the ownership tags need the rest",
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
    if (typeof text === "string" && text.length <= LONGEST_VALUE && TAG_TEXT.test(text)) {
        return [];
    }
    return [
        {
            path,
            expected: `a text of at most ${LONGEST_VALUE} letters, digits, blanks and _ . : / = + - @`,
            found: describeValue(text),
            remedy:
                typeof text === "number" || typeof text === "boolean"
                    ? "Write it in quotes"
                    : "Shorten it or replace the other characters",
        },
    ];
}

function tagValue(text: string): string {
    if (text.length <= LONGEST_VALUE && TAG_TEXT.test(text)) {
        return text;
    }
    const hash = shortHash(text);
    const readable = text
        .slice(0, LONGEST_VALUE - hash.length - 1)
        .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-");
    return `${readable}-${hash}`;
}

function ownerFields(): (keyof Owner)[] {
    return ["project", "stack", "namespace", "tempoName", "buildNamespace", "profile"];
}
