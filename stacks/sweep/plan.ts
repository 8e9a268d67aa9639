// The plan of a sweep: every stack and every thing with what becomes of it, decided before anything is touched.
import {
    type Circumstances,
    goesWithItsStack,
    judgeStack,
    judgeThing,
    shortName,
    type SweepStack,
} from "./judge.ts";
import { inForm, says } from "./marks.ts";
import { isGuest, namespaceOf, type OwnedThing, type ThingKind } from "./owned-thing.ts";

/** One line of a plan. */
export interface PlanRow {
    readonly kind: "stack" | ThingKind;
    readonly name: string;
    readonly why: string;
    readonly action: "destroy" | "delete" | "keep";
    /** The stack, where it is one. */
    readonly stack?: SweepStack | undefined;
    /** The thing, where it is none. */
    readonly thing?: OwnedThing | undefined;
}

/** What becomes of everything. */
export interface SweepPlan {
    readonly circumstances: Circumstances;
    readonly rows: readonly PlanRow[];
}

/** What a plan is made from. */
export interface PlanRequest {
    readonly stacks: readonly SweepStack[];
    readonly owned: readonly OwnedThing[];
    readonly now: Date;
    readonly accountId: string;
    readonly project: string;
    /** Why the list of stacks may be not whole, beside stacks without tags. While there is a reason, no thing is deleted. @default - it is whole */
    readonly unread?: readonly string[] | undefined;
}

const FORMS = ["tags", "labels"] as const;

/** Decides: expired stacks are destroyed; expired things that are ours without a doubt, and no stack's, are deleted. */
export function planSweep(request: PlanRequest): SweepPlan {
    const { stacks, owned, now, accountId, project, unread = [] } = request;
    const untold = stacks
        .filter((stack) => stack.tags === undefined)
        .map(({ name }) => `the stack ${name}`);
    const circumstances: Circumstances = {
        now,
        accountId,
        project,
        isLiving: livingStacks(stacks, project),
        unread: [...unread, ...untold],
    };
    const accounts = accountsOfStacks(owned, circumstances);
    const stackRows = stacks.map((stack): PlanRow => {
        const name = shortName(stack.name);
        const found = FORMS.flatMap((form) => [
            ...(accounts.get(`${form} ${inForm(form, name)}`) ?? []),
        ]);
        return { kind: "stack", name, ...judgeStack(stack, circumstances, found), stack };
    });
    const staying = stackRows.flatMap((row) => (row.action === "keep" ? (row.stack ?? []) : []));
    const isStaying = livingStacks(staying, project);
    return { circumstances, rows: [...stackRows, ...thingRows(owned, circumstances, isStaying)] };
}

// A stack that does not say its project may be of this one.
function livingStacks(stacks: readonly SweepStack[], project: string): Circumstances["isLiving"] {
    const names = stacks
        .filter((stack) => (stack.project ?? project) === project)
        .map(({ name }) => shortName(name));
    const living = {
        tags: new Set(names.map((name) => inForm("tags", name))),
        labels: new Set(names.map((name) => inForm("labels", name))),
    };
    return (form, stack) => living[form].has(stack);
}

// Where a stack's things say to be, and AWS's where they are: a stack knows it itself only once it was deployed whole.
function accountsOfStacks(
    owned: readonly OwnedThing[],
    { project, accountId }: Circumstances,
): ReadonlyMap<string, ReadonlySet<string>> {
    const accounts = new Map<string, Set<string>>();
    for (const { marks, unchecked, ...thing } of owned) {
        const ours = unchecked === undefined && marks.lacks.length === 0;
        const place = marks.form === "tags" ? (thing.accountId ?? accountId) : undefined;
        const found = [place, marks.values.accountId].filter((each) => each !== undefined);
        if (ours && found.length > 0 && says(marks, "project", project)) {
            const name = `${marks.form} ${marks.values.stack ?? ""}`;
            accounts.set(name, new Set([...(accounts.get(name) ?? []), ...found]));
        }
    }
    return accounts;
}

// What is a stack's or in a namespace goes with it; and a namespace with something of another stack in it does not go.
function thingRows(
    owned: readonly OwnedThing[],
    circumstances: Circumstances,
    isStaying: Circumstances["isLiving"],
): PlanRow[] {
    const inside = byNamespace(owned);
    const rows = owned.map((thing): PlanRow => {
        const row = { kind: thing.kind, name: thing.name, thing };
        const verdict = judgeThing(thing, circumstances);
        const guest = inside.get(thing.name)?.find((other) => isGuest(other, thing));
        return thing.kind === "namespace" && verdict.action === "delete" && guest !== undefined
            ? { ...row, action: "keep", why: `it holds the ${guest.kind} ${guest.name} of another` }
            : { ...row, ...verdict };
    });
    const going = new Set(
        rows
            .filter(({ kind, action }) => kind === "namespace" && action === "delete")
            .map(({ name }) => name),
    );
    return rows.filter(({ thing }) => {
        if (thing === undefined) return true;
        const namespace = namespaceOf(thing);
        const goesWithIt = namespace !== undefined && going.has(namespace);
        return !goesWithIt && !goesWithItsStack(thing, circumstances, isStaying);
    });
}

function byNamespace(owned: readonly OwnedThing[]): ReadonlyMap<string, readonly OwnedThing[]> {
    const inside = new Map<string, OwnedThing[]>();
    for (const thing of owned) {
        const namespace = namespaceOf(thing);
        if (namespace !== undefined) {
            const things = inside.get(namespace);
            if (things === undefined) inside.set(namespace, [thing]);
            else things.push(thing);
        }
    }
    return inside;
}
