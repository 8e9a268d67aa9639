import { expect } from "chai";

import { alarmName, auditNames, topicName } from "../../../../components/pure/names/audit-names.ts";
import {
    bucketNameProblems,
    roleNameProblems,
} from "../../../../components/pure/names/physical-names.ts";

const LONG = `tracing-${"x".repeat(55)}`;

describe("the names of an audit and a watch", () => {
    it("come from the trace bucket's", () => {
        expect(auditNames("traces")).to.deep.equal({
            trail: "traces-audit",
            logBucket: "traces-audit",
            logGroup: "/tempo-sts/traces",
            deliveryRole: "traces-audit",
        });
        expect(topicName("traces.example")).to.equal("traces-example-alarms");
        expect(alarmName("traces", "unexpected-subject")).to.equal("traces-unexpected-subject");
    });

    it("are legal for the longest bucket, and differ where buckets do", () => {
        const other = `${LONG.slice(0, -1)}y`;
        const [one, two] = [auditNames(LONG), auditNames(other)];
        expect(bucketNameProblems(one.logBucket, "")).to.deep.equal([]);
        expect(roleNameProblems(one.deliveryRole, "")).to.deep.equal([]);
        expect(one.logBucket).to.have.length(63).and.not.equal(two.logBucket);
        expect(one.deliveryRole).to.not.equal(two.deliveryRole);
        const alarms = [LONG, other].map((bucket) => alarmName(bucket, "assume-role-throttled"));
        expect(alarms[0]).to.have.length(64).and.not.equal(alarms[1]);
    });

    it("have no dot or hyphen before the hash", () => {
        const dotted = `${"a".repeat(47)}.${"b".repeat(15)}`;
        expect(bucketNameProblems(auditNames(dotted).logBucket, "")).to.deep.equal([]);
        for (let length = 40; length < 60; length += 1) {
            const name = `${"a".repeat(length)}-${"b".repeat(62 - length)}`;
            expect(bucketNameProblems(auditNames(name).logBucket, name)).to.deep.equal([]);
        }
    });
});
