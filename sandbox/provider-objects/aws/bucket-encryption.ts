/** `aws.s3.BucketServerSideEncryptionConfiguration`. */
import {
    DeleteBucketEncryptionCommand,
    GetBucketEncryptionCommand,
    PutBucketEncryptionCommand,
} from "@aws-sdk/client-s3";

import { isRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import { bucketSetting, OWNER_RULE } from "./bucket-setting.ts";

const RULE: Shape = {
    applyServerSideEncryptionByDefault: [
        "ApplyServerSideEncryptionByDefault",
        { sseAlgorithm: ["SSEAlgorithm"], kmsMasterKeyId: ["KMSMasterKeyID"] },
    ],
    blockedEncryptionTypes: ["BlockedEncryptionTypes"],
    bucketKeyEnabled: ["BucketKeyEnabled"],
};

/** The default encryption of a bucket. */
export const bucketEncryption = bucketSetting({
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    title: "S3 Bucket Server-side Encryption Configuration",
    inputs: {
        expectedBucketOwner: OWNER_RULE,
        rules: {
            required: true,
            filledIn: true,
            problem: (rules) => {
                const member = unknownMember(rules, RULE, "rules");
                return member && `the sandbox does not know ${member}`;
            },
        },
    },
    missing: ["ServerSideEncryptionConfigurationNotFoundError"],
    put: (client, bucket, inputs) =>
        client.send(
            new PutBucketEncryptionCommand({
                ...bucket,
                ServerSideEncryptionConfiguration: { Rules: toRules(inputs["rules"]) },
            }),
        ),
    get: async (client, bucket) => {
        const answer = await client.send(new GetBucketEncryptionCommand(bucket));
        const rules = answer.ServerSideEncryptionConfiguration?.Rules;
        return rules && { rules: fromApi(rules, RULE) };
    },
    delete: (client, bucket) => client.send(new DeleteBucketEncryptionCommand(bucket)),
});

function toRules(rules: unknown): object[] {
    const list: readonly unknown[] = Array.isArray(rules) ? rules : [];
    return list.map((rule) => toApi(rule, RULE)).filter(isRecord);
}
