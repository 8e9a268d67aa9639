// Which OIDC providers an account has, for the message that says that the wanted one is not among them.
import { iamClient } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";

const LIST_MILLISECONDS = 15_000;

/** The ARNs of the account's IAM OIDC providers. */
export async function listOidcProviders(connection: AwsConnection): Promise<string[]> {
    const { ListOpenIDConnectProvidersCommand } = await import("@aws-sdk/client-iam");
    const client = await iamClient(connection);
    try {
        const abortSignal = AbortSignal.timeout(LIST_MILLISECONDS);
        const answer = await client.send(new ListOpenIDConnectProvidersCommand({}), {
            abortSignal,
        });
        return (answer.OpenIDConnectProviderList ?? []).flatMap(({ Arn }) => Arn ?? []);
    } finally {
        client.destroy();
    }
}
