import { expect } from "chai";

import { readStackSpec } from "../../../../sandbox/operator/admission/stack-spec.ts";
import { containerResources } from "../../../../sandbox/operator/controller/container-resources.ts";
import type { JsonObject } from "../../../../sandbox/operator/cluster/values.ts";

describe("the share of a container", () => {
    const shareOf = (limits: JsonObject, replicas = 1, more: JsonObject = {}): JsonObject => {
        const read = readStackSpec({ resources: { total: { limits } }, ...more });
        if (!read.ok) throw new Error(read.message);
        return containerResources(read.spec, "ingester", replicas);
    };

    for (const [what, limits, replicas, expected] of [
        [
            "of both",
            { cpu: "2", memory: "4Gi" },
            1,
            {
                limits: { cpu: "760m", memory: "2147483648" },
                requests: { cpu: "228m", memory: "644245094" },
            },
        ],
        [
            "is divided by the replicas",
            { cpu: "1500m", memory: "1G" },
            2,
            {
                limits: { cpu: "285m", memory: "250000000" },
                requests: { cpu: "85m", memory: "75000000" },
            },
        ],
        [
            "of cores only",
            { cpu: "1k" },
            1,
            { limits: { cpu: "380000m" }, requests: { cpu: "114000m" } },
        ],
        ["of nothing", {}, 1, {}],
    ] as const) {
        it(`${what} is what the operator gives`, () => {
            expect(shareOf(limits, replicas)).to.deep.equal(expected);
        });
    }

    it("is nothing where a size decides", () => {
        expect(shareOf({ cpu: "2" }, 1, { size: "1x.demo" })).to.deep.equal({});
    });
});
