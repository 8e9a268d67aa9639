// What a resource says of itself: its tags in AWS with those of its Pulumi provider, its labels in Kubernetes.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import type { Checked } from "../policy.ts";
import { at } from "./values.ts";

/** The tags of a resource in AWS; a value that is not known yet is not read before it is asked for. */
export function tagsOf({ props, provider }: Checked): Readonly<Record<string, unknown>> {
    const defaults = provider === undefined ? undefined : defaultTags(provider.props);
    const merged = {};
    for (const tags of [defaults, props["tagsAll"], props["tags"]]) {
        if (isTable(tags)) Object.defineProperties(merged, lazily(tags));
    }
    return merged;
}

/** The labels of an object in Kubernetes. */
export function labelsOf({ props }: Checked): Readonly<Record<string, unknown>> {
    const labels = at(props["metadata"], "labels");
    return isTable(labels) ? labels : {};
}

// A Pulumi provider's members are JSON in a text.
function defaultTags(props: Readonly<Record<string, unknown>>): unknown {
    const given = props["defaultTags"];
    if (typeof given !== "string") return at(given, "tags");
    try {
        return at(JSON.parse(given), "tags");
    } catch {
        return undefined;
    }
}

function lazily(tags: Record<string, unknown>): PropertyDescriptorMap {
    const descriptors = Object.keys(tags).map((key) => [
        key,
        { get: () => tags[key], enumerable: true, configurable: true },
    ]);
    return Object.fromEntries(descriptors) as PropertyDescriptorMap;
}
