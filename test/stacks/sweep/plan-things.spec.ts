/** What a plan makes of things in AWS and in the cluster. */
import { expect } from "chai";

import { ownershipLabels, ownershipTags } from "../../../components/pure/lifetime/tags.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import type { OwnedThing } from "../../../stacks/sweep/owned-thing.ts";
import { uncheckedThing } from "../../../stacks/sweep/owned-thing.ts";
import type { PlanRequest } from "../../../stacks/sweep/plan.ts";
import {
    awsTags,
    clusterLabels,
    type Entries,
    FUTURE,
    inAws,
    inCluster,
    lacking,
    OVER,
    ownerOf,
    planned,
    stackNamed,
    tagsOfStack,
} from "./world.ts";

const OTHER = "999999999999";
const bucket = (tags: Entries): OwnedThing => inAws("bucket", "tracing-gone", tags);
const namespace = (labels: Entries): OwnedThing => inCluster("namespace", "ns-gone", labels);
const tags = awsTags("gone");
const labels = clusterLabels("gone");
const production = { "tempo-sts:profile": "production" };

const TABLE: [string, OwnedThing, Partial<PlanRequest>, "delete" | "keep", RegExp][] = [
    ["an expired bucket of no stack", bucket(tags), {}, "delete", /^it expired .* no stack gone$/],
    ["an expired namespace of no stack", namespace(labels), {}, "delete", /no stack gone/],
    ["an expired role", inAws("role", "tracing-gone", tags), {}, "delete", /expired/],
    ["an expired policy", inAws("policy", "tracing-gone", tags), {}, "delete", /expired/],
    ["one that says nothing of us", bucket({ team: "a" }), {}, "keep", /none of our tags/],
    ["a namespace that says nothing of us", namespace({}), {}, "keep", /none of our labels/],
    [
        "one of another project",
        bucket({ ...tags, "tempo-sts:project": "other" }),
        {},
        "keep",
        /the project other/,
    ],
    ["one for another account", bucket(awsTags("gone", OVER, OTHER)), {}, "keep", /account 9{12}/],
    [
        "a namespace for another account",
        namespace(clusterLabels("gone", OVER, OTHER)),
        {},
        "keep",
        /account 9{12}/,
    ],
    [
        "one that is in another account",
        { ...inAws("role", "r", tags), accountId: OTHER },
        {},
        "keep",
        /account 9{12}/,
    ],
    ["one of production", bucket({ ...tags, ...production }), {}, "keep", /profile is production/],
    [
        "one that has not expired, whose stack another backend may have",
        bucket(awsTags("gone", { ...OVER, expires: FUTURE })),
        {},
        "keep",
        /^it expires at 20261124T104301Z$/,
    ],
    ["one without expiry", bucket(lacking(tags, "tempo-sts:expires")), {}, "keep", /never expires/],
    ["one of `pulumi up`", bucket(ownershipTags(ownerOf("gone"))), {}, "keep", /never expires/],
    [
        "a namespace of `pulumi up`",
        namespace(ownershipLabels(ownerOf("gone"))),
        {},
        "keep",
        /never expires/,
    ],
    [
        "one with an expiry that is no time",
        bucket({ ...tags, "tempo-sts:expires": "soon" }),
        {},
        "keep",
        /"soon" cannot be read/,
    ],
    ["one of a stack that lives", bucket(tags), livingStack({}), "keep", /the stack gone$/],
    [
        "one of a stack in the middle of an update",
        bucket(tags),
        livingStack({ updating: true }),
        "keep",
        /the stack gone$/,
    ],
    [
        "one of a stack whose project is not told",
        bucket(tags),
        livingStack({ project: undefined, name: "organization/tempo-sts/gone" }),
        "keep",
        /the stack gone$/,
    ],
    [
        "one whose stack has a namesake in another project",
        bucket(tags),
        livingStack({ project: "other" }),
        "delete",
        /no stack gone/,
    ],
    [
        "one while a stack could not be read",
        bucket(tags),
        { stacks: [stackNamed("broken", { tags: undefined })] },
        "keep",
        /could not be read: the stack broken/,
    ],
    [
        "one while the stacks could not be listed",
        bucket(tags),
        { unread: ["the backend gave no answer"] },
        "keep",
        /could not be read: the backend gave no answer/,
    ],
    [
        "what could not be checked",
        uncheckedThing("role", "every role", "AccessDenied"),
        {},
        "keep",
        /^could not be checked, because AccessDenied$/,
    ],
    [
        "a TempoStack, whose managed-by label is its operator's",
        inCluster("tempo-stack", "shared/t", {
            ...labels,
            "app.kubernetes.io/managed-by": "tempo-operator",
        }),
        {},
        "delete",
        /expired/,
    ],
    [
        "a Secret that something else manages",
        inCluster("secret", "shared/s", { ...labels, "app.kubernetes.io/managed-by": "Helm" }),
        {},
        "keep",
        /lacks the labels app\.kubernetes\.io\/managed-by/,
    ],
];

describe("the plan for a thing", () => {
    for (const [what, thing, request, action, why] of TABLE) {
        it(`is to ${action} ${what}`, () => {
            const rows = planned({ ...request, owned: [thing] });
            const row = rows.find(({ kind }) => kind !== "stack");
            expect(row).to.include({ kind: thing.kind, name: thing.name, action });
            expect(row?.why).to.match(why);
        });
    }

    // Each of them has to be there: some of our tags make nothing ours.
    for (const key of Object.keys(tags)) {
        it(`is to keep a bucket without ${key}`, () => {
            const [row] = planned({ owned: [bucket(lacking(tags, key))] });
            expect(row?.action).to.equal("keep");
        });
    }

    for (const key of Object.keys(labels)) {
        it(`is to keep a namespace without ${key}`, () => {
            const [row] = planned({ owned: [namespace(lacking(labels, key))] });
            expect(row?.action).to.equal("keep");
        });
    }

    it("says nothing of what goes with its stack, unless a namesake of that stays", () => {
        const owned = [bucket(tags), namespace(labels)];
        const going = stackNamed("gone");
        const lines = (...stacks: SweepStack[]) =>
            planned({ owned, stacks }).map(({ kind, action }) => `${action} ${kind}`);
        expect(lines(going)).to.deep.equal(["destroy stack"]);
        const namesake = stackNamed("other/tempo-sts/gone", { tags: {} });
        expect(lines(going, namesake)).to.deep.equal([
            "destroy stack",
            "keep stack",
            "keep bucket",
            "keep namespace",
        ]);
        // What is not ours without a doubt may stay: then it is told.
        const doubtful = bucket(lacking(tags, "tempo-sts:tempo"));
        expect(planned({ owned: [doubtful], stacks: [going] })).to.have.lengthOf(2);
    });

    it("finds the stack of a label that had to be cut", () => {
        const name = "s".repeat(90);
        const owned = [namespace(clusterLabels(name)), bucket(awsTags(name))];
        const actions = (request: Partial<PlanRequest>) =>
            planned({ ...request, owned }).flatMap(({ kind, action }) =>
                kind === "stack" ? [] : [action],
            );
        const stacks = [stackNamed(name, { updating: true })];
        expect(actions({ stacks })).to.deep.equal(["keep", "keep"]);
        expect(actions({})).to.deep.equal(["delete", "delete"]);
    });
});

function livingStack(changes: object): Partial<PlanRequest> {
    const living = tagsOfStack("gone", { ...OVER, expires: FUTURE });
    return { stacks: [stackNamed("gone", { tags: living, ...changes })] };
}
