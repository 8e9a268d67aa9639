import { expect } from "chai";
import fc from "fast-check";

import {
    accountRegionalName,
    accountRegionalRoom,
    hasAccountRegionalBuckets,
} from "../../../../components/pure/names/account-regional.ts";
import { PARTITIONS } from "../../../../components/pure/partition.ts";
import {
    bucketNameProblems,
    isAccountRegional,
    tracingName,
} from "../../../../components/pure/names/physical-names.ts";

const accountId = "123456789012";
const REGIONS = PARTITIONS.flatMap(({ knownRegions }) => knownRegions);

describe("the name of a bucket in an account's own namespace", () => {
    it("ends in account and Region", () => {
        expect(accountRegionalName("traces", { accountId, region: "us-east-2" })).to.equal(
            "traces-123456789012-us-east-2-an",
        );
    });

    it("is cut, with a hash of the whole, where it would be too long", () => {
        const whole = accountRegionalName("t".repeat(37), { accountId, region: "us-east-2" });
        expect(whole).to.equal(`${"t".repeat(37)}-123456789012-us-east-2-an`);
        const name = accountRegionalName("t".repeat(38), { accountId, region: "us-east-2" });
        expect(name).to.match(/^t{28}-[0-9a-f]{8}-123456789012-us-east-2-an$/);
        const other = accountRegionalName("t".repeat(39), { accountId, region: "us-east-2" });
        expect(other).not.to.equal(name);
    });

    it("leaves 37 characters in us-east-2, and fewer where the Region's name is longer", () => {
        expect(accountRegionalRoom("us-east-2")).to.equal(37);
        expect(accountRegionalRoom("ap-northeast-1")).to.equal(32);
    });

    it("is a legal name, known for what it is, in every Region and for every namespace", () => {
        const part = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/);
        fc.assert(
            fc.property(part, part, fc.constantFrom(...REGIONS), (namespace, build, region) => {
                const name = accountRegionalName(tracingName(namespace, build), {
                    accountId,
                    region,
                });
                expect(name.length).to.be.at.most(63);
                expect(isAccountRegional(name), name).to.equal(true);
                expect(bucketNameProblems(name, "bucketName"), name).to.deep.equal([]);
            }),
            { numRuns: 200 },
        );
    });

    it("is not what S3's other names look like", () => {
        for (const name of ["traces-an", "traces-123456789012-an", "traces-1234-us-east-2-an"]) {
            expect(isAccountRegional(name), name).to.equal(false);
            expect(bucketNameProblems(name, "bucketName"), name).to.have.lengthOf(1);
        }
    });

    it("is never made for a namespace and a build: S3 would refuse it outside of that namespace", () => {
        const made = tracingName("x-123456789012-us-east-2", "an");
        expect(isAccountRegional(made)).to.equal(false);
    });

    it("is not to be had in two Regions", () => {
        const without = REGIONS.filter((region) => !hasAccountRegionalBuckets(region));
        expect(without.sort()).to.deep.equal(["me-central-1", "me-south-1"]);
    });
});
