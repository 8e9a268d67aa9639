// Bucket: there, in the Region that the Secret says, the role's account's, with a key that works.
import { parseArn } from "../../components/pure/names/arn.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { BucketFact, KeyFact } from "../facts/aws.ts";
import type { StorageTarget } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";
import { bucketPolicyGrants } from "./access/bucket-policy.ts";
import { forWebIdentity } from "./web-identity.ts";

/** Bucket. */
export const bucket: Link = {
    id: "bucket",
    title: "Bucket",
    needs: ["secret", "token-cco"],
    probe: forWebIdentity(async (facts, storage) => {
        const found = await facts.need("bucket");
        if (found.state === "absent") return verdictOf([missing(storage)], []);
        if (found.state === "denied" && found.own !== false) {
            return notChecked(`S3 refuses to tell of bucket ${storage.bucket} to whoever asks`);
        }
        if (found.own === false && !(await bucketPolicyGrants(facts, "s3:ListBucket"))) {
            return verdictOf([foreign(storage)], []);
        }
        return judge(facts, storage, found);
    }),
};

async function judge(facts: Facts, storage: StorageTarget, found: BucketFact): Promise<Verdict> {
    if (found.region === "") {
        return notChecked(`S3 does not tell the Region of bucket ${storage.bucket}`);
    }
    if (found.region !== storage.region) {
        return verdictOf([elsewhere(storage, found.region)], []);
    }
    const evidence = [`${storage.bucket} in ${found.region}`];
    if (found.keyUnread !== "") {
        return notChecked(
            `the encryption of bucket ${storage.bucket} could not be read: ${found.keyUnread}`,
        );
    }
    const key = await facts.need("key");
    const fault = key === undefined ? undefined : keyFault(key, storage);
    return verdictOf(fault === undefined ? [] : [fault], [
        ...evidence,
        key === undefined ? "encrypted by S3's own key" : `encrypted by ${key.arn} (${key.state})`,
    ]);
}

function missing({ bucket: name }: StorageTarget): Finding {
    return findingOf("bucket-missing", {
        summary: `The bucket ${name}, which the Secret names, does not exist.`,
        evidence: [`expected the bucket ${name}, found none (status 404)`],
        remedy: {
            text: "Make the bucket (of a stack of this project: `tempo-sts up`), or correct bucket in the Secret.",
            command: `aws s3api head-bucket --bucket ${name}`,
        },
    });
}

function foreign({ bucket: name, roleArn }: StorageTarget): Finding {
    const accountId = parseArn(roleArn)?.accountId ?? "";
    return findingOf("bucket-other-owner", {
        summary: `The bucket ${name} is of another account than the role, and lets it do nothing.`,
        evidence: [
            `expected a bucket of account ${accountId}, or one whose policy allows ${roleArn}`,
        ],
        remedy: {
            text: "Name a bucket of the role's account, or have its owner allow the role in the bucket's policy.",
            command: `aws s3api head-bucket --bucket ${name} --expected-bucket-owner ${accountId}`,
        },
    });
}

function elsewhere({ bucket: name, region }: StorageTarget, found: string): Finding {
    return findingOf("bucket-region", {
        summary: `The bucket ${name} is in ${found}, and the Secret says ${region}: S3 takes no request for it there.`,
        evidence: [`expected ${region} (the Secret's region), found ${found}`],
        remedy: {
            text: "Write the bucket's Region into the Secret (of a stack of this project: set region).",
            command: `aws s3api get-bucket-location --bucket ${name}`,
        },
    });
}

const KEY_CAUSES: Readonly<
    Record<string, ["key-disabled" | "key-pending-deletion" | "key-missing", string, string]>
> = {
    Disabled: ["key-disabled", "is disabled", "enable-key"],
    PendingDeletion: ["key-pending-deletion", "is being deleted", "cancel-key-deletion"],
    absent: ["key-missing", "does not exist", "describe-key"],
};

function keyFault(
    { arn, state }: KeyFact,
    { bucket: name, region }: StorageTarget,
): Finding | undefined {
    const known = KEY_CAUSES[state];
    if (known === undefined) return undefined;
    const [cause, said, verb] = known;
    return findingOf(cause, {
        summary: `The key ${arn}, which encrypts the bucket ${name}, ${said}: nothing in it can be read or written.`,
        evidence: [`expected the key to be Enabled, found ${state}`],
        remedy: {
            text:
                cause === "key-missing"
                    ? "Give the bucket another key; what was written with the lost one is lost."
                    : "Have the key work again (after a cancelled deletion it is disabled: enable it then).",
            command: `aws kms ${verb} --key-id ${arn} --region ${region}`,
        },
    });
}
