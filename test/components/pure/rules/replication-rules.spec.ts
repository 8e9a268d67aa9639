import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import { BUCKET, type BucketOptions } from "../../../../components/pure/options/bucket.ts";
import { BUCKET_RULES } from "../../../../components/pure/rules/bucket-rules.ts";
import type { Features } from "../../../../components/pure/rules/features.ts";

const VERSIONS = { versioning: { enabled: true } };
const COPY = { region: "eu-west-1" };
const HERE = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
const THERE = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d";

function problems(bucket: BucketOptions, others: Partial<Features> = {}): string[] {
    const features: Features = {
        ...{ profile: "production", region: "us-east-2", bucketName: "traces" },
        bucket: BUCKET.parse(bucket),
        ...others,
    };
    return BUCKET_RULES.flatMap((rule) => rule(features)).map(
        ({ path, expected }) => `${path}: ${expected}`,
    );
}

describe("rules about copies", () => {
    const right: [what: string, bucket: BucketOptions, others?: Partial<Features>][] = [
        ["versions to another Region", { ...VERSIONS, replication: COPY }],
        [
            "from key to key",
            { ...VERSIONS, replication: { ...COPY, kmsKeyArn: THERE } },
            { kmsKeyArn: HERE },
        ],
        ["to an ephemeral copy", { ...VERSIONS, replication: COPY }, { profile: "ephemeral" }],
        [
            "in the account's namespace",
            { ...VERSIONS, replication: COPY, namespace: "account-regional" },
        ],
        [
            "restricted to accounts",
            { ...VERSIONS, replication: COPY, onlyFrom: { accounts: ["123456789012"] } },
        ],
    ];
    for (const [what, bucket, others] of right) {
        it(`let pass: ${what}`, () => {
            expect(problems(bucket, others)).to.deep.equal([]);
        });
    }

    it("take on trust what is known later", () => {
        const bucket = BUCKET.parse({
            ...VERSIONS,
            replication: { ...COPY, bucketName: "copies", kmsKeyArn: THERE },
        });
        const later: unknown = {
            ...bucket,
            replication: { ...bucket.replication, kmsKeyArn: new Later(1) },
        };
        const features = { profile: "production", region: "us-east-2", kmsKeyArn: HERE } as const;
        const seen = { ...features, bucket: later as Features["bucket"] };
        expect(BUCKET_RULES.flatMap((rule) => rule(seen))).to.deep.equal([]);
    });

    const wrong: [
        what: string,
        bucket: BucketOptions,
        reason: RegExp,
        others?: Partial<Features>,
    ][] = [
        ["without versions", { replication: COPY }, /^bucket.replication: .*S3 copies versions$/],
        [
            "to its own Region",
            { ...VERSIONS, replication: { region: "us-east-2" } },
            /^bucket.replication.region: another Region/,
        ],
        [
            "to another partition",
            { ...VERSIONS, replication: { region: "us-gov-west-1" } },
            /^bucket.replication.region: a Region of the partition aws$/,
        ],
        [
            "to itself",
            { ...VERSIONS, replication: { ...COPY, bucketName: "traces" } },
            /^bucket.replication.bucketName: another name/,
        ],
        [
            "back to where they come from",
            { ...VERSIONS, replication: { ...COPY, bucketName: "traces" } },
            /^bucket.replication.bucketName: .*copies go one way$/,
            { bucketName: "traces-replica" },
        ],
        [
            "of an adopted bucket",
            { adopt: true, replication: COPY },
            /^bucket.replication: nothing that changes an adopted bucket/,
        ],
        [
            "without a key there",
            { ...VERSIONS, replication: COPY },
            /^bucket.replication.kmsKeyArn: a key in eu-west-1/,
            { kmsKeyArn: HERE },
        ],
        [
            "with a key of another Region",
            { ...VERSIONS, replication: { ...COPY, kmsKeyArn: HERE } },
            /^bucket.replication.kmsKeyArn: a key in eu-west-1/,
            { kmsKeyArn: HERE },
        ],
        [
            "with a key there and none here",
            { ...VERSIONS, replication: { ...COPY, kmsKeyArn: THERE } },
            /^bucket.replication.kmsKeyArn: a key for the bucket too/,
        ],
        [
            "of locked objects",
            { ...VERSIONS, replication: COPY, objectLock: { mode: "GOVERNANCE", days: 1 } },
            /^bucket.objectLock: no bucket.replication/,
        ],
        [
            "to where the account has no namespace",
            { ...VERSIONS, replication: { region: "me-south-1" }, namespace: "account-regional" },
            /^bucket.replication.region: a Region that has account-regional buckets/,
        ],
    ];
    for (const [what, bucket, reason, others] of wrong) {
        it(`refuse copies ${what}`, () => {
            const found = problems(bucket, others).filter((problem) => reason.test(problem));
            expect(found, problems(bucket, others).join("\n")).to.have.lengthOf(1);
        });
    }
});
