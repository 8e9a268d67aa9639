/** What can be changed of a KMS key that exists. */
import {
    DisableKeyCommand,
    DisableKeyRotationCommand,
    EnableKeyCommand,
    EnableKeyRotationCommand,
    PutKeyPolicyCommand,
    TagResourceCommand,
    UntagResourceCommand,
    UpdateKeyDescriptionCommand,
    type KMSClient,
} from "@aws-sdk/client-kms";

import type { AwsContext, Plain } from "./aws-resource.ts";
import { attempt } from "./failures.ts";
import { kms } from "./kms.ts";
import { samePolicy } from "./policy-document.ts";
import { allTagMap, tagChanges } from "./tags.ts";
import { flag, optionalNumber, optionalText, tagMap } from "./values.ts";

/** The only name that a key's policy can have. */
export const POLICY_NAME = "default";

/** What a new key is told after it was made. */
export async function setUpKey(client: KMSClient, id: string, inputs: Plain): Promise<void> {
    await attempt(`creating KMS Key (${id})`, async () => {
        if (flag(inputs, "enableKeyRotation")) await rotate(client, id, inputs);
        if (inputs["isEnabled"] === false) await client.send(new DisableKeyCommand({ KeyId: id }));
    });
}

/** Brings a key from one set of inputs to another. */
export async function changeKey(
    context: AwsContext,
    id: string,
    olds: Plain,
    news: Plain,
): Promise<void> {
    const client = kms(context, news);
    await attempt(`updating KMS Key (${id})`, async () => {
        // Most of a key cannot be changed while it is off.
        if (isOn(news) && !isOn(olds)) await client.send(new EnableKeyCommand({ KeyId: id }));
        await changeWords(client, id, olds, news);
        await changeRotation(client, id, olds, news);
        await changeTags(client, id, tagMap(olds, "tagsAll"), allTagMap(context, news));
        if (isOn(olds) && !isOn(news)) await client.send(new DisableKeyCommand({ KeyId: id }));
    });
}

async function changeWords(client: KMSClient, id: string, olds: Plain, news: Plain): Promise<void> {
    const description = optionalText(news, "description");
    if (description !== undefined && description !== olds["description"]) {
        await client.send(new UpdateKeyDescriptionCommand({ KeyId: id, Description: description }));
    }
    const policy = optionalText(news, "policy");
    if (policy !== undefined && !samePolicy(policy, olds["policy"])) {
        await putPolicy(client, id, policy, flag(news, "bypassPolicyLockoutSafetyCheck"));
    }
}

/** Replaces a key's policy. */
export async function putPolicy(
    client: KMSClient,
    id: string,
    policy: string,
    bypass: boolean,
): Promise<void> {
    await client.send(
        new PutKeyPolicyCommand({
            ...{ KeyId: id, PolicyName: POLICY_NAME, Policy: policy },
            BypassPolicyLockoutSafetyCheck: bypass,
        }),
    );
}

async function changeRotation(
    client: KMSClient,
    id: string,
    olds: Plain,
    news: Plain,
): Promise<void> {
    const wanted = flag(news, "enableKeyRotation");
    const days = optionalNumber(news, "rotationPeriodInDays");
    const otherDays = days !== undefined && days !== olds["rotationPeriodInDays"];
    if (wanted && (!flag(olds, "enableKeyRotation") || otherDays)) {
        await rotate(client, id, news);
    } else if (!wanted && flag(olds, "enableKeyRotation")) {
        await client.send(new DisableKeyRotationCommand({ KeyId: id }));
    }
}

async function changeTags(
    client: KMSClient,
    KeyId: string,
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
): Promise<void> {
    const { set, remove } = tagChanges(before, after);
    if (remove.length > 0) await client.send(new UntagResourceCommand({ KeyId, TagKeys: remove }));
    if (set.length > 0) {
        const Tags = set.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
        await client.send(new TagResourceCommand({ KeyId, Tags }));
    }
}

async function rotate(client: KMSClient, KeyId: string, inputs: Plain): Promise<void> {
    const days = optionalNumber(inputs, "rotationPeriodInDays");
    await client.send(
        new EnableKeyRotationCommand({
            KeyId,
            ...(days === undefined ? {} : { RotationPeriodInDays: days }),
        }),
    );
}

function isOn(properties: Plain): boolean {
    return properties["isEnabled"] !== false;
}
