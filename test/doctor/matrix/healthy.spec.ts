import { expect } from "chai";

import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { atOnce } from "./at-once.ts";
import { makeStage } from "./make-stage.ts";
import type { Shape } from "./shape.ts";
import { troubles } from "./told.ts";
import { sharedWorld } from "./shared-world.ts";
import type { World } from "./world.ts";

const SHAPES: Readonly<Record<string, Partial<Shape>>> = {
    "a TempoStack with a Route": {},
    "a TempoStack with an Ingress": { ingress: "ingress" },
    "a TempoStack without either": { ingress: "none" },
    "a TempoStack without Jaeger": { jaeger: false, ingress: "none" },
    "a TempoStack with names of its own": { tempoName: "traces.of-us", secretName: "my-storage" },
    "a TempoStack that keeps to a part of the bucket": { prefix: "team-a" },
    "a TempoStack with a service account of the user's": { serviceAccount: "mine" },
    "a TempoStack of the cloud credential operator": { mode: "token-cco", ingress: "none" },
    "a TempoStack with access keys": {
        mode: "static",
        ingress: "none",
        spec: { storage: { tls: { enabled: true } } },
    },
    "a TempoMonolithic": { kind: "tempomonolithic" },
    "a TempoMonolithic of the cloud credential operator": {
        kind: "tempomonolithic",
        mode: "token-cco",
    },
};

describe("the doctor, over healthy stacks", () => {
    let world: World;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await sharedWorld();
    });

    it("finds nothing in any shape", async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const found = await atOnce(Object.entries(SHAPES), 4, async ([name, shape]) => {
            const stage = await makeStage(world, shape);
            const diagnosis = await stage.diagnose();
            return [name, troubles(diagnosis)] as const;
        });
        const told = found.map((each) =>
            each.status === "fulfilled" ? each.value : String(each.reason),
        );
        expect(told).to.deep.equal(Object.keys(SHAPES).map((name) => [name, []]));
    });
});
