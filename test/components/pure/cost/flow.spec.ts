import { expect } from "chai";

import { decimal, per, type Exact } from "../../../../components/pure/cost/exact.ts";
import { flowOf, GIB } from "../../../../components/pure/cost/flow.ts";
import type { Traffic } from "../../../../components/pure/cost/traffic.ts";
import { DAY, TRAFFIC } from "./traffic.ts";

describe("what Tempo does with its bucket in a month", () => {
    it("is counted from blocks, compaction and polling", () => {
        const flow = flowOf(TRAFFIC, 10 * DAY);
        // 144 blocks a day; 36 and 9 of them by compaction, which marks 180; 4 objects, 3 calls for each upload of one part.
        expect(told(flow)).to.deep.equal({
            keptPerDay: "1.0",
            written: "91.3",
            read: "60.8",
            objects: "22995.0",
            keptObjects: "1095.0",
            held: "360.0",
            put: "88147.5",
            list: "17520.0",
            get: "21900.0",
        });
    });

    it("grows with queries, pods and the size of blocks, each in its own place", () => {
        const base = told(flowOf(TRAFFIC, 10 * DAY));
        const change = (more: Partial<Traffic>): string[] => {
            const flow = told(flowOf({ ...TRAFFIC, ...more }, 10 * DAY));
            return Object.keys(flow).filter((name) => flow[name] !== base[name]);
        };
        expect(change({ queriesPerHour: 1 })).to.deep.equal(["read", "get"]);
        expect(change({ pollers: 2 })).to.deep.equal(["get"]);
        expect(change({ bytesPerSecond: per(GIB, DAY / 4) })).to.deep.equal([
            ...["keptPerDay", "written", "read", "put", "get"],
        ]);
        expect(change({ ingesters: 2 })).to.include.members(["objects", "held", "put"]);
    });

    it("lists a thousand keys at a time", () => {
        // 3600 objects of a hundred days: four pages, of two pods, 288 times a day.
        expect(decimal(flowOf(TRAFFIC, 100 * DAY).list, 0)).to.equal("70080");
    });

    it("reads of a query what it looks at", () => {
        // 24 looks a day at an hour of 9 blocks: 24 × 9/24 × 10 reads, and a tenth of the day's GB.
        const flow = flowOf({ ...TRAFFIC, queriesPerHour: 1 }, 10 * DAY);
        expect(decimal(flow.get, 1)).to.equal(decimal(per((720 + 90) * 365, 12), 1));
        expect(decimal(flow.read, 4)).to.equal(decimal(per(21 * 365, 120), 4));
    });
});

function told(flow: object): Record<string, string> {
    const numbers = Object.entries(flow) as [string, Exact][];
    return Object.fromEntries(numbers.map(([name, number]) => [name, decimal(number, 1)]));
}
