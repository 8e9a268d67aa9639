/** `aws.s3.BucketObjectLockConfiguration`. */
import {
    GetObjectLockConfigurationCommand,
    PutObjectLockConfigurationCommand,
} from "@aws-sdk/client-s3";

import { asRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import { bucketSetting, OWNER_RULE } from "./bucket-setting.ts";
import { optionalText } from "./values.ts";

const RULE: Shape = {
    defaultRetention: ["DefaultRetention", { days: ["Days"], mode: ["Mode"], years: ["Years"] }],
};

/** How long objects are kept from deletion where they say nothing themselves; deleting it drops only the rule. */
export const bucketObjectLock = bucketSetting({
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    title: "S3 Bucket Object Lock Configuration",
    inputs: {
        expectedBucketOwner: OWNER_RULE,
        objectLockEnabled: { immutable: true, defaultValue: "Enabled" },
        rule: { problem: ruleProblem },
        token: {},
    },
    missing: ["ObjectLockConfigurationNotFoundError"],
    put: (client, bucket, inputs) => {
        const rule = inputs["rule"];
        const token = optionalText(inputs, "token");
        return client.send(
            new PutObjectLockConfigurationCommand({
                ...bucket,
                ...(token === undefined ? {} : { Token: token }),
                ObjectLockConfiguration: {
                    ObjectLockEnabled: "Enabled",
                    ...(rule === undefined ? {} : { Rule: asRecord(toApi(rule, RULE)) }),
                },
            }),
        );
    },
    get: async (client, bucket) => {
        const answer = await client.send(new GetObjectLockConfigurationCommand(bucket));
        const found = answer.ObjectLockConfiguration;
        if (found === undefined) return undefined;
        const rule = found.Rule === undefined ? {} : { rule: fromApi(found.Rule, RULE) };
        return { objectLockEnabled: found.ObjectLockEnabled ?? "Enabled", ...rule };
    },
    delete: (client, bucket) =>
        client.send(
            new PutObjectLockConfigurationCommand({
                ...bucket,
                ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
            }),
        ),
});

function ruleProblem(rule: unknown): string | undefined {
    const member = unknownMember(rule, RULE, "rule");
    if (member !== undefined) return `the sandbox does not know ${member}`;
    const { days, mode, years } = asRecord(asRecord(rule)["defaultRetention"]);
    if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") {
        return `expected rule.defaultRetention.mode to be GOVERNANCE or COMPLIANCE, got ${String(mode)}`;
    }
    const both = (days === undefined) === (years === undefined);
    return both ? "expected one of rule.defaultRetention.days and .years" : undefined;
}
