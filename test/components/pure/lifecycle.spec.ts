import { expect } from "chai";

import { lifecycleRules, type LifecycleWishes } from "../../../components/pure/lifecycle.ts";

const PLAIN: LifecycleWishes = {
    versioning: { enabled: false, noncurrentDays: 7 },
    lifecycle: { transitions: [] },
};

const ABORT = {
    id: "abort-unfinished-uploads",
    status: "Enabled",
    filter: { prefix: "" },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};

describe("the lifecycle of a bucket", () => {
    it("ends unfinished uploads after a day, and nothing else", () => {
        expect(lifecycleRules(PLAIN)).to.deep.equal([ABORT]);
    });

    it("drops what is old and markers with nothing behind them, whatever the prefix", () => {
        const versioning = { enabled: true, noncurrentDays: 7 };
        expect(lifecycleRules({ ...PLAIN, versioning, prefix: "team-a" })).to.deep.equal([
            ABORT,
            {
                id: "expire-old-versions",
                status: "Enabled",
                filter: { prefix: "" },
                noncurrentVersionExpiration: { noncurrentDays: 7 },
                expiration: { expiredObjectDeleteMarker: true },
            },
        ]);
    });

    it("moves and drops what is there, below the prefix where there is one", () => {
        const lifecycle = {
            transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
            expireDays: 90,
        } as const;
        for (const [prefix, filter] of [
            [undefined, ""],
            ["team-a", "team-a/"],
        ] as const) {
            expect(lifecycleRules({ ...PLAIN, lifecycle, prefix }).slice(1)).to.deep.equal([
                {
                    id: "move-to-cheaper-classes",
                    status: "Enabled",
                    filter: { prefix: filter },
                    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
                },
                {
                    id: "expire-leftovers",
                    status: "Enabled",
                    filter: { prefix: filter },
                    expiration: { days: 90 },
                },
            ]);
        }
    });
});
