// A token for temporary credentials: the call that every pod's AWS client makes.
import { stsClient } from "../aws/clients.ts";
import type { AwsConnection, AwsCredentials } from "../aws/connection.ts";

/** The shortest session that STS gives. */
const SESSION_SECONDS = 900;

/** Which role, by which token. */
export interface RoleRequest {
    readonly roleArn: string;
    readonly token: string;
    /** Shown in CloudTrail; at most 64 letters, digits and `+=,.@_-`. */
    readonly sessionName: string;
}

/**
 * Takes the role; nothing but the token speaks for the caller.
 *
 * @throws what the AWS SDK throws
 */
export async function assumeRole(
    connection: AwsConnection,
    { roleArn, token, sessionName }: RoleRequest,
    signal?: AbortSignal,
): Promise<AwsCredentials> {
    const { AssumeRoleWithWebIdentityCommand } = await import("@aws-sdk/client-sts");
    const client = await stsClient(connection);
    try {
        const command = new AssumeRoleWithWebIdentityCommand({
            RoleArn: roleArn,
            WebIdentityToken: token,
            RoleSessionName: sessionName,
            DurationSeconds: SESSION_SECONDS,
        });
        const { Credentials: given } = await client.send(
            command,
            signal === undefined ? {} : { abortSignal: signal },
        );
        if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
            throw new Error("STS answered without credentials");
        }
        return {
            accessKeyId: given.AccessKeyId,
            secretAccessKey: given.SecretAccessKey,
            sessionToken: given.SessionToken,
        };
    } finally {
        client.destroy();
    }
}
