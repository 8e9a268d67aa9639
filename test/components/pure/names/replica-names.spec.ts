import { expect } from "chai";

import {
    bucketNameProblems,
    roleNameProblems,
} from "../../../../components/pure/names/physical-names.ts";
import {
    replicaBucketName,
    replicationRoleName,
} from "../../../../components/pure/names/replica-names.ts";

describe("the names of a copy", () => {
    it("say whose copy it is", () => {
        expect(replicaBucketName("tracing-a-b")).to.equal("tracing-a-b-replica");
        expect(replicationRoleName("tracing-a-b")).to.equal("tracing-a-b-replication");
    });

    it("are made for another Region where the source's is of an account and Region", () => {
        expect(replicaBucketName("traces-123456789012-us-east-2-an")).to.equal("traces-replica");
    });

    it("are legal and different however long the source's is", () => {
        const long = ["a", "b"].map((end) => `${"x".repeat(53)}.-.${"y".repeat(6)}${end}`);
        for (const [made, problems] of [
            [long.map(replicaBucketName), bucketNameProblems],
            [long.map(replicationRoleName), roleNameProblems],
        ] as const) {
            expect(new Set(made).size).to.equal(2);
            expect(made.flatMap((name) => problems(name, "name"))).to.deep.equal([]);
        }
        expect(replicaBucketName("x".repeat(55))).to.equal(`${"x".repeat(55)}-replica`);
    });
});
