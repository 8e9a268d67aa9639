// How long a stack may live, who wants it and for what: said in tags and labels by one table.
import { labelValue } from "../names/kubernetes-names.ts";
import { describeValue, type Problem } from "../problems.ts";
import { OWNERSHIP_TAGS, tagValue } from "./tags.ts";

/** Whose a stack is, what it is for, and when it may be taken away. Times are as {@link timeTag} writes them. */
export interface Lifetime {
    /** Who asked for it: a person or a job. */
    readonly owner: string;
    /** The branch that it was made for. @default - none */
    readonly branch?: string | undefined;
    /** The run that it was made by. @default - none */
    readonly runId?: string | undefined;
    /** When it was made. */
    readonly created: string;
    /** When it may be swept. @default - never */
    readonly expires?: string | undefined;
    /** The commit that was deployed. @default - none */
    readonly commit?: string | undefined;
}

/** The keys of the tags, in AWS and on a Pulumi stack. */
export const LIFETIME_TAGS = {
    owner: "tempo-sts:owner",
    branch: "tempo-sts:branch",
    runId: "tempo-sts:run",
    created: "tempo-sts:created",
    expires: "tempo-sts:expires",
    commit: "tempo-sts:commit",
} as const satisfies Record<keyof Lifetime, string>;

/** The keys of the labels in Kubernetes. The run's differs from that of the trace Jobs, which tells the proof's run. */
export const LIFETIME_LABELS = {
    owner: "tempo-sts.io/owner",
    branch: "tempo-sts.io/branch",
    runId: "tempo-sts.io/run-id",
    created: "tempo-sts.io/created",
    expires: "tempo-sts.io/expires",
    commit: "tempo-sts.io/commit",
} as const satisfies Record<keyof Lifetime, string>;

/** The keys of the tags that tell where resources are; the Region's stands on Pulumi stacks only. */
export const PLACE_TAGS = { accountId: "tempo-sts:account", region: "tempo-sts:region" } as const;

/** The key of the label that tells for which account an object is. */
export const PLACE_LABELS = { accountId: "tempo-sts.io/account" } as const;

/** What the tags of a Pulumi stack say. */
export interface StackTagValues {
    readonly lifetime: Lifetime;
    readonly project: string;
    readonly profile: string;
    readonly namespace: string;
    readonly tempoName: string;
    readonly buildNamespace: string;
    readonly accountId?: string | undefined;
    readonly region: string;
}

/** How long a branch's stack lives where nobody says otherwise. */
export const DEFAULT_BRANCH_TTL = "24h";

const TTL = /^(?=\d)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;
const LONGEST_TTL_DAYS = 366;
const DAY_SECONDS = 86_400;
const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The tags of a resource in AWS that tell its lifetime. */
export function lifetimeTags(lifetime: Lifetime): Record<string, string> {
    return written(lifetime, LIFETIME_TAGS, tagValue);
}

/** The labels of an object in Kubernetes that tell its lifetime. */
export function lifetimeLabels(lifetime: Lifetime): Record<string, string> {
    return written(lifetime, LIFETIME_LABELS, labelValue);
}

/** The tags of a Pulumi stack: by them it is found again, and known to be ours, without its configuration. */
export function stackTags(values: StackTagValues): Record<string, string> {
    const { lifetime, accountId, region, ...owner } = values;
    return {
        [OWNERSHIP_TAGS.project]: tagValue(owner.project),
        [OWNERSHIP_TAGS.profile]: tagValue(owner.profile),
        [OWNERSHIP_TAGS.namespace]: tagValue(owner.namespace),
        [OWNERSHIP_TAGS.tempoName]: tagValue(owner.tempoName),
        [OWNERSHIP_TAGS.buildNamespace]: tagValue(owner.buildNamespace),
        ...(accountId === undefined ? {} : { [PLACE_TAGS.accountId]: tagValue(accountId) }),
        [PLACE_TAGS.region]: tagValue(region),
        ...lifetimeTags(lifetime),
    };
}

