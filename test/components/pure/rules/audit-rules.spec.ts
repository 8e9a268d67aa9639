import { expect } from "chai";

import { AUDIT } from "../../../../components/pure/options/audit.ts";
import { AUDIT_RULES } from "../../../../components/pure/rules/audit-rules.ts";
import { Later } from "../../../../components/pure/fields/later.ts";

const TRAIL = "arn:aws:cloudtrail:us-east-2:123456789012:trail/company";
const KEY = "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function problems(audit: object, bucketName?: unknown): string[] {
    const features = {
        profile: "production",
        region: "us-east-2",
        bucketName,
        audit: AUDIT.parse(audit),
    } as const;
    return AUDIT_RULES.flatMap((rule) => rule(features)).map(
        ({ path, expected, remedy }) => `${path}: ${expected} | ${remedy}`,
    );
}

describe("the rules of an audit", () => {
    it("let every sensible choice be", () => {
        for (const audit of [
            {},
            { trail: "stack" },
            {
                trail: "stack",
                logBucketName: "audit-files",
                logGroup: "/audit",
                kmsKeyArn: KEY,
                logGroupDays: 3653,
            },
            { trail: "existing", trailArn: TRAIL },
            { trail: "existing", trailArn: TRAIL, logGroup: "/company" },
        ]) {
            expect(problems(audit, "traces"), JSON.stringify(audit)).to.deep.equal([]);
        }
    });

    it("refuse an existing trail without its ARN", () => {
        expect(problems({ trail: "existing" })).to.deep.equal([
            "audit.trailArn: the ARN of the trail, for audit.trail is existing | Give it: `aws cloudtrail describe-trails` tells it",
        ]);
    });

    it("refuse what nothing would use", () => {
        const all = { trailArn: TRAIL, logBucketName: "files", logGroup: "/g", kmsKeyArn: KEY };
        const paths = (audit: object): string[] =>
            problems(audit).map((problem) => problem.split(":")[0] ?? "");
        expect(paths({ ...all, trail: "none" })).to.deep.equal([
            "audit.trailArn",
            "audit.logBucketName",
            "audit.logGroup",
            "audit.kmsKeyArn",
        ]);
        expect(paths({ ...all, trail: "stack" })).to.deep.equal(["audit.trailArn"]);
        expect(paths({ ...all, trail: "existing" })).to.deep.equal([
            "audit.logBucketName",
            "audit.kmsKeyArn",
        ]);
        expect(problems({ trailArn: TRAIL })).to.deep.equal([
            "audit.trailArn: no trailArn, for audit.trail is none | Leave it out, or set audit.trail to existing",
        ]);
    });

    it("refuse days that CloudWatch does not know, and name the next it knows", () => {
        expect(problems({ trail: "stack", logGroupDays: 91 })[0]).to.match(
            /^audit\.logGroupDays: days that CloudWatch knows: 1, 3, .*3653 \| Take 120$/,
        );
    });

    it("refuse the trace bucket as the bucket for the files", () => {
        expect(problems({ trail: "stack", logBucketName: "traces" }, "traces")).to.deep.equal([
            "audit.logBucketName: another bucket than that of the traces | Take another name, such as traces-audit",
        ]);
        const later = new Later("traces");
        expect(problems({ trail: "stack", logBucketName: "traces" }, later)).to.deep.equal([]);
    });

    it("refuse a key of another Region", () => {
        const kmsKeyArn = KEY.replace("us-east-2", "eu-west-1");
        expect(problems({ trail: "stack", kmsKeyArn })).to.deep.equal([
            "audit.kmsKeyArn: a key in us-east-2 | Take one there: bucket, log group and trail take a key of their own Region only",
        ]);
    });
});
