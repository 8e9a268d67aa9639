import { expect } from "chai";

import type { AuditOptions } from "../../../components/pure/options/audit.ts";
import { addSelectorCommands } from "../../../components/pure/watching/trail-selectors.ts";
import type { TempoStsStackArgs } from "../../../components/tempo-sts-stack-args.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { deploy } from "../../support/mocks.ts";
import { make, TAGS, TRACING_NAME } from "../stack-fixture.ts";

const AUDIT_NAME = `${TRACING_NAME}-audit`;
const TYPES = /^aws:cloudtrail|^aws:cloudwatch|tempo-sts:aws:Audit/;

function audited(audit: AuditOptions, more: Partial<TempoStsStackArgs> = {}) {
    return deploy(make({ audit, ...more }));
}

describe("an audit", () => {
    it("is nothing unless it is asked for, in either profile", async () => {
        for (const profile of ["ephemeral", "production"] as const) {
            const { resources, result } = await deploy(make({ profile }));
            expect(resources.filter(({ type }) => TYPES.test(type))).to.deep.equal([]);
            expect(result.trailArn).to.equal(undefined);
        }
    });

    it("is a trail that records calls to STS everywhere, and the bucket's objects", async () => {
        const { resource, registeredOutputs } = await audited({ trail: "stack" });
        expect(resource("tracing-audit-trail").inputs).to.deep.equal({
            name: AUDIT_NAME,
            region: "us-east-2",
            s3BucketName: AUDIT_NAME,
            cloudWatchLogsGroupArn: `arn:aws:logs:us-east-2:${ACCOUNT}:log-group:/tempo-sts/${TRACING_NAME}:*`,
            cloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/${AUDIT_NAME}`,
            enableLogFileValidation: true,
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            advancedEventSelectors: [
                {
                    name: "Management events, calls to STS among them",
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Management"] },
                        {
                            field: "eventSource",
                            notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"],
                        },
                    ],
                },
                {
                    name: `Objects of ${TRACING_NAME}`,
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Data"] },
                        { field: "resources.type", equals: ["AWS::S3::Object"] },
                        {
                            field: "resources.ARN",
                            startsWiths: [`arn:aws:s3:::${TRACING_NAME}/`],
                        },
                    ],
                },
            ],
            tags: TAGS,
        });
        expect(registeredOutputs.get("tracing")).to.include("trailArn");
    });

    it("comes after the policies of its bucket and of its role", async () => {
        const { resource } = await audited({ trail: "stack" });
        const names = resource("tracing-audit-trail").dependencies.join();
        expect(names).to.contain("tracing-audit-files-policy");
        expect(names).to.contain("tracing-audit-events-delivery");
    });

    it("keeps what it has written in production", async () => {
        const { resource } = await audited({ trail: "stack" }, { profile: "production" });
        expect(resource("tracing-audit-files-bucket").inputs["forceDestroy"]).to.equal(false);
        for (const name of ["tracing-audit-files-bucket", "tracing-audit-trail"]) {
            expect(resource(name).options.protect, name).to.equal(true);
        }
    });

    it("is let go of where the bucket is", async () => {
        const { resources } = await audited({ trail: "stack" }, { retainOnDelete: true });
        const kept = resources.filter(({ name, custom }) => custom && name.includes("-audit-"));
        expect(kept).to.have.length(10);
        expect(kept.filter(({ options }) => options.retainOnDelete !== true)).to.deep.equal([]);
    });

    it("makes nothing for an existing trail, and says how to add the bucket to it", async () => {
        const trailArn = `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:trail/company`;
        const said = await listening(async () => {
            const { resources } = await audited({
                trail: "existing",
                trailArn,
                logGroup: "/company",
            });
            const made = resources.filter(({ type }) => TYPES.test(type));
            expect(made.map(({ type }) => type)).to.deep.equal(["tempo-sts:aws:AuditTrail"]);
        });
        const commands = addSelectorCommands({
            trailArn,
            bucketArn: `arn:aws:s3:::${TRACING_NAME}`,
        });
        expect(said.join("\n")).to.contain(commands.join("\n"));
    });
});

// Under mocks the SDK prints what the engine would show.
async function listening(doing: () => Promise<void>): Promise<string[]> {
    const { console: terminal } = globalThis;
    const log = terminal.log.bind(terminal);
    const said: string[] = [];
    terminal.log = (line: unknown) => {
        said.push(String(line));
    };
    try {
        await doing();
    } finally {
        terminal.log = log;
    }
    return said;
}