/** The lifetime that tags tell; undefined when they do not say at least who and since when. */
export function lifetimeOfTags(tags: Readonly<Record<string, string>>): Lifetime | undefined {
    return read(tags, LIFETIME_TAGS);
}

/** The same from labels, whose values may be shortened. */
export function lifetimeOfLabels(labels: Readonly<Record<string, string>>): Lifetime | undefined {
    return read(labels, LIFETIME_LABELS);
}

/** Whether the time is over. What has no expiry, or one that cannot be read, never expires. */
export function hasExpired(lifetime: Pick<Lifetime, "expires">, now: Date): boolean {
    const expires = lifetime.expires === undefined ? undefined : parseTimeTag(lifetime.expires);
    return expires !== undefined && expires.getTime() <= now.getTime();
}

/**
 * A time as ISO 8601 writes it in its basic format, in UTC and in whole seconds: `20261124T104300Z`. Alone of all formats it
 * is legal as an AWS tag, as a Kubernetes label and as a Pulumi stack tag, and sorts as text.
 *
 * @throws RangeError for a time that is none, or outside the years 0 to 9999
 */
export function timeTag(date: Date): string {
    const text = date.toISOString().replace(/[-:]|\.\d+/g, "");
    if (!TIME.test(text)) {
        throw new RangeError(`Expected a time in the years 0 to 9999, got ${text}.`);
    }
    return text;
}

/** The time that a text of {@link timeTag} stands for; undefined for any other text. */
export function parseTimeTag(text: string): Date | undefined {
    const parts = TIME.exec(text);
    if (parts === null) {
        return undefined;
    }
    const [, year, month, day, hour, minute, second] = parts;
    const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    // The 31st of February is no error to Date, but another day.
    return !Number.isNaN(date.getTime()) && timeTag(date) === text ? date : undefined;
}

/** What keeps a value from being a time to live: more than zero, in days, hours, minutes and seconds. */
export function ttlProblems(value: unknown, path: string): Problem[] {
    const seconds = typeof value === "string" ? secondsIn(value) : undefined;
    const found = describeValue(value);
    if (seconds === undefined) {
        const remedy = "Write a number with a unit, without blanks: d, h, m or s";
        return [{ path, expected: "a time to live such as 90m, 24h or 7d", found, remedy }];
    }
    if (seconds === 0 || seconds > LONGEST_TTL_DAYS * DAY_SECONDS) {
        const expected = `a time to live above zero and of at most ${LONGEST_TTL_DAYS} days`;
        return [{ path, expected, found, remedy: "Leave it out for a stack that never expires" }];
    }
    return [];
}

/**
 * A time to live in seconds.
 *
 * @throws RangeError when {@link ttlProblems} has any
 */
export function ttlSeconds(text: string): number {
    const seconds = ttlProblems(text, "").length === 0 ? secondsIn(text) : undefined;
    if (seconds === undefined) {
        throw new RangeError(`Expected a time to live such as 24h, got ${describeValue(text)}.`);
    }
    return seconds;
}

function secondsIn(text: string): number | undefined {
    const parts = TTL.exec(text);
    if (parts === null) {
        return undefined;
    }
    const units = [DAY_SECONDS, 3600, 60, 1];
    return units.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
}

type Keys = Readonly<Record<keyof Lifetime, string>>;

function written(
    lifetime: Lifetime,
    keys: Keys,
    legal: (text: string) => string,
): Record<string, string> {
    const entries: Record<string, string> = {};
    for (const field of fields()) {
        const value = lifetime[field];
        if (value !== undefined) {
            entries[keys[field]] = legal(value);
        }
    }
    return entries;
}

function read(entries: Readonly<Record<string, string>>, keys: Keys): Lifetime | undefined {
    const { owner, created, ...rest } = Object.fromEntries(
        fields().flatMap((field) => {
            const value = entries[keys[field]];
            return value === undefined ? [] : [[field, value]];
        }),
    ) as Partial<Record<keyof Lifetime, string>>;
    return owner === undefined || created === undefined ? undefined : { owner, created, ...rest };
}

function fields(): (keyof Lifetime)[] {
    return ["owner", "branch", "runId", "created", "expires", "commit"];
}
