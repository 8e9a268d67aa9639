import { expect } from "chai";
import fc from "fast-check";

import {
    PARTITIONS,
    partitionOfRegion,
    regionProblems,
} from "../../../components/pure/partition.ts";
import { describeValue } from "../../../components/pure/problems.ts";
import { anyValue } from "./arbitraries.ts";

describe("the partition of a Region", () => {
    const table: [string, string | undefined][] = [
        ["us-east-2", "aws"],
        ["us-east-1", "aws"],
        ["ap-southeast-7", "aws"],
        ["mx-central-1", "aws"],
        ["eu-central-9", "aws"],
        ["us-gov-west-1", "aws-us-gov"],
        ["us-gov-east-1", "aws-us-gov"],
        ["cn-north-1", "aws-cn"],
        ["cn-northwest-1", "aws-cn"],
        ["eusc-de-east-1", "aws-eusc"],
        ["us-iso-east-1", undefined],
        ["us-isob-east-1", undefined],
        ["us-east-2a", undefined],
        ["us-esat-2", undefined],
        ["US-EAST-2", undefined],
        ["us-east-2\n", undefined],
        ["us-east-0", undefined],
        ["nowhere", undefined],
        ["", undefined],
    ];
    for (const [region, partition] of table) {
        it(`of ${JSON.stringify(region)} is ${partition ?? "unknown"}`, () => {
            expect(partitionOfRegion(region)).to.equal(partition);
        });
    }

    it("is the one that lists the Region", () => {
        for (const { partition, knownRegions } of PARTITIONS) {
            for (const region of knownRegions) {
                expect(partitionOfRegion(region), region).to.equal(partition);
            }
        }
    });
});

describe("a Region's problems", () => {
    it("are none in the commercial partition and in GovCloud", () => {
        expect(regionProblems("us-east-2", "region")).to.deep.equal([]);
        expect(regionProblems("us-gov-west-1", "region")).to.deep.equal([]);
    });

    it("refuses China, and says why token mode cannot work there", () => {
        expect(regionProblems("cn-north-1", "region")).to.deep.equal([
            {
                path: "region",
                expected: "a Region of the partitions aws or aws-us-gov",
                found: '"cn-north-1" (partition aws-cn)',
                remedy:
                    "Choose a Region of aws or aws-us-gov: with web identity the Tempo Operator always writes the " +
                    "S3 host as s3.<region>.amazonaws.com, and the hosts of this partition end in amazonaws.com.cn",
            },
        ]);
    });

    it("refuses the European sovereign cloud for the same reason", () => {
        const [problem] = regionProblems("eusc-de-east-1", "aws:region");
        expect(problem?.path).to.equal("aws:region");
        expect(problem?.remedy).to.match(/end in amazonaws\.eu$/);
    });

    const slips: [unknown, RegExp][] = [
        ["us-esat-2", /^Did you mean us-east-2\?$/],
        ["US-EAST-2", /^Did you mean us-east-2\?$/],
        [" us-east-2\n", /^Did you mean us-east-2\?$/],
        ["      us-east-2\t", /^Did you mean us-east-2\?$/],
        ["us-west-1a", /^Did you mean us-west-1\?$/],
        ["us_east_2", /^Did you mean us-east-2\?$/],
        ["us-east-2a", /^Did you mean us-east-2\?$/],
        ["eu-wst-1", /^Did you mean eu-west-1\?$/],
        ["somewhere else", /describe-regions/],
        ["", /^Set it to the Region/],
        [undefined, /^Set it to the Region/],
        [2, /^Set it to the Region/],
    ];
    for (const [value, remedy] of slips) {
        it(`refuses ${describeValue(value)} with a remedy`, () => {
            const problems = regionProblems(value, "region");
            expect(problems).to.have.lengthOf(1);
            expect(problems[0]?.remedy).to.match(remedy);
        });
    }

    it("never throw, and are none only for a Region of a partition", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                if (regionProblems(value, "region").length === 0) {
                    expect(partitionOfRegion(String(value))).to.be.oneOf(["aws", "aws-us-gov"]);
                }
            }),
        );
    });
});
