import { expect } from "chai";

import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { atOnce } from "./at-once.ts";
import { FAULTS } from "./faults.ts";
import { makeStage } from "./make-stage.ts";
import { firstCause, troubles } from "./told.ts";
import { sharedWorld } from "./world.ts";

/** Two faults of one stack, that of the earlier link first, in whichever order they come about. */
const PAIRS: readonly (readonly [earlier: string, later: string])[] = [
    ["secret-line-end", "trust-wildcard"],
    ["discovery-gone", "trust-case"],
    ["keys-stale", "role-deleted"],
    ["provider-audience", "trust-denied"],
    ["role-deleted", "bucket-deleted"],
    ["role-path", "access-denied"],
    ["trust-audience", "access-without-PutObject"],
    ["trust-wildcard", "key-disabled"],
    ["trust-namespace", "network-closed"],
    ["access-no-policy", "quota-used-up"],
    ["access-denied", "clock-cluster"],
    ["bucket-deleted", "network-no-dns"],
    ["bucket-elsewhere", "clock-cluster"],
    ["key-gone", "clock-local"],
];

describe("the doctor, over pairs of faults", () => {
    it("names that of the earlier link", async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const world = await sharedWorld();
        const results = await atOnce(PAIRS, 4, async (pair) => {
            const [earlier, later] = pair.map(faultCalled);
            if (earlier === undefined || later === undefined) throw new Error(`no ${String(pair)}`);
            const stage = await makeStage(world, { ...earlier.shape, ...later.shape });
            await later.inject(stage);
            await earlier.inject(stage);
            const diagnosis = await stage.diagnose();
            const told = troubles(diagnosis).join("; ");
            return [...pair, firstCause(diagnosis) === earlier.cause ? "earlier" : told];
        });
        const told = results.map((each) =>
            each.status === "fulfilled" ? each.value : String(each.reason),
        );
        expect(told).to.deep.equal(PAIRS.map((pair) => [...pair, "earlier"]));
    });
});

function faultCalled(name: string) {
    return FAULTS.find((fault) => fault.name === name);
}
