/** Tags: from Pulumi's map to AWS's list and back, and what must change between two maps. */
import type { AwsContext, InputRule, Plain } from "./aws-resource.ts";
import { tagMap } from "./values.ts";

/** One tag in AWS's form. */
export interface Tag {
    Key: string;
    Value: string;
}

/** The input `tags` of every type that has it. */
export const TAGS_RULE: InputRule = { defaultValue: undefined };

/** The tags given and the provider's own, in AWS's form. */
export function allTags(context: AwsContext, inputs: Plain): Tag[] {
    return toTags(allTagMap(context, inputs));
}

/** The tags given and the provider's own; the given ones win. */
export function allTagMap(context: AwsContext, inputs: Plain): Record<string, string> {
    return { ...context.connection.settings.defaultTags, ...tagMap(inputs, "tags") };
}

/** A map in AWS's form. */
export function toTags(tags: Readonly<Record<string, string>>): Tag[] {
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** AWS's list as a map. */
export function fromTags(
    tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
    return Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
}

/** `tags` and `tagsAll` as a live thing shows them: the provider's own are not among the given ones. */
export function tagState(context: AwsContext, live: Readonly<Record<string, string>>): Plain {
    const { defaultTags } = context.connection.settings;
    const tags = Object.fromEntries(
        Object.entries(live).filter(([key, value]) => defaultTags[key] !== value),
    );
    return { tags, tagsAll: live };
}

/** What to set and what to remove to come from one map to the other. */
export function tagChanges(
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
): { readonly set: Tag[]; readonly remove: string[] } {
    return {
        set: toTags(after).filter(({ Key, Value }) => before[Key] !== Value),
        remove: Object.keys(before).filter((key) => !(key in after)),
    };
}
