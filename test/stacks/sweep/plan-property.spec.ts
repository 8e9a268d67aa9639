/** What holds for every plan. */
import { expect } from "chai";
import fc from "fast-check";

import { parseTimeTag } from "../../../components/pure/lifetime/lifetime.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import { type Marks, marksOfTags } from "../../../stacks/sweep/marks.ts";
import type { OwnedThing, ThingKind } from "../../../stacks/sweep/owned-thing.ts";
import type { PlanRow } from "../../../stacks/sweep/plan.ts";
import {
    ACCOUNT,
    awsTags,
    clusterLabels,
    type Entries,
    FUTURE,
    inAws,
    inCluster,
    NOW,
    OVER,
    PAST,
    planned,
    PROJECT,
    stackNamed,
    tagsOfStack,
} from "./world.ts";

const name = fc.constantFrom("a", "b", "c");
const awsKind = fc.constantFrom<ThingKind>("bucket", "role", "policy");
const clusterKind = fc.constantFrom<ThingKind>("namespace", "job", "secret", "tempo-stack");

/** Whole entries with some keys taken out and some values changed. */
function spoiled(whole: (stack: string) => Entries): fc.Arbitrary<Entries> {
    return fc
        .tuple(
            name.map(whole),
            fc.array(fc.nat(20), { maxLength: 2 }),
            fc.array(
                fc.tuple(
                    fc.nat(20),
                    fc.constantFrom("", "other", "production", "999999999999", FUTURE, PAST),
                ),
                { maxLength: 2 },
            ),
        )
        .map(([entries, out, changes]) => {
            const keys = Object.keys(entries);
            const changed = changes.flatMap(([at, value]): [string, string][] => {
                const key = keys[at];
                return key === undefined ? [] : [[key, value]];
            });
            const kept = Object.entries({ ...entries, ...Object.fromEntries(changed) });
            return Object.fromEntries(kept.filter(([key]) => !out.some((at) => keys[at] === key)));
        });
}

const thing: fc.Arbitrary<OwnedThing> = fc.oneof(
    fc.tuple(awsKind, name, spoiled(awsTags)).map((args) => inAws(...args)),
    fc
        .tuple(clusterKind, name, spoiled(clusterLabels))
        .map(([kind, at, labels]) =>
            inCluster(kind, kind === "namespace" ? `ns-${at}` : `ns-${at}/x`, labels),
        ),
);
const stack: fc.Arbitrary<SweepStack> = fc
    .tuple(
        name,
        fc.boolean(),
        fc.option(spoiled(tagsOfStack), { nil: undefined, freq: 9 }),
        fc.constantFrom(PROJECT, PROJECT, "other", undefined),
    )
    .map(([at, updating, tags, project]) => stackNamed(at, { updating, tags, project }));

const request = fc.record({
    stacks: fc.array(stack, { maxLength: 3 }),
    owned: fc.array(thing, { maxLength: 8 }),
});

describe("every plan", () => {
    it("touches only what says everything: ours, this project's, this account's, over and no production's", () => {
        let touched = 0;
        fc.assert(
            fc.property(request, (given) => {
                const rows = planned(given).filter(({ action }) => action !== "keep");
                for (const row of rows) {
                    touched += 1;
                    const values = saidBy(row);
                    expect(Object.values(values)).to.not.include(undefined);
                    expect(values).to.include({
                        project: PROJECT,
                        accountId: ACCOUNT,
                        profile: "ephemeral",
                    });
                    const expires = parseTimeTag(values.expires ?? "");
                    expect(expires?.getTime()).to.be.at.most(NOW.getTime());
                    expect(row.thing?.marks.lacks ?? []).to.deep.equal([]);
                    expect(row.stack?.updating ?? false).to.equal(false);
                }
            }),
            { numRuns: 3000 },
        );
        expect(touched).to.be.above(500);
    });

    it("deletes nothing that a stack of the backend could own, and nothing at all while a stack is unread", () => {
        fc.assert(
            fc.property(request, (given) => {
                const deleted = planned(given).filter(({ action }) => action === "delete");
                const living = given.stacks
                    .filter(({ project }) => project !== "other")
                    .map(({ name: each }) => each);
                for (const row of deleted) {
                    expect(living).to.not.include(row.thing?.marks.values.stack);
                }
                if (given.stacks.some(({ tags }) => tags === undefined)) {
                    expect(deleted).to.deep.equal([]);
                }
                expect(
                    planned({ ...given, unread: ["?"] }).filter(
                        ({ action }) => action === "delete",
                    ),
                ).to.deep.equal([]);
            }),
            { numRuns: 2000 },
        );
    });

    it("says why for every line, and leaves nothing out but what goes with its stack or its namespace", () => {
        fc.assert(
            fc.property(request, ({ stacks, owned }) => {
                const rows = planned({ stacks, owned });
                expect(rows.every(({ why }) => why !== "")).to.equal(true);
                const going = rows
                    .filter(({ kind, action }) => kind === "namespace" && action === "delete")
                    .map((row) => row.name);
                const destroyed = rows
                    .filter(({ action }) => action === "destroy")
                    .map((row) => row.name);
                const told = rows.flatMap((row) => row.thing ?? []);
                expect(told).to.deep.equal(owned.filter((each) => told.includes(each)));
                for (const each of owned.filter((one) => !told.includes(one))) {
                    const [namespace = "", inside] = each.name.split("/");
                    const { stack: its = "" } = each.marks.values;
                    const goes = inside !== undefined && going.includes(namespace);
                    expect(goes || destroyed.includes(its), each.name).to.equal(true);
                }
                expect(rows.flatMap((row) => row.stack ?? [])).to.deep.equal(stacks);
            }),
            { numRuns: 1000 },
        );
    });

    it("takes under a second for a thousand stacks and five thousand things", function () {
        this.timeout(10_000);
        const names = Array.from({ length: 2000 }, (_, index) => `s${index}`);
        const stacks = names.slice(0, 1000).map((each) => stackNamed(each));
        const owned = names.flatMap((each) => [
            inAws("bucket", each, awsTags(each)),
            inAws("role", each, awsTags(each)),
            inCluster("namespace", `ns-${each}`, clusterLabels(each)),
        ]);
        const start = performance.now();
        const rows = planned({ stacks, owned });
        expect(performance.now() - start).to.be.below(1000);
        expect(rows.filter(({ action }) => action === "destroy")).to.have.lengthOf(1000);
        expect(rows.filter(({ action }) => action === "delete")).to.have.lengthOf(3000);
        expect(OVER.expires).to.equal(PAST);
    });
});

function saidBy({ stack: ofStack, thing: ofThing }: PlanRow): Marks["values"] {
    if (ofThing !== undefined) {
        return ofThing.marks.values;
    }
    const values = {
        // A stack may leave it out where AWS tells it.
        accountId: ACCOUNT,
        ...marksOfTags(ofStack?.tags ?? {}).values,
    };
    const must = [
        "project",
        "owner",
        "created",
        "namespace",
        "tempoName",
        "buildNamespace",
    ] as const;
    expect(values).to.include.all.keys(must);
    return values;
}
