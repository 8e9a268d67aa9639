/** `aws.kms.KeyPolicy`. */
import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { POLICY_NAME, putPolicy } from "./kms-key-changes.ts";
import { kms, NO_KEY } from "./kms.ts";
import { factsOf, regionOf, REGION_RULE } from "./region.ts";
import { flag, text } from "./values.ts";

/** The policy of a key; deleting it gives the key AWS's default one. Its id is the key's. */
export const kmsKeyPolicy: AwsResource = {
    type: "aws:kms/keyPolicy:KeyPolicy",
    inputs: {
        bypassPolicyLockoutSafetyCheck: { defaultValue: false },
        keyId: { required: true, immutable: true },
        policy: { required: true, policy: true },
        region: REGION_RULE,
    },
    create: async (context, inputs) => {
        await put(context, "attaching", inputs);
        return { id: text(inputs, "keyId"), state: stateOf(context, inputs) };
    },
    read: async (context, id, old) => {
        const answer = await attemptToFind(`reading KMS Key Policy (${id})`, NO_KEY, () =>
            kms(context, old).send(new GetKeyPolicyCommand({ KeyId: id, PolicyName: POLICY_NAME })),
        );
        if (answer === undefined) return undefined;
        return stateOf(context, { ...old, keyId: id, policy: answer.Policy });
    },
    update: async (context, _id, _olds, news) => {
        await put(context, "updating", news);
        return stateOf(context, news);
    },
    delete: async (context, id, state) => {
        // With the check bypassed the real provider lets the policy be, and says so.
        if (flag(state, "bypassPolicyLockoutSafetyCheck")) return;
        const policy = await defaultPolicy(context, regionOf(context, state));
        await attemptToFind(`deleting KMS Key Policy (${id})`, NO_KEY, () =>
            putPolicy(kms(context, state), id, policy, false),
        );
    },
};

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<void> {
    const id = text(inputs, "keyId");
    const bypass = flag(inputs, "bypassPolicyLockoutSafetyCheck");
    await attempt(`${doing} KMS Key Policy (${id})`, () =>
        putPolicy(kms(context, inputs), id, text(inputs, "policy"), bypass),
    );
}

function stateOf(context: AwsContext, properties: Plain): Plain {
    return { ...properties, region: regionOf(context, properties) };
}

async function defaultPolicy(context: AwsContext, region: string): Promise<string> {
    const { accountId } = await context.connection.caller();
    const root = `arn:${factsOf(region).partition}:iam::${accountId}:root`;
    return JSON.stringify({
        Version: "2012-10-17",
        Id: "default",
        Statement: [
            {
                ...{ Sid: "Enable IAM User Permissions", Effect: "Allow" },
                ...{ Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
            },
        ],
    });
}
