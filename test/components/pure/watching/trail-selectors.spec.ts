import { execFileSync, spawnSync } from "node:child_process";

import { expect } from "chai";

import {
    addSelectorCommands,
    addSelectorProgram,
    bucketSelector,
    trailSelectors,
} from "../../../../components/pure/watching/trail-selectors.ts";

const JQ = "jq";
const BUCKET = "arn:aws:s3:::traces";
const TRAIL = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/company";

describe("the selectors of a trail", () => {
    it("are management events, and the objects of exactly one bucket", () => {
        expect(trailSelectors(BUCKET)).to.deep.equal([
            {
                Name: "Management events, calls to STS among them",
                FieldSelectors: [
                    { Field: "eventCategory", Equals: ["Management"] },
                    {
                        Field: "eventSource",
                        NotEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"],
                    },
                ],
            },
            {
                Name: "Objects of traces",
                FieldSelectors: [
                    { Field: "eventCategory", Equals: ["Data"] },
                    { Field: "resources.type", Equals: ["AWS::S3::Object"] },
                    { Field: "resources.ARN", StartsWith: ["arn:aws:s3:::traces/"] },
                ],
            },
        ]);
    });
});

describe("the commands that add a bucket to somebody else's trail", () => {
    it("read, add and write, in the trail's own Region", () => {
        const commands = addSelectorCommands({ trailArn: TRAIL, bucketArn: BUCKET });
        expect(commands).to.have.length(3);
        expect(commands[0]).to.equal(
            `aws cloudtrail get-event-selectors --region eu-west-1 --trail-name ${TRAIL} --output json > selectors-before.json`,
        );
        expect(commands[1]).to.match(/^jq '.*' selectors-before\.json > selectors\.json$/);
        expect(commands[2]).to.equal(
            "aws cloudtrail put-event-selectors --region eu-west-1 --cli-input-json file://selectors.json",
        );
    });

    describe("with jq", () => {
        before(function () {
            if (spawnSync(JQ, ["--version"]).status === 0) return;
            process.stderr.write("  (no jq: what the commands do is not run)\n");
            this.skip();
        });

        function added(before: object): unknown {
            const input = JSON.stringify(before);
            const output = execFileSync(JQ, [addSelectorProgram(BUCKET)], { input });
            return JSON.parse(output.toString());
        }

        it("keep advanced selectors that are there", () => {
            const there = { Name: "all", FieldSelectors: [] };
            expect(added({ TrailARN: TRAIL, AdvancedEventSelectors: [there] })).to.deep.equal({
                TrailName: TRAIL,
                AdvancedEventSelectors: [there, bucketSelector(BUCKET)],
            });
        });

        it("keep basic selectors that are there, and stay with basic ones", () => {
            const there = {
                ReadWriteType: "All",
                IncludeManagementEvents: true,
                DataResources: [],
            };
            expect(added({ TrailARN: TRAIL, EventSelectors: [there] })).to.deep.equal({
                TrailName: TRAIL,
                EventSelectors: [
                    there,
                    {
                        ReadWriteType: "All",
                        IncludeManagementEvents: false,
                        DataResources: [
                            { Type: "AWS::S3::Object", Values: ["arn:aws:s3:::traces/"] },
                        ],
                    },
                ],
            });
        });
    });
});
