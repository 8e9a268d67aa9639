/** `aws.iam.OpenIdConnectProvider`. */
import {
    AddClientIDToOpenIDConnectProviderCommand,
    CreateOpenIDConnectProviderCommand,
    DeleteOpenIDConnectProviderCommand,
    GetOpenIDConnectProviderCommand,
    RemoveClientIDFromOpenIDConnectProviderCommand,
    TagOpenIDConnectProviderCommand,
    UntagOpenIDConnectProviderCommand,
    UpdateOpenIDConnectProviderThumbprintCommand,
} from "@aws-sdk/client-iam";

import { issuerUrl } from "../../../components/pure/issuer.ts";
import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind, awsFailure, isCode } from "./failures.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { text } from "./values.ts";

const MISSING = ["NoSuchEntity"];

/** Its id is its ARN. */
export const openIdConnectProvider: AwsResource = {
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    inputs: {
        clientIdLists: { required: true },
        tags: TAGS_RULE,
        thumbprintLists: { assumed: true },
        url: {
            required: true,
            immutable: true,
            problem: (url) =>
                typeof url === "string" && /^https:\/\/[^?#\s]+$/.test(url)
                    ? undefined
                    : `expected url to begin with https:// and to have no query, got ${String(url)}`,
        },
    },
    create,
    read,
    update,
    delete: async (context, OpenIDConnectProviderArn) => {
        const request = new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
        await attemptToFind(
            `deleting IAM OIDC Provider (${OpenIDConnectProviderArn})`,
            MISSING,
            () => context.connection.iam().send(request),
        );
    },
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const Url = text(inputs, "url");
    const doing = `creating IAM OIDC Provider (${Url})`;
    const request = new CreateOpenIDConnectProviderCommand({
        Url,
        ClientIDList: list(inputs, "clientIdLists"),
        ThumbprintList: list(inputs, "thumbprintLists"),
        Tags: allTags(context, inputs),
    });
    try {
        const { OpenIDConnectProviderArn: arn = "" } = await context.connection.iam().send(request);
        const thumbprintLists = list(inputs, "thumbprintLists");
        const tagsAll = allTagMap(context, inputs);
        return { id: arn, state: { ...inputs, arn, thumbprintLists, tagsAll } };
    } catch (error) {
        const advice = isCode(error, "EntityAlreadyExists")
            ? "It is there already: import it, or set oidcProvider.mode to lookup."
            : undefined;
        throw awsFailure(doing, error, advice);
    }
}

async function read(context: AwsContext, arn: string, old: Plain): Promise<Plain | undefined> {
    const request = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
    const found = await attemptToFind(`reading IAM OIDC Provider (${arn})`, MISSING, () =>
        context.connection.iam().send(request),
    );
    return (
        found && {
            arn,
            clientIdLists: inOrderOf(list(old, "clientIdLists"), found.ClientIDList ?? []),
            thumbprintLists: found.ThumbprintList ?? [],
            // AWS answers without the scheme.
            url: issuerUrl(found.Url ?? ""),
            ...tagState(context, fromTags(found.Tags)),
        }
    );
}

async function update(context: AwsContext, arn: string, olds: Plain, news: Plain): Promise<Plain> {
    const provider = { OpenIDConnectProviderArn: arn };
    await attempt(`updating IAM OIDC Provider (${arn})`, async () => {
        const iam = context.connection.iam();
        const [before, after] = [list(olds, "clientIdLists"), list(news, "clientIdLists")];
        for (const ClientID of after.filter((id) => !before.includes(id)))
            await iam.send(
                new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID }),
            );
        for (const ClientID of before.filter((id) => !after.includes(id)))
            await iam.send(
                new RemoveClientIDFromOpenIDConnectProviderCommand({ ...provider, ClientID }),
            );
        const ThumbprintList = list(news, "thumbprintLists");
        if (ThumbprintList.length > 0)
            await iam.send(
                new UpdateOpenIDConnectProviderThumbprintCommand({ ...provider, ThumbprintList }),
            );
        const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
        if (remove.length > 0)
            await iam.send(new UntagOpenIDConnectProviderCommand({ ...provider, TagKeys: remove }));
        if (set.length > 0)
            await iam.send(new TagOpenIDConnectProviderCommand({ ...provider, Tags: set }));
    });
    return { ...news, ...(await read(context, arn, news)), tagsAll: allTagMap(context, news) };
}

// They are a set to AWS: another order is no change.
function inOrderOf(wanted: readonly string[], live: readonly string[]): string[] {
    const known = wanted.filter((id) => live.includes(id));
    return [...known, ...live.filter((id) => !known.includes(id))];
}

function list(properties: Plain, name: string): string[] {
    const value = properties[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
