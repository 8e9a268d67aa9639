/** `aws.s3.BucketLifecycleConfiguration`. */
import {
    DeleteBucketLifecycleCommand,
    GetBucketLifecycleConfigurationCommand,
    PutBucketLifecycleConfigurationCommand,
    type LifecycleRule,
    type TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";

import { isRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import { bucketSetting, OWNER_RULE } from "./bucket-setting.ts";
import { objects, optionalText } from "./values.ts";

const TAG: Shape = { key: ["Key"], value: ["Value"] };
const SIZES: Shape = {
    objectSizeGreaterThan: ["ObjectSizeGreaterThan"],
    objectSizeLessThan: ["ObjectSizeLessThan"],
    prefix: ["Prefix"],
};
const RULE: Shape = {
    id: ["ID"],
    status: ["Status"],
    prefix: ["Prefix"],
    filter: [
        "Filter",
        {
            ...SIZES,
            tag: ["Tag", TAG],
            and: ["And", { ...SIZES, tags: ["Tags", undefined, "tags"] }],
        },
    ],
    abortIncompleteMultipartUpload: [
        "AbortIncompleteMultipartUpload",
        { daysAfterInitiation: ["DaysAfterInitiation"] },
    ],
    expiration: [
        "Expiration",
        {
            date: ["Date", undefined, "date"],
            days: ["Days"],
            expiredObjectDeleteMarker: ["ExpiredObjectDeleteMarker"],
        },
    ],
    noncurrentVersionExpiration: [
        "NoncurrentVersionExpiration",
        {
            newerNoncurrentVersions: ["NewerNoncurrentVersions"],
            noncurrentDays: ["NoncurrentDays"],
        },
    ],
    transitions: [
        "Transitions",
        { date: ["Date", undefined, "date"], days: ["Days"], storageClass: ["StorageClass"] },
    ],
    noncurrentVersionTransitions: [
        "NoncurrentVersionTransitions",
        {
            newerNoncurrentVersions: ["NewerNoncurrentVersions"],
            noncurrentDays: ["NoncurrentDays"],
            storageClass: ["StorageClass"],
        },
    ],
};
const ACTIONS = Object.keys(RULE).slice(4);

/** What happens to old objects and unfinished uploads. */
export const bucketLifecycle = bucketSetting({
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    title: "S3 Bucket Lifecycle Configuration",
    inputs: {
        expectedBucketOwner: OWNER_RULE,
        rules: { required: true, filledIn: true, problem: rulesProblem },
        transitionDefaultMinimumObjectSize: { defaultValue: "all_storage_classes_128K" },
    },
    missing: ["NoSuchLifecycleConfiguration"],
    put: (client, bucket, inputs) => {
        const size = optionalText(inputs, "transitionDefaultMinimumObjectSize");
        return client.send(
            new PutBucketLifecycleConfigurationCommand({
                ...bucket,
                LifecycleConfiguration: { Rules: objects(inputs, "rules").map(toRule) },
                ...(isSize(size) ? { TransitionDefaultMinimumObjectSize: size } : {}),
            }),
        );
    },
    get: async (client, bucket) => {
        const answer = await client.send(new GetBucketLifecycleConfigurationCommand(bucket));
        const size = answer.TransitionDefaultMinimumObjectSize;
        return (
            answer.Rules && {
                rules: fromApi(answer.Rules, RULE),
                ...(size === undefined ? {} : { transitionDefaultMinimumObjectSize: size }),
            }
        );
    },
    delete: (client, bucket) => client.send(new DeleteBucketLifecycleCommand(bucket)),
});

function rulesProblem(rules: unknown): string | undefined {
    const member = unknownMember(rules, RULE, "rules");
    if (member !== undefined) return `the sandbox does not know ${member}`;
    const list: readonly unknown[] = Array.isArray(rules) ? rules : [];
    if (list.length === 0) return "expected at least one rule";
    const idle = list.findIndex((rule) => isRecord(rule) && !ACTIONS.some((name) => name in rule));
    if (idle >= 0) return `rules[${idle}] does nothing: give one of ${ACTIONS.join(", ")}`;
    const unfit = list.findIndex((rule) => isRecord(rule) && !isStatus(rule["status"]));
    return unfit < 0 ? undefined : `rules[${unfit}].status must be Enabled or Disabled`;
}

function toRule(rule: Readonly<Record<string, unknown>>): LifecycleRule {
    const converted = toApi(rule, RULE);
    const known = isRecord(converted) ? converted : {};
    const status = known["Status"];
    // AWS wants a Filter (or the old Prefix) in each rule; an empty one means every object.
    const everything = "Filter" in known || "Prefix" in known ? {} : { Filter: { Prefix: "" } };
    return { ...known, ...everything, Status: isStatus(status) ? status : "Disabled" };
}

function isStatus(value: unknown): value is "Enabled" | "Disabled" {
    return value === "Enabled" || value === "Disabled";
}

function isSize(value: string | undefined): value is TransitionDefaultMinimumObjectSize {
    return value === "all_storage_classes_128K" || value === "varies_by_storage_class";
}
