// Whose a resource is, its tags tell, never the beginning of its name.
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { OWNERSHIP_TAGS } from "../../components/pure/lifetime/tags.ts";
import { resourcePolicy } from "../policy.ts";
import { TAGGED } from "../reading/kinds.ts";
import { tagsOf } from "../reading/marks.ts";

/** What may be configured. */
type Config = Readonly<Record<"keys" | "types", readonly string[]>>;

/** Ownership tags on everything that takes tags. */
export const ownershipTags = resourcePolicy<Config>({
    name: "ownership-tags",
    description: "What costs, holds data or gives rights carries the tags that tell whose it is",
    severity: "medium",
    remedy: "Tag the resource, or give its Pulumi provider default tags",
    config: {
        keys: {
            description: "Keys of the tags that are wanted",
            default: Object.values(OWNERSHIP_TAGS),
        },
        types: { description: "Types of the resources that are asked for them", default: TAGGED },
    },
    // Which types are asked is configured: only a provider of AWS has what could be asked.
    appliesTo: ({ type }) => type.startsWith("aws:"),
    check: (resource, { keys, types }) => {
        if (!types.includes(resource.type)) return [];
        const tags = tagsOf(resource);
        const missing = keys.filter((key) => !Object.hasOwn(tags, key));
        const problem: Problem = {
            path: "tags",
            expected: `the tags ${missing.join(", ")}`,
            found: describeValue(Object.keys(tags)),
            remedy: "Add them here, or to `defaultTags` of the Pulumi provider",
        };
        return missing.length === 0 ? [] : [problem];
    },
});
