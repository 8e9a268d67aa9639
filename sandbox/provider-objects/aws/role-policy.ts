/** `aws.iam.RolePolicy`: a policy that is part of a role. */
import {
    DeleteRolePolicyCommand,
    GetRolePolicyCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { text } from "./values.ts";

const MISSING = ["NoSuchEntity"];
const LONGEST_NAME = 128;

/** Its id is `<role>:<name>`. */
export const rolePolicy: AwsResource = {
    type: "aws:iam/rolePolicy:RolePolicy",
    inputs: {
        name: { immutable: true, autoname: { longest: LONGEST_NAME } },
        policy: { required: true, policy: true },
        role: { required: true, immutable: true },
    },
    create: async (context, inputs) => {
        await put(context, "creating", inputs);
        return { id: `${text(inputs, "role")}:${text(inputs, "name")}`, state: inputs };
    },
    read: async (context, id) => {
        const { RoleName, PolicyName } = partsOf(id);
        const answer = await attemptToFind(`reading IAM Role Policy (${id})`, MISSING, () =>
            context.connection.iam().send(new GetRolePolicyCommand({ RoleName, PolicyName })),
        );
        return (
            answer && {
                name: PolicyName,
                policy: decodeURIComponent(answer.PolicyDocument ?? ""),
                role: RoleName,
            }
        );
    },
    update: async (context, _id, _olds, news) => {
        await put(context, "updating", news);
        return news;
    },
    delete: async (context, id) => {
        await attemptToFind(`deleting IAM Role Policy (${id})`, MISSING, () =>
            context.connection.iam().send(new DeleteRolePolicyCommand(partsOf(id))),
        );
    },
};

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<void> {
    const request = {
        RoleName: text(inputs, "role"),
        PolicyName: text(inputs, "name"),
        PolicyDocument: text(inputs, "policy"),
    };
    await attempt(`${doing} IAM Role Policy (${request.RoleName}:${request.PolicyName})`, () =>
        context.connection.iam().send(new PutRolePolicyCommand(request)),
    );
}

function partsOf(id: string): { RoleName: string; PolicyName: string } {
    const at = id.indexOf(":");
    if (at <= 0 || at === id.length - 1) {
        throw new Error(
            `Expected the id of an IAM Role Policy as <role>:<name>, got ${id}. Give both.`,
        );
    }
    return { RoleName: id.slice(0, at), PolicyName: id.slice(at + 1) };
}
