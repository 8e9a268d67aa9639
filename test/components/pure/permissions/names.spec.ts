import { expect } from "chai";

import { auditNames } from "../../../../components/pure/names/audit-names.ts";
import {
    copyName,
    copyRoleName,
    ownBuckets,
    ownRoles,
    traceBucketName,
} from "../../../../components/pure/permissions/names.ts";
import { subjectWith } from "./subject.ts";

const REPLICATION = { region: "us-west-2" };

describe("the names of what a stack makes", () => {
    it("are those of its components, in an account's own namespace too", () => {
        const subject = subjectWith({
            bucket: { namespace: "account-regional", replication: REPLICATION },
        });
        expect(traceBucketName(subject)).to.equal("traces-123456789012-us-east-2-an");
        expect(copyName(subject)).to.equal("traces-replica-123456789012-us-west-2-an");
        expect(copyRoleName(subject)).to.equal("traces-123456789012-us-east-2-an-replication");
    });

    it("are the given ones where they are given", () => {
        const subject = subjectWith({
            bucket: { replication: { ...REPLICATION, bucketName: "copies" } },
            audit: { trail: "stack", logBucketName: "files" },
        });
        expect(ownBuckets(subject)).to.deep.equal(["traces", "copies", "files"]);
        const { deliveryRole } = auditNames("traces");
        expect(ownRoles(subject)).to.deep.equal(["tempo", "traces-replication", deliveryRole]);
    });

    it("leave out what is adopted", () => {
        const subject = subjectWith({ bucket: { adopt: true } }, { adoptRole: true });
        expect([...ownBuckets(subject), ...ownRoles(subject)]).to.deep.equal([]);
        const own = subjectWith({ bucket: { adopt: true, namespace: "account-regional" } });
        expect(traceBucketName(own)).to.equal("traces");
    });
});
