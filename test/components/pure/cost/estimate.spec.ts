import { expect } from "chai";

import { estimateCost, type Estimate } from "../../../../components/pure/cost/estimate.ts";
import { decimal } from "../../../../components/pure/cost/exact.ts";
import { LIMITS, limitsOf } from "../../../../components/pure/cost/limits.ts";
import type { CostSubject } from "../../../../components/pure/cost/subject.ts";
import { AUDIT } from "../../../../components/pure/options/audit.ts";
import { BUCKET } from "../../../../components/pure/options/bucket.ts";
import { WATCH } from "../../../../components/pure/options/watch.ts";
import { DAY, TRAFFIC } from "./traffic.ts";

describe("the estimate", () => {
    it("of a plain stack is storage and requests", () => {
        expect(linesOf(subject())).to.deep.equal([
            "storage, Standard: 10.00 = 0.2300",
            "requests, PUT, COPY, POST: blocks, compaction, index: 88147.50 = 0.4407",
            "requests, LIST: polling: 17520.00 = 0.0876",
            "requests, GET: compaction, polling, queries: 21900.00 = 0.0088",
        ]);
        expect(decimal(estimateCost(subject(), TRAFFIC).usd, 7)).to.equal("0.7670975");
    });

    it("charges old versions, of compaction's leftovers too", () => {
        expect(
            added({ bucket: { versioning: { enabled: true, noncurrentDays: 7 } } }),
        ).to.deep.equal([
            "storage, old versions, Standard: 7.00 = 0.1610",
            "storage, replaced by compaction, Standard: 14.00 = 0.3220",
        ]);
    });

    it("charges each class for its days, what it charges at least, and the move", () => {
        const lifecycle = { transitions: [{ storageClass: "STANDARD_IA", days: 4 }] };
        expect(linesOf(subject({ bucket: { lifecycle } })).slice(0, 4)).to.deep.equal([
            "storage, Standard: 4.00 = 0.0920",
            "storage, Standard-IA: 6.00 = 0.0750",
            "storage, Standard-IA: deleted before its least days: 24.00 = 0.3000",
            "storage, Standard-IA: moved there: 1095.00 = 0.0110",
        ]);
    });

    it("counts the days of an old version towards what its class charges at least", () => {
        const lifecycle = { transitions: [{ storageClass: "STANDARD_IA", days: 4 }] };
        const versioning = { enabled: true, noncurrentDays: 7 };
        expect(linesOf(subject({ bucket: { lifecycle, versioning } }))).to.include.members([
            "storage, old versions, Standard-IA: 7.00 = 0.0875",
            "storage, old versions, Standard-IA: deleted before its least days: 17.00 = 0.2125",
            "storage, replaced by compaction, Standard: 14.00 = 0.3220",
        ]);
        const live = "storage, Standard-IA: deleted before its least days: 24.00 = 0.3000";
        expect(linesOf(subject({ bucket: { lifecycle, versioning } }))).to.not.include(live);
    });

    it("charges what queries read of a class that charges for reading", () => {
        const lifecycle = { transitions: [{ storageClass: "STANDARD_IA", days: 4 }] };
        const asked = { ...TRAFFIC, queriesPerHour: 1 };
        const { lines } = estimateCost(subject({ bucket: { lifecycle } }), asked);
        // A tenth of an hour's GB, 24 times a day, six days of ten in that class; compaction reads none of it.
        expect(lines.map(lineText)).to.include("requests, reads from STANDARD_IA: 1.83 = 0.0183");
    });

    it("follows Intelligent-Tiering through its tiers, archives included, and charges for watching", () => {
        const lifecycle = { transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }] };
        const lines = linesOf({
            ...subject({
                bucket: { lifecycle, archive: { archiveDays: 120, deepArchiveDays: 180 } },
            }),
            retentionSeconds: 200 * DAY,
        });
        expect(lines.slice(0, 7)).to.deep.equal([
            "storage, Intelligent-Tiering, frequent: 30.00 = 0.6900",
            "storage, Intelligent-Tiering, frequent: moved there: 1095.00 = 0.0110",
            // 36 objects a day for 200 days.
            "storage, Intelligent-Tiering: watched objects: 7200.00 = 0.0180",
            "storage, Intelligent-Tiering, infrequent: 60.00 = 0.7500",
            "storage, Intelligent-Tiering, archive instant: 30.00 = 0.1200",
            "storage, Intelligent-Tiering, archive: 60.00 = 0.2160",
            "storage, Intelligent-Tiering, deep archive: 20.00 = 0.0198",
        ]);
    });

    it("charges a key of the stack, and of any key the requests that reach it", () => {
        expect(added({ key: "stack" })).to.deep.equal([
            "encryption, KMS key of the stack: 1.00 = 1.0000",
            "encryption, KMS requests, with the bucket key: 1100.48 = 0.0033",
        ]);
        expect(added({ key: "shared" })).to.have.lengthOf(1);
    });

    it("charges a copy for storage, writing and transfer", () => {
        const replication = { region: "us-west-2", storageClass: "STANDARD" };
        const versioning = { enabled: true, noncurrentDays: 7 };
        const lines = linesOf(subject({ bucket: { replication, versioning } }));
        expect(lines.filter((line) => line.startsWith("replication"))).to.deep.equal([
            "replication, copies, Standard: 10.00 = 0.2300",
            "replication, copies, old versions, Standard: 7.00 = 0.1610",
            "replication, copies, replaced by compaction, Standard: 14.00 = 0.3220",
            "replication, PUT of copies: 22995.00 = 0.1150",
            "replication, to us-west-2: 91.25 = 1.8250",
        ]);
        const tiered = { ...replication, storageClass: "INTELLIGENT_TIERING" };
        expect(linesOf(subject({ bucket: { replication: tiered, versioning } }))).to.include(
            "replication, copies, Intelligent-Tiering, frequent: 10.00 = 0.2300",
        );
        const kept = { ...replication, deleteMarkers: false };
        expect(linesOf(subject({ bucket: { replication: kept, versioning } }))).to.include(
            // 3 GB a day for a month, and none of it goes.
            "replication, copies, Standard: 91.25 = 2.0988",
        );
    });

    it("charges the stack's trail for every request, and its log group; an existing trail for the events only", () => {
        expect(added({ audit: { trail: "stack" } })).to.deep.equal([
            "audit, CloudTrail data events: 127567.50 = 0.1276",
            "audit, log group: events written: 0.18 = 0.0891",
            "audit, log group: events kept: 0.53 = 0.0158",
        ]);
        expect(added({ audit: { trail: "existing" } })).to.have.lengthOf(1);
    });

    it("charges alarms on metric filters, and none for rules", () => {
        expect(
            added({ watch: { alarms: "metric-filters" }, audit: { trail: "stack" } }),
        ).to.include.members([
            "watch, metrics of the filters: 4.00 = 1.2000",
            "watch, alarms: 4.00 = 0.4000",
        ]);
        expect(added({ watch: { alarms: "event-rule" } })).to.deep.equal([]);
    });

    it("charges a NAT gateway for both ways, where there is one", () => {
        const { lines } = estimateCost(subject(), { ...TRAFFIC, natGateway: true });
        expect(lines.map(lineText).at(-1)).to.equal(
            "transfer, NAT gateway, both ways: 152.08 = 6.8438",
        );
    });

    it("takes another Region's prices where there are none, and says so", () => {
        const elsewhere = { ...subject(), region: "eu-central-1" };
        expect(estimateCost(elsewhere, TRAFFIC).pricesOf).to.equal("us-east-2");
        expect(limitsOf(elsewhere).join()).to.contain("no prices of eu-central-1");
        expect(limitsOf(subject())).to.deep.equal([]);
        expect(LIMITS).to.have.lengthOf.above(3);
    });

    it("says what a copy without deletions, an archive and a second trail mean", () => {
        const replication = { region: "eu-west-1", deleteMarkers: false };
        const archive = { archiveDays: 90 };
        const limits = limitsOf(
            subject({ bucket: { replication, archive }, audit: { trail: "stack" } }),
        ).join("\n");
        expect(limits)
            .to.match(/eu-west-1 cost what/)
            .and.to.match(/grows every month/);
        expect(limits)
            .to.match(/cannot read archived/)
            .and.to.match(/2 USD for 100,000/);
    });
});

type More = Partial<Record<"bucket" | "audit" | "watch", object>> & { key?: CostSubject["key"] };

function subject({ bucket = {}, audit = {}, watch = {}, key = "s3" }: More = {}): CostSubject {
    return {
        ...{ region: "us-east-2", retentionSeconds: 10 * DAY, key },
        bucket: BUCKET.parse(bucket),
        audit: AUDIT.parse(audit),
        watch: WATCH.parse(watch),
    };
}

/** The lines that a plain stack does not have. */
function added(more: More): string[] {
    const plain = linesOf(subject());
    return linesOf(subject(more)).filter((line) => !plain.includes(line));
}

function linesOf(of: CostSubject): string[] {
    return estimateCost(of, TRAFFIC).lines.map(lineText);
}

function lineText({ group, title, quantity, usd }: Estimate["lines"][number]): string {
    return `${group}, ${title}: ${decimal(quantity, 2)} = ${decimal(usd, 4)}`;
}
