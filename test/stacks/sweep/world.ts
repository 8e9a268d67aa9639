/** Stacks and things of the sweep's specs: expired and ours in every respect, but for what a test changes. */
import {
    type Lifetime,
    lifetimeLabels,
    lifetimeTags,
    PLACE_LABELS,
    PLACE_TAGS,
    stackTags,
} from "../../../components/pure/lifetime/lifetime.ts";
import {
    ownershipLabels,
    ownershipTags,
    type Owner,
} from "../../../components/pure/lifetime/tags.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import { marksOfLabels, marksOfTags } from "../../../stacks/sweep/marks.ts";
import type { OwnedThing, ThingKind } from "../../../stacks/sweep/owned-thing.ts";
import { planSweep, type PlanRequest, type PlanRow } from "../../../stacks/sweep/plan.ts";

/** Tags or labels. */
export type Entries = Record<string, string>;

export const ACCOUNT = "123456789012";
export const PROJECT = "tempo-sts";
export const NOW = new Date("2026-11-24T10:43:00Z");
export const PAST = "20261124T104259Z";
export const FUTURE = "20261124T104301Z";

/** A lifetime that is over. */
export const OVER: Lifetime = { owner: "jane", created: "20261101T000000Z", expires: PAST };

/** The owner of what a stack called leaky has in a namespace. */
export function leakyOwner(namespace: string): Owner {
    const place = { namespace, tempoName: "tmstack", buildNamespace: "b" };
    return { project: PROJECT, stack: "leaky", ...place, profile: "ephemeral" };
}

/** Whose things are, for a stack of this name. */
export function ownerOf(stack: string): Owner {
    return {
        project: PROJECT,
        stack,
        namespace: `ns-${stack}`,
        tempoName: "tmstack",
        buildNamespace: "b",
        profile: "ephemeral",
    };
}

/** The tags of a stack's things in AWS. */
export function awsTags(stack: string, lifetime: Lifetime = OVER, account = ACCOUNT): Entries {
    return {
        ...ownershipTags(ownerOf(stack)),
        ...lifetimeTags(lifetime),
        [PLACE_TAGS.accountId]: account,
    };
}

/** The labels of a stack's things in the cluster. */
export function clusterLabels(
    stack: string,
    lifetime: Lifetime = OVER,
    account = ACCOUNT,
): Entries {
    return {
        ...ownershipLabels(ownerOf(stack)),
        ...lifetimeLabels(lifetime),
        [PLACE_LABELS.accountId]: account,
    };
}

/** Without some keys. */
export function lacking(entries: Entries, ...keys: string[]): Entries {
    return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
}

/** A bucket, role or policy with these tags. */
export function inAws(kind: ThingKind, name: string, tags: Entries): OwnedThing {
    const id = kind === "bucket" ? undefined : `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
    const accountId = kind === "bucket" ? undefined : ACCOUNT;
    return { kind, name, id, accountId, marks: marksOfTags(tags) };
}

/** A namespace, or an object called `namespace/name`, with these labels. */
export function inCluster(kind: ThingKind, name: string, labels: Entries): OwnedThing {
    const [namespace = ""] = name.split("/");
    return {
        kind,
        name,
        id: name,
        marks: marksOfLabels(labels, namespace, kind !== "tempo-stack"),
    };
}

/** A stack of the backend, expired. */
export function stackNamed(name: string, changes: Partial<SweepStack> = {}): SweepStack {
    return { name, project: PROJECT, updating: false, tags: tagsOfStack(name), ...changes };
}

/** The tags of a stack. */
export function tagsOfStack(name: string, lifetime: Lifetime = OVER): Entries {
    const { project, namespace, tempoName, buildNamespace, profile } = ownerOf(name);
    const place = { accountId: ACCOUNT, region: "us-east-2" };
    return stackTags({
        project,
        namespace,
        tempoName,
        buildNamespace,
        profile,
        lifetime,
        ...place,
    });
}

/** The lines of a plan. */
export function planned(request: Partial<PlanRequest>): readonly PlanRow[] {
    const base = { stacks: [], owned: [], now: NOW, accountId: ACCOUNT, project: PROJECT };
    return planSweep({ ...base, ...request }).rows;
}
