// By what it is known whose a thing is: all of our tags or labels, never some of them and never its name.
import { labelValue } from "../../components/pure/names/kubernetes-names.ts";
import {
    LIFETIME_LABELS,
    LIFETIME_TAGS,
    type Lifetime,
    PLACE_LABELS,
    PLACE_TAGS,
} from "../../components/pure/lifetime/lifetime.ts";
import {
    LABELS,
    MANAGED_BY,
    MANAGED_BY_LABEL,
    OWNERSHIP_TAGS,
    type Owner,
    tagValue,
} from "../../components/pure/lifetime/tags.ts";

/** What a tag or label of ours can tell. */
export type Mark = keyof Owner | keyof Lifetime | "accountId";

/** What the tags or labels of a thing say. */
export interface Marks {
    readonly form: "tags" | "labels";
    /** As they stand there: a text that was too long for its place is cut and hashed. */
    readonly values: Readonly<Partial<Record<Mark, string>>>;
    /** The keys of ownership that are missing; none means that the thing is known to be ours. */
    readonly lacks: readonly string[];
}

type Entries = Readonly<Record<string, string>>;

const OWNERSHIP = [
    "project",
    "stack",
    "namespace",
    "tempoName",
    "buildNamespace",
    "profile",
] as const;
// What a thing has to tell beside its expiry before it may be swept.
const ACCOUNTABLE = ["accountId", "owner", "created"] as const;

const TAG_KEYS: Readonly<Record<Mark, string>> = {
    ...OWNERSHIP_TAGS,
    ...LIFETIME_TAGS,
    accountId: PLACE_TAGS.accountId,
};
// An object's namespace is where it is: no label says it.
const LABEL_KEYS: Readonly<Partial<Record<Mark, string>>> = {
    project: LABELS.project,
    stack: LABELS.stack,
    tempoName: LABELS.tempoName,
    buildNamespace: LABELS.buildNamespace,
    profile: LABELS.profile,
    accountId: PLACE_LABELS.accountId,
    ...LIFETIME_LABELS,
};

/** The marks in tags of AWS, or of a Pulumi stack. */
export function marksOfTags(tags: Entries): Marks {
    const values = read(tags, TAG_KEYS);
    const lacking = OWNERSHIP.filter((mark) => values[mark] === undefined);
    return { form: "tags", values, lacks: lacking.map((mark) => TAG_KEYS[mark]) };
}

/**
 * The marks in labels of Kubernetes.
 *
 * @param managed whether our value of `app.kubernetes.io/managed-by` belongs to them; a TempoStack's is its operator's
 */
export function marksOfLabels(labels: Entries, namespace: string, managed: boolean): Marks {
    const values = { ...read(labels, LABEL_KEYS), namespace };
    const lacking = OWNERSHIP.filter((mark) => values[mark] === undefined);
    return {
        form: "labels",
        values,
        lacks: [
            ...(managed && labels[MANAGED_BY_LABEL] !== MANAGED_BY ? [MANAGED_BY_LABEL] : []),
            ...lacking.map((mark) => LABEL_KEYS[mark] ?? mark),
        ],
    };
}

/** Whether any key of ours stands among tags or labels. */
export function hasAnyMark(entries: Entries): boolean {
    return Object.keys(entries).some((key) => /^tempo-sts(?::|\.io\/)/.test(key));
}

/** What is missing, as keys, of what a thing must tell beside whose it is before it may be swept. */
export function unaccounted({ form, values }: Marks): string[] {
    const keys = form === "tags" ? TAG_KEYS : LABEL_KEYS;
    return ACCOUNTABLE.filter((mark) => values[mark] === undefined).map(
        (mark) => keys[mark] ?? mark,
    );
}

/** Whether a mark says a text, in the form that its place allows. */
export function says({ form, values }: Marks, mark: Mark, text: string): boolean {
    return values[mark] === inForm(form, text);
}

/** A text as a mark of this form says it. */
export function inForm(form: Marks["form"], text: string): string {
    return form === "tags" ? tagValue(text) : labelValue(text);
}

/** Whether two readings of a thing's marks are the same. */
export function sameMarks(one: Marks, other: Marks): boolean {
    const text = ({ values, lacks }: Marks): string =>
        JSON.stringify([Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)), lacks]);
    return text(one) === text(other);
}

function read(
    entries: Entries,
    keys: Readonly<Partial<Record<Mark, string>>>,
): Partial<Record<Mark, string>> {
    const found = Object.entries(keys).flatMap(([mark, key]) => {
        const value = entries[key];
        return value === undefined ? [] : [[mark, value]];
    });
    return Object.fromEntries(found) as Partial<Record<Mark, string>>;
}
