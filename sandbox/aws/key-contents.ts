/** Everything that is to be known of every KMS key of a Region, and of the names that lead to them. */
import type { KMSClient } from "@aws-sdk/client-kms";

import type { Described } from "./bucket-contents.ts";

type KmsModule = typeof import("@aws-sdk/client-kms");

/** Reads all keys that are in use, and all aliases; a key that waits for its end is as good as gone. */
export async function describeKeys(client: KMSClient): Promise<Described[]> {
    const kms = await import("@aws-sdk/client-kms");
    const described = await Promise.all([keys(kms, client), aliases(kms, client)]);
    return described.flat();
}

async function keys(kms: KmsModule, client: KMSClient): Promise<Described[]> {
    const ids: string[] = [];
    for await (const page of kms.paginateListKeys({ client }, {})) {
        for (const { KeyId } of page.Keys ?? []) if (KeyId !== undefined) ids.push(KeyId);
    }
    const described = await Promise.all(ids.map((id) => key(kms, client, id)));
    return described.filter((each) => each !== undefined);
}

async function key(
    kms: KmsModule,
    client: KMSClient,
    KeyId: string,
): Promise<Described | undefined> {
    const { KeyMetadata: found } = await client.send(new kms.DescribeKeyCommand({ KeyId }));
    if (found === undefined || found.KeyState?.startsWith("Pending") === true) return undefined;
    const [policy, rotation, tags] = await Promise.all([
        client.send(new kms.GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
        client.send(new kms.GetKeyRotationStatusCommand({ KeyId })),
        client.send(new kms.ListResourceTagsCommand({ KeyId })),
    ]);
    const { KeyRotationEnabled, RotationPeriodInDays } = rotation;
    return {
        arn: found.Arn ?? KeyId,
        content: {
            ...{ found, policy: policy.Policy, tags: tags.Tags },
            ...{ KeyRotationEnabled, RotationPeriodInDays },
        },
    };
}

async function aliases(kms: KmsModule, client: KMSClient): Promise<Described[]> {
    const all: Described[] = [];
    for await (const page of kms.paginateListAliases({ client }, {})) {
        for (const { AliasArn = "", TargetKeyId } of page.Aliases ?? [])
            all.push({ arn: AliasArn, content: TargetKeyId });
    }
    return all;
}
