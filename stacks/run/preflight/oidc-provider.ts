// AWS knows the cluster's issuer, and takes tokens for STS from it.
import { oidcProviderArn } from "../../../components/pure/names/arn.ts";
import { STS_AUDIENCE } from "../../../components/pure/issuer.ts";
import { partitionOfRegion } from "../../../components/pure/partition.ts";
import { iamClient } from "../../aws/clients.ts";
import { listOidcProviders } from "../../aws/oidc-providers.ts";
import { refusalOf } from "../../handshake/refusal.ts";
import type { Check, CheckTools, Found } from "./check.ts";

/** Looks at the IAM OIDC provider of the cluster's issuer. */
export const oidcProvider: Check = {
    name: "IAM OIDC provider",
    required: false,
    look: async (tools) => {
        const issuer = await tools.issuer();
        const { accountId } = await tools.caller();
        const partition = partitionOfRegion(tools.settings.region) ?? "aws";
        const arn = oidcProviderArn({ partition, accountId, issuer });
        const audiences = await audiencesOf(arn, tools);
        if (audiences === undefined) return absent(arn, issuer, tools);
        if (audiences.includes(STS_AUDIENCE)) {
            return { status: "ok", found: `${arn} takes tokens for ${STS_AUDIENCE}` };
        }
        return {
            status: "failed",
            expected: `${STS_AUDIENCE} among the audiences of ${arn}`,
            found: audiences.length === 0 ? "none" : audiences.join(", "),
            remedy: `Add it: \`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${STS_AUDIENCE}\``,
        };
    },
};

async function audiencesOf(
    arn: string,
    { aws, signal }: CheckTools,
): Promise<string[] | undefined> {
    const { GetOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
    const client = await iamClient(aws);
    try {
        const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
        return (await client.send(command, { abortSignal: signal })).ClientIDList ?? [];
    } catch (error) {
        if (refusalOf(error).code.startsWith("NoSuchEntity")) return undefined;
        throw error;
    } finally {
        client.destroy();
    }
}

async function absent(arn: string, issuer: string, { aws }: CheckTools): Promise<Found> {
    const known = await listOidcProviders(aws).catch(() => undefined);
    const others =
        known === undefined || known.length === 0 ? "" : `; there are: ${known.join(", ")}`;
    return {
        status: "failed",
        expected: `the IAM OIDC provider ${arn}`,
        found: `none${others}`,
        remedy: `Is this the account of the cluster with the issuer ${issuer}? If so, make its provider once (on OpenShift: \`ccoctl aws create-identity-provider\`)`,
    };
}
