/** Small words for structural schemas of custom resources. */
import type { JsonObject } from "../operator/cluster/values.ts";

/** A schema, as a CustomResourceDefinition holds it. */
export type Schema = Readonly<JsonObject>;

/** What a resource quantity looks like to the API server. */
const QUANTITY =
    "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+))?$";

/** An object of which every member is known: unknown ones are refused under strict validation. */
export function object(
    properties: Readonly<Record<string, Schema>>,
    required: readonly string[] = [],
): Schema {
    return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

/** An object of which only the given members are looked at, and the others are kept as they are. */
export function openObject(properties: Readonly<Record<string, Schema>> = {}): Schema {
    return { ...object(properties), "x-kubernetes-preserve-unknown-fields": true };
}

/** A map whose values all have one schema. */
export function mapOf(values: Schema): Schema {
    return { type: "object", additionalProperties: values };
}

/** A list whose items all have one schema. */
export function listOf(items: Schema): Schema {
    return { type: "array", items };
}

/** A text; `rules` are those of JSON Schema. */
export function text(rules: JsonObject = {}): Schema {
    return { type: "string", ...rules };
}

/** One of a few texts. */
export function oneOf(...values: readonly string[]): Schema {
    return text({ enum: values });
}

/** A whole number. */
export const integer: Schema = { type: "integer" };

/** Yes or no. */
export const flag: Schema = { type: "boolean" };

/** A resource quantity: text or whole number. */
export const quantity: Schema = {
    anyOf: [{ type: "integer" }, { type: "string" }],
    pattern: QUANTITY,
    "x-kubernetes-int-or-string": true,
};

/** The same schema with a default. */
export function withDefault(schema: Schema, value: unknown): Schema {
    return { ...schema, default: value };
}
