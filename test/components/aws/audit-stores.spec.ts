import { expect } from "chai";

import type { AuditOptions } from "../../../components/pure/options/audit.ts";
import type { TempoStsStackArgs } from "../../../components/tempo-sts-stack-args.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { deploy } from "../../support/mocks.ts";
import { make, TAGS, TRACING_NAME } from "../stack-fixture.ts";

const AUDIT_NAME = `${TRACING_NAME}-audit`;
const TRAIL = `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:trail/${AUDIT_NAME}`;
const KEY = `arn:aws:kms:us-east-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function audited(audit: AuditOptions, more: Partial<TempoStsStackArgs> = {}) {
    return deploy(make({ audit, ...more }));
}

function json(text: unknown): { Statement: Record<string, unknown>[] } {
    return JSON.parse(String(text)) as { Statement: Record<string, unknown>[] };
}

describe("where an audit keeps what it records", () => {
    it("keeps its files in a bucket that this trail alone writes to", async () => {
        const { resource } = await audited({ trail: "stack" });
        const target = { bucket: AUDIT_NAME, region: "us-east-2" };
        expect(resource("tracing-audit-files-bucket").inputs).to.deep.equal({
            ...target,
            forceDestroy: true,
            tags: TAGS,
        });
        expect(resource("tracing-audit-files-encryption").inputs).to.deep.equal({
            ...target,
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        expect(resource("tracing-audit-files-lifecycle").inputs).to.deep.equal({
            ...target,
            rules: [
                {
                    id: "expire-old-files",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { days: 365 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
            ],
        });
        expect(resource("tracing-audit-files-public-access").inputs).to.deep.equal({
            ...target,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        expect(resource("tracing-audit-files-ownership").inputs).to.deep.equal({
            ...target,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        const after = resource("tracing-audit-files-policy").dependencies.join();
        expect(after).to.contain("tracing-audit-files-ownership");
        const { policy, ...inputs } = resource("tracing-audit-files-policy").inputs;
        expect(inputs).to.deep.equal(target);
        expect(json(policy).Statement.map(({ Sid, Condition }) => [Sid, Condition])).to.deep.equal([
            ["AWSCloudTrailAclCheck", { StringEquals: { "aws:SourceArn": TRAIL } }],
            [
                "AWSCloudTrailWrite",
                {
                    StringEquals: {
                        "s3:x-amz-acl": "bucket-owner-full-control",
                        "aws:SourceArn": TRAIL,
                    },
                },
            ],
            ["DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }],
        ]);
    });

    it("writes its events to a log group by a role of CloudTrail's", async () => {
        const boundary = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
        const { resource } = await audited(
            { trail: "stack" },
            { rolePath: "/tempo/", permissionsBoundary: boundary },
        );
        expect(resource("tracing-audit-events-group").inputs).to.deep.equal({
            name: `/tempo-sts/${TRACING_NAME}`,
            region: "us-east-2",
            retentionInDays: 90,
            tags: TAGS,
        });
        const { assumeRolePolicy, ...role } = resource("tracing-audit-events-role").inputs;
        expect(role).to.deep.equal({
            name: AUDIT_NAME,
            path: "/tempo/",
            description: "Taken by CloudTrail to write a trail's events to its log group",
            permissionsBoundary: boundary,
            tags: TAGS,
        });
        expect(json(assumeRolePolicy).Statement[0]?.["Condition"]).to.deep.equal({
            StringEquals: { "aws:SourceArn": TRAIL, "aws:SourceAccount": ACCOUNT },
        });
        const { policy, ...inputs } = resource("tracing-audit-events-delivery").inputs;
        expect(inputs).to.deep.equal({ name: "write-trail-events", role: AUDIT_NAME });
        expect(json(policy).Statement[0]?.["Resource"]).to.equal(
            `arn:aws:logs:us-east-2:${ACCOUNT}:log-group:/tempo-sts/${TRACING_NAME}:log-stream:${ACCOUNT}_CloudTrail_us-east-2*`,
        );
    });

    it("takes every choice: names, days, key, one Region", async () => {
        const { resource } = await audited({
            trail: "stack",
            allRegions: false,
            logBucketName: "files",
            keepDays: 30,
            logGroup: "/audit",
            logGroupDays: 7,
            kmsKeyArn: KEY,
        });
        const { isMultiRegionTrail, s3BucketName, kmsKeyId } =
            resource("tracing-audit-trail").inputs;
        expect({ isMultiRegionTrail, s3BucketName, kmsKeyId }).to.deep.equal({
            isMultiRegionTrail: false,
            s3BucketName: "files",
            kmsKeyId: KEY,
        });
        expect(resource("tracing-audit-files-encryption").inputs["rules"]).to.deep.equal([
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: KEY,
                },
                bucketKeyEnabled: true,
            },
        ]);
        expect(
            JSON.stringify(resource("tracing-audit-files-lifecycle").inputs["rules"]),
        ).to.contain('"days":30');
        expect(resource("tracing-audit-events-group").inputs).to.deep.equal({
            name: "/audit",
            region: "us-east-2",
            retentionInDays: 7,
            kmsKeyId: KEY,
            tags: TAGS,
        });
    });
});
