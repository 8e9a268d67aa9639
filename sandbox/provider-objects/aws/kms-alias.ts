/** `aws.kms.Alias`. */
import {
    CreateAliasCommand,
    DeleteAliasCommand,
    paginateListAliases,
    UpdateAliasCommand,
    type AliasListEntry,
} from "@aws-sdk/client-kms";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { kms, NO_KEY } from "./kms.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { text } from "./values.ts";

/** A name for a key; its id is the name. */
export const kmsAlias: AwsResource = {
    type: "aws:kms/alias:Alias",
    inputs: {
        name: {
            required: true,
            immutable: true,
            problem: (name) =>
                typeof name === "string" && /^alias\/[\w/-]+$/.test(name)
                    ? undefined
                    : `expected alias/ and letters, digits, /, _ or -, got ${String(name)}`,
        },
        region: REGION_RULE,
        targetKeyId: { required: true },
    },
    create: async (context, inputs) => {
        const name = text(inputs, "name");
        await attempt(`creating KMS Alias (${name})`, () =>
            kms(context, inputs).send(
                new CreateAliasCommand({
                    AliasName: name,
                    TargetKeyId: text(inputs, "targetKeyId"),
                }),
            ),
        );
        return { id: name, state: await settled(context, name, inputs) };
    },
    read: async (context, id, old) => {
        const found = await find(context, id, old);
        if (found === undefined) return undefined;
        // A key is named by its id or by its ARN.
        const given = old["targetKeyId"];
        const same = typeof given === "string" && given.endsWith(found.TargetKeyId ?? "?");
        return {
            ...outputs(found),
            name: id,
            region: regionOf(context, old),
            targetKeyId: same ? given : found.TargetKeyId,
        };
    },
    update: async (context, id, _olds, news) => {
        await attempt(`updating KMS Alias (${id})`, () =>
            kms(context, news).send(
                new UpdateAliasCommand({ AliasName: id, TargetKeyId: text(news, "targetKeyId") }),
            ),
        );
        return settled(context, id, news);
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting KMS Alias (${id})`, NO_KEY, () =>
            kms(context, state).send(new DeleteAliasCommand({ AliasName: id })),
        );
    },
};

async function settled(context: AwsContext, name: string, inputs: Plain): Promise<Plain> {
    const found = await find(context, name, inputs);
    return { ...inputs, ...outputs(found ?? {}), region: regionOf(context, inputs) };
}

async function find(
    context: AwsContext,
    name: string,
    properties: Plain,
): Promise<AliasListEntry | undefined> {
    const client = kms(context, properties);
    return attempt(`reading KMS Alias (${name})`, async () => {
        for await (const page of paginateListAliases({ client }, {})) {
            const found = page.Aliases?.find(({ AliasName }) => AliasName === name);
            if (found !== undefined) return found;
        }
        return undefined;
    });
}

function outputs({ AliasArn = "", AliasName = "", TargetKeyId = "" }: AliasListEntry): Plain {
    return {
        arn: AliasArn,
        targetKeyArn: AliasArn.replace(`:${AliasName}`, `:key/${TargetKeyId}`),
    };
}
