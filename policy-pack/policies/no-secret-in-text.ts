// ConfigMaps, descriptions, tags, labels and annotations are read by many: no credential belongs there.
import type { Problem } from "../../components/pure/problems.ts";
import { resourcePolicy, type Checked } from "../policy.ts";
import { credentialPaths } from "../reading/credentials.ts";
import { at, entriesOf } from "../reading/values.ts";

/** What may be configured. */
type Config = Readonly<Record<"allowedKeys", readonly string[]>>;

const CONFIG_MAP = /^kubernetes:core\/v1:ConfigMap(?:Patch)?$/;

/** No secret in ConfigMaps, descriptions, tags, labels and annotations. */
export const noSecretInText = resourcePolicy<Config>({
    name: "no-secret-in-text",
    description: "No ConfigMap, description, tag, label or annotation holds a credential",
    severity: "high",
    remedy: "Keep it in a Secret, or better: use a role that needs none",
    config: {
        allowedKeys: {
            description:
                "Keys of ConfigMaps, tags, labels and annotations that may hold what looks like a credential",
            default: [],
        },
    },
    appliesTo: ({ type }) => type.startsWith("aws:") || type.startsWith("kubernetes:"),
    check: (resource, { allowedKeys }) =>
        plainTexts(resource)
            .filter(([, key]) => !allowedKeys.includes(key))
            .flatMap(([path, key, value]) => credentialPaths(value, path, key).map(problemAt)),
});

/** What others read of a resource: where it is, what it is called, and what it is. */
function plainTexts({ type, props }: Checked): [path: string, key: string, value: unknown][] {
    const inside = (path: string, value: unknown): [string, string, unknown][] =>
        entriesOf(value).map(([key, each]) => [`${path}["${key}"]`, key, each]);
    if (type.startsWith("aws:")) {
        return [
            ["description", "description", props["description"]],
            ...inside("tags", props["tags"]),
        ];
    }
    const metadata = ["labels", "annotations"].flatMap((key) =>
        inside(`metadata.${key}`, at(props["metadata"], key)),
    );
    if (!CONFIG_MAP.test(type)) return metadata;
    const binary = inside("binaryData", props["binaryData"]).map(
        ([path, key, value]): [string, string, unknown] => [path, key, fromBase64(value)],
    );
    return [...metadata, ...inside("data", props["data"]), ...binary];
}

function fromBase64(value: unknown): unknown {
    return typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value;
}

function problemAt(path: string): Problem {
    return {
        path,
        expected: "no credential where many read it",
        found: "what looks like one",
        remedy: "Keep it in a Secret, or add the key to the policy's `allowedKeys`",
    };
}
