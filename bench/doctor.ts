/** What a diagnosis of a healthy stack costs, in the sandbox: all links, with and without calls with real tokens. */
import type { Sandbox } from "../sandbox/sandbox.ts";
import { makeStage } from "../test/doctor/matrix/make-stage.ts";
import { openWorld } from "../test/doctor/matrix/world.ts";
import { median, type Section } from "./figure.ts";

const ROUNDS = 5;

/** On a TempoStack with a Route and five pods. */
export async function doctor(sandbox: Sandbox): Promise<Section> {
    const world = await openWorld(sandbox);
    try {
        const stage = await makeStage(world);
        const reading: number[] = [];
        const probing: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
            reading.push((await stage.diagnose()).milliseconds / 1000);
            probing.push((await stage.diagnose({ probe: true })).milliseconds / 1000);
        }
        const note = `median of ${ROUNDS}`;
        return {
            name: "doctor, a healthy stack",
            figures: [
                { name: "reading only", value: median(reading), unit: "s", aim: 5, note },
                { name: "with --probe", value: median(probing), unit: "s", aim: 5, note },
            ],
        };
    } finally {
        await world.stop();
    }
}
