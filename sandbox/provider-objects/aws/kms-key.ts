/** `aws.kms.Key`. */
import {
    CreateKeyCommand,
    DescribeKeyCommand,
    GetKeyPolicyCommand,
    GetKeyRotationStatusCommand,
    ListResourceTagsCommand,
    ScheduleKeyDeletionCommand,
    type KMSClient,
    type KeySpec,
    type KeyUsageType,
} from "@aws-sdk/client-kms";

import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { changeKey, POLICY_NAME, setUpKey } from "./kms-key-changes.ts";
import { kms, NO_KEY } from "./kms.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, fromTags, TAGS_RULE, tagState } from "./tags.ts";
import { flag, given, optionalNumber, optionalText } from "./values.ts";

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const BOTH_WAYS = "ENCRYPT_DECRYPT";

/** A key; deleting it only begins its waiting period. */
export const kmsKey: AwsResource = {
    type: "aws:kms/key:Key",
    inputs: {
        bypassPolicyLockoutSafetyCheck: { defaultValue: false },
        customerMasterKeySpec: { immutable: true, defaultValue: SYMMETRIC },
        deletionWindowInDays: { problem: (days) => outside(days, 7, 30) },
        description: { assumed: true },
        enableKeyRotation: { defaultValue: false },
        isEnabled: { defaultValue: true },
        keyUsage: { immutable: true, defaultValue: BOTH_WAYS },
        multiRegion: { immutable: true, defaultValue: false },
        policy: { policy: true, assumed: true },
        region: REGION_RULE,
        rotationPeriodInDays: { assumed: true, problem: (days) => outside(days, 90, 2560) },
        tags: TAGS_RULE,
    },
    create,
    read,
    update: async (context, id, olds, news) => {
        await changeKey(context, id, olds, news);
        return { ...olds, ...news, tagsAll: allTagMap(context, news) };
    },
    delete: async (context, id, state) => {
        const days = optionalNumber(state, "deletionWindowInDays");
        await attemptToFind(`deleting KMS Key (${id})`, NO_KEY, () =>
            kms(context, state).send(
                new ScheduleKeyDeletionCommand({
                    KeyId: id,
                    ...(days === undefined ? {} : { PendingWindowInDays: days }),
                }),
            ),
        );
    },
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const client = kms(context, inputs);
    const answer = await attempt("creating KMS Key", () =>
        client.send(
            new CreateKeyCommand({
                ...given({
                    Description: optionalText(inputs, "description"),
                    Policy: optionalText(inputs, "policy"),
                }),
                BypassPolicyLockoutSafetyCheck: flag(inputs, "bypassPolicyLockoutSafetyCheck"),
                KeySpec: (optionalText(inputs, "customerMasterKeySpec") ?? SYMMETRIC) as KeySpec,
                KeyUsage: (optionalText(inputs, "keyUsage") ?? BOTH_WAYS) as KeyUsageType,
                MultiRegion: flag(inputs, "multiRegion"),
                Tags: toKmsTags(allTagMap(context, inputs)),
            }),
        ),
    );
    const id = answer.KeyMetadata?.KeyId ?? "";
    await setUpKey(client, id, inputs);
    const live = await read(context, id, inputs);
    return { id, state: { ...live, ...inputs, tagsAll: allTagMap(context, inputs) } };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const client = kms(context, old);
    const described = await attemptToFind(`reading KMS Key (${id})`, NO_KEY, () =>
        client.send(new DescribeKeyCommand({ KeyId: id })),
    );
    const found = described?.KeyMetadata;
    // In its waiting period a key is gone for those who would use it.
    if (found === undefined || found.KeyState?.startsWith("Pending") === true) return undefined;
    const { policy, rotation, tags } = await attempt(`reading KMS Key (${id})`, () =>
        details(client, id),
    );
    return {
        arn: found.Arn,
        keyId: found.KeyId,
        customerMasterKeySpec: found.KeySpec,
        description: found.Description ?? "",
        isEnabled: found.Enabled,
        keyUsage: found.KeyUsage,
        multiRegion: found.MultiRegion,
        region: regionOf(context, old),
        policy,
        enableKeyRotation: rotation.KeyRotationEnabled,
        rotationPeriodInDays: rotation.KeyRotationEnabled
            ? rotation.RotationPeriodInDays
            : undefined,
        ...tagState(context, tags),
        // Of these AWS knows nothing.
        ...given({
            bypassPolicyLockoutSafetyCheck: old["bypassPolicyLockoutSafetyCheck"],
            deletionWindowInDays: old["deletionWindowInDays"],
        }),
    };
}

async function details(client: KMSClient, KeyId: string) {
    const [policy, rotation, tags] = await Promise.all([
        client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: POLICY_NAME })),
        client.send(new GetKeyRotationStatusCommand({ KeyId })),
        client.send(new ListResourceTagsCommand({ KeyId })),
    ]);
    const pairs = (tags.Tags ?? []).map(({ TagKey, TagValue }) => ({
        Key: TagKey,
        Value: TagValue,
    }));
    return { policy: policy.Policy, rotation, tags: fromTags(pairs) };
}

function toKmsTags(tags: Readonly<Record<string, string>>): { TagKey: string; TagValue: string }[] {
    return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

function outside(days: unknown, least: number, most: number): string | undefined {
    const fits = typeof days === "number" && days >= least && days <= most;
    return fits ? undefined : `expected ${least} to ${most} days, got ${String(days)}`;
}
