/** An IAM user with exactly the policies that are given, and how he runs a stack's whole life. */
import type { PolicyDocument } from "../../../components/pure/policies/statement.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";

/** Somebody who may do what the policies say. */
export interface Person {
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** Takes him away again. */
    dismiss(): Promise<void>;
}

/** Makes the user and attaches the policies, which is how a person would be given them. */
export async function hire(
    { iam }: SandboxClients,
    name: string,
    policies: readonly PolicyDocument[],
): Promise<Person> {
    const sdk = await import("@aws-sdk/client-iam");
    const user = { UserName: name };
    await iam.send(new sdk.CreateUserCommand(user));
    const names = policies.map((_, at) => `tempo-sts-${at + 1}`);
    for (const [at, policy] of policies.entries()) {
        const PolicyDocument = JSON.stringify(policy);
        const PolicyName = names[at];
        await iam.send(new sdk.PutUserPolicyCommand({ ...user, PolicyName, PolicyDocument }));
    }
    const { AccessKey: key } = await iam.send(new sdk.CreateAccessKeyCommand(user));
    const credentials = {
        accessKeyId: key?.AccessKeyId ?? "",
        secretAccessKey: key?.SecretAccessKey ?? "",
    };
    return {
        credentials,
        dismiss: async () => {
            for (const PolicyName of names) {
                await iam.send(new sdk.DeleteUserPolicyCommand({ ...user, PolicyName }));
            }
            const AccessKeyId = credentials.accessKeyId;
            await iam.send(new sdk.DeleteAccessKeyCommand({ ...user, AccessKeyId }));
            await iam.send(new sdk.DeleteUserCommand(user));
        },
    };
}
