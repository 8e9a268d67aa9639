import { expect } from "chai";

import { CHAIN } from "../../../doctor/chain.ts";
import { allCauses } from "../../../doctor/causes/causes.ts";
import type { Diagnosis } from "../../../doctor/diagnose.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { atOnce } from "./at-once.ts";
import type { Fault } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { makeStage } from "./make-stage.ts";
import { firstCause, troubles } from "./told.ts";
import { sharedWorld } from "./shared-world.ts";

/** Brought about in the other order, so that it is not the first that is there which is named. */
const PAIRS: readonly (readonly [string, string])[] = [
    ["operator-down", "secret-line-end"],
    ["operator-0.17", "network-closed"],
    ["tempo-insecure", "secret-nonsense-role"],
    ["secret-no-role", "role-deleted"],
    ["secret-line-end", "account-stale"],
    ["provider-missing", "trust-audience"],
    ["role-deleted", "bucket-deleted"],
    ["trust-audience", "network-no-dns"],
    ["access-no-policy", "log-access-denied"],
    ["account-without-role", "ready-is-stale"],
    ["network-closed", "log-timeout"],
    ["log-dns", "pods-crash"],
    ["cco-no-role", "role-deleted"],
    ["bucket-deleted", "log-bucket-missing"],
];

/** Faults that live with one kind of Tempo are put on a stage of theirs. */
const STACK_ONLY = new Set(["account-stale", "account-without-role", "tempo-insecure"]);

describe("the doctor, over two faults at once", () => {
    let results: PromiseSettledResult<Diagnosis>[];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const world = await sharedWorld();
        results = await atOnce(PAIRS, 6, async (names) => {
            const pair = names.map(faultOf);
            const isStack = names.some((name) => STACK_ONLY.has(name));
            const shape = Object.assign({}, ...pair.map((each) => each.shape)) as Fault["shape"];
            const stage = await makeStage(world, {
                ...{ lean: true, ...shape },
                ...(isStack ? { kind: "tempostack" } : {}),
            });
            for (const fault of pair.toReversed()) await fault.inject(stage);
            return stage.diagnose();
        });
    });

    for (const [index, [first, second]] of PAIRS.entries()) {
        it(`names ${first} before ${second}`, () => {
            const result = results[index];
            if (result?.status !== "fulfilled") throw result?.reason;
            expect(firstCause(result.value), troubles(result.value).join("\n")).to.equal(
                faultOf(first).cause,
            );
        });
    }

    it("has pairs whose first is the earlier link", () => {
        const place = (name: string): number => {
            const cause = allCauses().find(({ id }) => id === faultOf(name).cause);
            return CHAIN.findIndex(({ id }) => id === cause?.link);
        };
        // A log says more than the status, which is not judged after it.
        const odd = PAIRS.filter(([first, second]) => place(first) > place(second));
        expect(odd).to.deep.equal([["log-dns", "pods-crash"]]);
    });
});

function faultOf(name: string): Fault {
    const found = FAULTS.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no fault ${name}`);
    return found;
}
