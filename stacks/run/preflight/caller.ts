// Who asks AWS.
import { stsClient } from "../../aws/clients.ts";
import type { AwsConnection } from "../../aws/connection.ts";

/** An identity in AWS. */
export interface CallerIdentity {
    readonly accountId: string;
    readonly arn: string;
}

/** Asks STS; everybody may. @throws what the AWS SDK throws */
export async function callerIdentity(
    connection: AwsConnection,
    signal: AbortSignal,
): Promise<CallerIdentity> {
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const client = await stsClient(connection);
    try {
        const answer = await client.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
        return { accountId: answer.Account ?? "", arn: answer.Arn ?? "" };
    } finally {
        client.destroy();
    }
}
