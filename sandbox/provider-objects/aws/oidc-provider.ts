/** `aws.iam.getOpenIdConnectProvider`. */
import {
    GetOpenIDConnectProviderCommand,
    ListOpenIDConnectProvidersCommand,
    type GetOpenIDConnectProviderCommandOutput,
} from "@aws-sdk/client-iam";

import type { AwsContext, AwsFunction, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { fromTags } from "./tags.ts";
import { optionalText } from "./values.ts";

/** Found by its ARN or by its URL. */
export const getOpenIdConnectProvider: AwsFunction = {
    token: "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
    inputs: ["arn", "tags", "url"],
    call: async (context, inputs) => {
        const arn = optionalText(inputs, "arn");
        const url = optionalText(inputs, "url");
        if ((arn === undefined) === (url === undefined)) {
            throw new Error(
                "getOpenIdConnectProvider: expected exactly one of `arn` and `url`. Give one of them.",
            );
        }
        return arn === undefined ? byUrl(context, url ?? "") : byArn(context, arn);
    },
};

async function byUrl(context: AwsContext, url: string): Promise<Plain> {
    const path = url.replace(/^https:\/\//, "").replace(/\/$/, "");
    const answer = await attempt("listing IAM OIDC Providers", () =>
        context.connection.iam().send(new ListOpenIDConnectProvidersCommand({})),
    );
    const arns = (answer.OpenIDConnectProviderList ?? []).map(({ Arn }) => Arn ?? "");
    const arn = arns.find((candidate) => candidate.split(":oidc-provider/")[1] === path);
    if (arn === undefined) throw notFound(`finding IAM OIDC Provider by url (${url})`);
    return byArn(context, arn);
}

async function byArn(context: AwsContext, arn: string): Promise<Plain> {
    const doing = `reading IAM OIDC Provider (${arn})`;
    const request = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
    const found: GetOpenIDConnectProviderCommandOutput | undefined = await attemptToFind(
        doing,
        ["NoSuchEntity"],
        () => context.connection.iam().send(request),
    );
    if (found === undefined) throw notFound(doing);
    return {
        arn,
        clientIdLists: found.ClientIDList ?? [],
        id: arn,
        tags: fromTags(found.Tags),
        thumbprintLists: found.ThumbprintList ?? [],
        url: found.Url ?? "",
    };
}

function notFound(doing: string): Error {
    return new Error(
        `${doing}: not found. Create the provider for the cluster's issuer first, or correct the name.`,
    );
}
