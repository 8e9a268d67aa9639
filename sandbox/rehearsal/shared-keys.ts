/** The KMS keys that a stack only refers to: on AWS they are there already. */
import { parseArn, type Arn } from "../../components/pure/names/arn.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { KEY_ID_TAG } from "../aws/additions/principals.ts";
import type { AwsSandbox } from "../aws/aws-sandbox.ts";
import { sandboxClients } from "../aws/clients.ts";

/** Makes those of the sandbox's own account, each by the name that the settings have for it. */
export async function makeSharedKeys(
    sandbox: AwsSandbox,
    { kmsKeyArn, bucket }: Pick<Settings, "kmsKeyArn" | "bucket">,
): Promise<void> {
    const named = new Set([kmsKeyArn, bucket.replication?.kmsKeyArn]);
    const keys = [...named]
        .map((arn) => parseArn(arn ?? ""))
        .filter((key) => key?.accountId === sandbox.accountId)
        .filter((key) => key !== undefined);
    await Promise.all(keys.map((key) => makeKey(sandbox, key)));
}

async function makeKey(sandbox: AwsSandbox, { region, resource }: Arn): Promise<void> {
    const { CreateKeyCommand } = await import("@aws-sdk/client-kms");
    const { kms, close } = await sandboxClients(sandbox, { region });
    try {
        const id = resource.replace(/^key\//, "");
        await kms.send(
            new CreateKeyCommand({
                Description: "Of somebody else, who shares it",
                Tags: [{ TagKey: KEY_ID_TAG, TagValue: id }],
            }),
        );
    } finally {
        close();
    }
}
