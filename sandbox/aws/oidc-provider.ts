/** The IAM OIDC provider that a real cluster would have been installed with. */
import type { AwsSandbox } from "./aws-sandbox.ts";
import { sandboxClients } from "./clients.ts";

/**
 * Tells the sandbox's IAM about a cluster, as the cluster's installer does.
 *
 * @param clientIds audiences that tokens may be for
 * @returns the provider's ARN
 * @throws the SDK's EntityAlreadyExistsException when there is one already
 */
export async function createOidcProvider(
    sandbox: AwsSandbox,
    issuer: string,
    clientIds: readonly string[] = ["sts.amazonaws.com"],
): Promise<string> {
    const { CreateOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
    const clients = await sandboxClients(sandbox);
    try {
        const { OpenIDConnectProviderArn: arn } = await clients.iam.send(
            new CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: [...clientIds] }),
        );
        if (arn === undefined)
            throw new Error(`Expected the ARN of a provider for ${issuer}, got none.`);
        return arn;
    } finally {
        clients.close();
    }
}
