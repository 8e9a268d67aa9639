import { expect } from "chai";

import type { Diagnosis } from "../../../doctor/diagnose.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { atOnce } from "./at-once.ts";
import type { Fault } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { makeStage } from "./make-stage.ts";
import { firstCause, troubles } from "./told.ts";
import { sharedWorld } from "./shared-world.ts";
import type { World } from "./world.ts";

const STAGES_AT_ONCE = 6;
/** Those whose names fit, as a regular expression. */
const ONLY = new RegExp(process.env["TEMPO_STS_FAULT"] ?? "");

describe("the doctor, over injected faults", () => {
    const faults = FAULTS.filter(({ name }) => ONLY.test(name));
    let world: World;
    let results: PromiseSettledResult<Diagnosis>[];

    // All at once, before the first is looked at: each is on a stage of its own.
    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await sharedWorld();
        results = await atOnce(faults, STAGES_AT_ONCE, async (fault) => diagnosisOf(world, fault));
    });

    for (const [index, { title, cause }] of faults.entries()) {
        it(`${title}: ${cause}`, () => {
            const result = results[index];
            if (result?.status !== "fulfilled") throw result?.reason;
            const told = troubles(result.value).join("\n");
            expect(firstCause(result.value), told).to.equal(cause);
        });
    }
});

async function diagnosisOf(world: World, fault: Fault): Promise<Diagnosis> {
    const stage = await makeStage(world, { lean: true, ...fault.shape });
    await fault.inject(stage);
    return stage.diagnose({ probe: fault.probe ?? false });
}
