// What is ephemeral says until when: else nothing ever sweeps it.
import {
    LIFETIME_LABELS,
    LIFETIME_TAGS,
    parseTimeTag,
} from "../../components/pure/lifetime/lifetime.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { LABELS, OWNERSHIP_TAGS } from "../../components/pure/lifetime/tags.ts";
import { resourcePolicy } from "../policy.ts";
import { labelsOf, tagsOf } from "../reading/marks.ts";

/** What may be configured. */
type Config = Readonly<Record<"always", boolean>>;

/** Where a resource tells its profile and its times. */
interface Keys {
    readonly path: string;
    readonly profile: string;
    readonly created: string;
    readonly expires: string;
}

const IN_AWS: Keys = { path: "tags", profile: OWNERSHIP_TAGS.profile, ...LIFETIME_TAGS };
const IN_CLUSTER: Keys = { path: "metadata.labels", profile: LABELS.profile, ...LIFETIME_LABELS };

/** Ephemeral resources expire. */
export const ephemeralExpires = resourcePolicy<Config>({
    name: "ephemeral-expires",
    description: "What is tagged or labelled as ephemeral, and since when, says until when too",
    severity: "medium",
    remedy: "Deploy with a time to live: tempo-sts up --ttl 24h",
    config: {
        always: {
            description:
                "Whether ephemeral resources must expire that do not say since when they are there, as those of a plain `pulumi up`",
            default: false,
        },
    },
    appliesTo: ({ type }) => !type.startsWith("pulumi:"),
    check: (resource, config) => [
        ...faultsOf(tagsOf(resource), IN_AWS, config),
        ...faultsOf(labelsOf(resource), IN_CLUSTER, config),
    ],
});

function faultsOf(marks: ReturnType<typeof labelsOf>, keys: Keys, { always }: Config): Problem[] {
    const isEphemeral = Object.hasOwn(marks, keys.profile) && marks[keys.profile] === "ephemeral";
    if (!isEphemeral || !(always || Object.hasOwn(marks, keys.created))) return [];
    const expires = marks[keys.expires];
    const time = typeof expires === "string" ? parseTimeTag(expires) : undefined;
    if (time !== undefined && time > (timeOf(marks[keys.created]) ?? new Date(0))) return [];
    return [
        {
            path: `${keys.path}["${keys.expires}"]`,
            expected: "a time such as 20261124T104300Z, after that of its creation",
            found: describeValue(expires),
            remedy: "Deploy with a time to live: tempo-sts up --ttl 24h",
        },
    ];
}

function timeOf(value: unknown): Date | undefined {
    return typeof value === "string" ? parseTimeTag(value) : undefined;
}
