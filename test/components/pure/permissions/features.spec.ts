import { expect } from "chai";

import { grantsFor } from "../../../../components/pure/permissions/grants.ts";
import type { PermissionSubject } from "../../../../components/pure/permissions/subject.ts";
import { subjectWith, type Groups } from "./subject.ts";

const IAM = "arn:aws:iam::123456789012";
const HERE = "us-east-2:123456789012";

/** What a feature adds: an action on an ARN. */
const CASES: readonly [what: string, groups: Groups, added: readonly string[]][] = [
    [
        "versions",
        { bucket: { versioning: { enabled: true } } },
        ["s3:PutBucketVersioning arn:aws:s3:::traces"],
    ],
    [
        "access logs",
        { bucket: { accessLog: { bucket: "logs" } } },
        ["s3:PutBucketLogging arn:aws:s3:::traces"],
    ],
    [
        "a lock",
        { bucket: { objectLock: { mode: "GOVERNANCE", days: 1 } } },
        ["s3:PutBucketObjectLockConfiguration arn:aws:s3:::traces"],
    ],
    [
        "archives",
        { bucket: { archive: { archiveDays: 90 } } },
        ["s3:PutIntelligentTieringConfiguration arn:aws:s3:::traces"],
    ],
    [
        "a copy",
        { bucket: { replication: { region: "us-west-2" } } },
        [
            "s3:PutReplicationConfiguration arn:aws:s3:::traces",
            "s3:PutBucketVersioning arn:aws:s3:::traces",
            "s3:CreateBucket arn:aws:s3:::traces-replica",
            "s3:DeleteObjectVersion arn:aws:s3:::traces-replica/*",
            `iam:CreateRole ${IAM}:role/traces-replication`,
            `iam:PassRole ${IAM}:role/traces-replication if s3.amazonaws.com`,
        ],
    ],
    [
        "a key",
        { encryption: { key: {} } },
        [
            "kms:CreateKey * if ns,tm",
            `kms:ScheduleKeyDeletion arn:aws:kms:${HERE}:key/* if ns,tm`,
            `kms:CreateAlias arn:aws:kms:${HERE}:alias/traces`,
        ],
    ],
    [
        "a provider",
        { oidcProvider: { mode: "create" } },
        [`iam:CreateOpenIDConnectProvider ${IAM}:oidc-provider/oidc.example.com/a`],
    ],
    [
        "other clusters and an issuer that goes",
        {
            trust: { clusters: [{ issuer: "https://b.example.com" }] },
            oidcProvider: { previousIssuers: [{ issuer: "https://c.example.com" }] },
        },
        [
            `iam:GetOpenIDConnectProvider ${IAM}:oidc-provider/oidc.example.com/a,` +
                `${IAM}:oidc-provider/c.example.com,${IAM}:oidc-provider/b.example.com`,
        ],
    ],
    [
        "a trail",
        { audit: { trail: "stack" } },
        [
            `cloudtrail:CreateTrail arn:aws:cloudtrail:${HERE}:trail/traces-audit`,
            "s3:CreateBucket arn:aws:s3:::traces-audit",
            `iam:CreateRole ${IAM}:role/traces-audit`,
            `iam:PassRole ${IAM}:role/traces-audit if cloudtrail.amazonaws.com`,
            `logs:CreateLogGroup arn:aws:logs:${HERE}:log-group:/tempo-sts/traces,` +
                `arn:aws:logs:${HERE}:log-group:/tempo-sts/traces:*`,
        ],
    ],
    [
        "rules",
        { watch: { alarms: "event-rule" } },
        [`sns:CreateTopic arn:aws:sns:${HERE}:traces-alarms`],
    ],
];

describe("the rights that a feature adds", () => {
    for (const [what, groups, added] of CASES) {
        it(`are there for ${what}, and not without`, () => {
            const plain = told(subjectWith());
            const found = told(subjectWith(groups)).filter((line) => !plain.includes(line));
            expect(found).to.include.members([...added]);
        });
    }

    it("are none for a shared key, an existing trail and a topic of somebody else's", () => {
        const key = `arn:aws:kms:${HERE}:key/00000000-0000-0000-0000-000000000000`;
        const shared = subjectWith({ audit: { trail: "existing" } }, { kmsKeyArn: key });
        expect(told(shared)).to.deep.equal(told(subjectWith()));
        const topicArn = `arn:aws:sns:${HERE}:ours`;
        const rules = told(subjectWith({ watch: { alarms: "event-rule", topicArn } }));
        expect(rules.filter((line) => line.startsWith("sns:"))).to.deep.equal([]);
    });

    it("name four rules or alarms, one for each thing that is watched", () => {
        const rule = told(subjectWith({ watch: { alarms: "event-rule" } })).find((line) =>
            line.startsWith("events:PutRule "),
        );
        expect(rule?.split(",")).to.have.lengthOf(4);
        expect(rule).to.contain(`arn:aws:events:${HERE}:rule/traces-unexpected-subject`);
    });
});

function told(subject: PermissionSubject): string[] {
    return grantsFor(subject, ["up", "destroy"]).map(({ action, arns, condition }) => {
        const values = Object.values(condition ?? {}).flatMap((keys) => Object.values(keys));
        return `${action} ${arns.join()}${values.length === 0 ? "" : ` if ${values.join()}`}`;
    });
}
