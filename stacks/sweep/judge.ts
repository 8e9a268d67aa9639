// What is to become of one stack or of one thing: taken away only where everything speaks for it.
import { hasExpired, parseTimeTag } from "../../components/pure/lifetime/lifetime.ts";
import { type Marks, marksOfTags, says, unaccounted } from "./marks.ts";
import type { OwnedThing } from "./owned-thing.ts";

/** A stack as the backend lists it. */
export interface SweepStack {
    /** Its name, with or without organization and project before it. */
    readonly name: string;
    /** @default - unknown: then it may be of any project */
    readonly project?: string | undefined;
    /** Whether an update of it is under way, or was killed. */
    readonly updating: boolean;
    /** @default - they could not be read */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    /** How many resources it has; with none, it is in no account. @default - unknown */
    readonly resourceCount?: number | undefined;
}

/** What is known when something is judged. */
export interface Circumstances {
    readonly now: Date;
    /** The account that is swept. */
    readonly accountId: string;
    /** The project that is swept. */
    readonly project: string;
    /** Whether there is a stack of this name, as a mark of this form says it. */
    readonly isLiving: (form: Marks["form"], stack: string) => boolean;
    /** Why that may be not all; empty where it is all. */
    readonly unread: readonly string[];
}

/** What becomes of it, and why. */
export interface Verdict<Action extends string> {
    readonly action: Action | "keep";
    readonly why: string;
}

/** A stack's name without organization and project. */
export function shortName(name: string): string {
    return name.slice(name.lastIndexOf("/") + 1);
}

/**
 * What becomes of a stack.
 *
 * @param foundAccounts the accounts in which things of this stack were found, for a stack that does not say its own
 */
export function judgeStack(
    stack: SweepStack,
    circumstances: Circumstances,
    foundAccounts: readonly string[],
): Verdict<"destroy"> {
    const { project, now } = circumstances;
    if (stack.project !== undefined && stack.project !== project) {
        return keep(`it belongs to the project ${stack.project}`);
    }
    if (stack.tags === undefined) {
        return keep("its tags could not be read");
    }
    const marks = marksOfTags(stack.tags);
    const objection =
        strangerStack(marks, circumstances) ??
        noExpiry(marks, now) ??
        wrongAccount(stack, marks, circumstances, foundAccounts) ??
        (stack.updating ? atWork(stack) : undefined);
    return objection === undefined ? { action: "destroy", why: expired(marks) } : keep(objection);
}

/** What becomes of a thing that the inventory found. */
export function judgeThing(thing: OwnedThing, circumstances: Circumstances): Verdict<"delete"> {
    const { marks } = thing;
    const { now, unread } = circumstances;
    const objection =
        strangerThing(thing, circumstances) ??
        livingStack(marks, circumstances) ??
        noExpiry(marks, now) ??
        anonymous(marks);
    if (objection !== undefined) {
        return keep(objection);
    }
    const [first] = unread;
    if (first !== undefined) {
        return keep(`its stack may be one of those that could not be read: ${first}`);
    }
    const stack = marks.values.stack ?? "";
    return { action: "delete", why: `${expired(marks)}, and there is no stack ${stack}` };
}

/**
 * Whether a thing is one that its stack takes with it when it is destroyed.
 *
 * @param isStaying whether a stack of this name is one that stays
 */
export function goesWithItsStack(
    thing: OwnedThing,
    circumstances: Circumstances,
    isStaying: Circumstances["isLiving"],
): boolean {
    const { form, values } = thing.marks;
    const { stack = "" } = values;
    return (
        strangerThing(thing, circumstances) === undefined &&
        circumstances.isLiving(form, stack) &&
        !isStaying(form, stack)
    );
}

function atWork({ name }: SweepStack): string {
    const ask = `tempo-sts unlock --stack ${shortName(name)}`;
    return `an update of it is under way, or was killed: \`${ask}\` tells`;
}

function strangerStack(marks: Marks, { project }: Circumstances): string | undefined {
    const missing = (["project", "profile", "namespace", "tempoName", "buildNamespace"] as const)
        .map((mark) => marks.values[mark])
        .includes(undefined);
    if (marks.values.owner === undefined && marks.values.expires === undefined) {
        return "it has no lifetime";
    }
    if (missing || marks.values.owner === undefined || marks.values.created === undefined) {
        return "its tags are not all there";
    }
    return (
        (says(marks, "project", project) ? undefined : "its tags name another project") ??
        lastingProfile(marks)
    );
}

function strangerThing(thing: OwnedThing, circumstances: Circumstances): string | undefined {
    const { marks, unchecked } = thing;
    const { accountId, project } = circumstances;
    if (unchecked !== undefined) {
        return `could not be checked, because ${unchecked}`;
    }
    if (marks.lacks.length > 0) {
        return lackingMarks(marks);
    }
    if (!says(marks, "project", project)) {
        return `it belongs to the project ${marks.values.project ?? ""}`;
    }
    const told = marks.values.accountId ?? accountId;
    const account = [thing.accountId ?? accountId, told].find((each) => each !== accountId);
    return account === undefined ? lastingProfile(marks) : `it belongs to the account ${account}`;
}

function lackingMarks(marks: Marks): string {
    const word = marks.form === "tags" ? "tags" : "labels";
    const own = Object.keys(marks.values).filter((mark) => mark !== "namespace");
    return own.length === 0
        ? `it carries none of our ${word}; its name says nothing`
        : `it lacks the ${word} ${marks.lacks.join(", ")}`;
}

function lastingProfile({ values: { profile = "" } }: Marks): string | undefined {
    return profile === "ephemeral" ? undefined : `its profile is ${profile}`;
}

function livingStack({ form, values }: Marks, { isLiving }: Circumstances): string | undefined {
    const { stack = "" } = values;
    return isLiving(form, stack) ? `it belongs to the stack ${stack}` : undefined;
}

function noExpiry({ values: { expires } }: Marks, now: Date): string | undefined {
    if (expires === undefined) {
        return "it never expires";
    }
    if (parseTimeTag(expires) === undefined) {
        return `its expiry ${JSON.stringify(expires)} cannot be read`;
    }
    return hasExpired({ expires }, now) ? undefined : `it expires at ${expires}`;
}

function anonymous(marks: Marks): string | undefined {
    const missing = unaccounted(marks);
    return missing.length === 0
        ? undefined
        : `it lacks the ${marks.form === "tags" ? "tags" : "labels"} ${missing.join(", ")}`;
}

function wrongAccount(
    { resourceCount }: SweepStack,
    { values }: Marks,
    { accountId }: Circumstances,
    foundAccounts: readonly string[],
): string | undefined {
    const accounts = values.accountId === undefined ? foundAccounts : [values.accountId];
    const other = accounts.find((each) => each !== accountId);
    if (other !== undefined) {
        return `it belongs to the account ${other}`;
    }
    const told = accounts.length > 0 || resourceCount === 0;
    return told ? undefined : "nothing tells in which account it is";
}

function expired({ values }: Marks): string {
    return `it expired at ${values.expires ?? ""}`;
}

function keep(why: string): { action: "keep"; why: string } {
    return { action: "keep", why };
}
