/** `aws.iam.RolePolicyAttachment`. */
import {
    AttachRolePolicyCommand,
    DetachRolePolicyCommand,
    GetPolicyCommand,
    ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { text } from "./values.ts";

const MISSING = ["NoSuchEntity"];

/** Its id is `<role>/<policy ARN>`. */
export const rolePolicyAttachment: AwsResource = {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    inputs: {
        policyArn: { required: true, immutable: true },
        role: { required: true, immutable: true },
    },
    create: async (context, inputs) => {
        const { RoleName, PolicyArn } = partsOf(inputs);
        await attempt(`attaching IAM Policy (${PolicyArn}) to IAM Role (${RoleName})`, async () => {
            // The emulator attaches what does not exist; AWS answers that it does not.
            await context.connection.iam().send(new GetPolicyCommand({ PolicyArn }));
            await context.connection
                .iam()
                .send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
        });
        return { id: `${RoleName}/${PolicyArn}`, state: inputs };
    },
    read: async (context, id, state) => {
        const { RoleName, PolicyArn } = partsOfId(id, state);
        return (await isAttached(context, RoleName, PolicyArn))
            ? { policyArn: PolicyArn, role: RoleName }
            : undefined;
    },
    delete: async (context, id, state) => {
        await attemptToFind(`detaching IAM Policy (${id})`, MISSING, () =>
            context.connection.iam().send(new DetachRolePolicyCommand(partsOfId(id, state))),
        );
    },
};

async function isAttached(
    context: AwsContext,
    RoleName: string,
    PolicyArn: string,
): Promise<boolean> {
    let Marker: string | undefined;
    do {
        const page = await attemptToFind(
            `reading the policies of IAM Role (${RoleName})`,
            MISSING,
            () =>
                context.connection
                    .iam()
                    .send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
        );
        if (page?.AttachedPolicies?.some((policy) => policy.PolicyArn === PolicyArn)) return true;
        Marker = page?.IsTruncated === true ? page.Marker : undefined;
    } while (Marker !== undefined);
    return false;
}

function partsOf(inputs: Plain): { RoleName: string; PolicyArn: string } {
    return { RoleName: text(inputs, "role"), PolicyArn: text(inputs, "policyArn") };
}

function partsOfId(id: string, state: Plain): { RoleName: string; PolicyArn: string } {
    if (typeof state["role"] === "string" && typeof state["policyArn"] === "string")
        return partsOf(state);
    const at = id.indexOf("/");
    return { RoleName: id.slice(0, at), PolicyArn: id.slice(at + 1) };
}
