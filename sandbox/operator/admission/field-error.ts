/** Errors about single fields, and the refusal they add up to, in Kubernetes' own form. */
import type { JsonObject } from "../cluster/values.ts";
import type { Verdict } from "./review.ts";

/** One thing wrong with one field. */
export interface FieldError {
    readonly reason: "FieldValueInvalid" | "FieldValueDuplicate" | "FieldValueRequired";
    /** Path of the field, such as `spec.storage.secret.name`. */
    readonly field: string;
    /** `Invalid value: …: what is wrong`. */
    readonly message: string;
    /** What is wrong, without the value. */
    readonly detail: string;
}

/** The value is not acceptable. */
export function invalid(field: string, value: unknown, detail: string): FieldError {
    return {
        reason: "FieldValueInvalid",
        field,
        detail,
        message: `Invalid value: ${JSON.stringify(value)}: ${detail}`,
    };
}

/** The value is there already. */
export function duplicate(field: string, value: unknown): FieldError {
    return {
        reason: "FieldValueDuplicate",
        field,
        detail: "",
        message: `Duplicate value: ${JSON.stringify(value)}`,
    };
}

/** The value is missing. */
export function required(field: string, detail: string): FieldError {
    return { reason: "FieldValueRequired", field, detail, message: `Required value: ${detail}` };
}

/** Accepts, or refuses with all errors at once. */
export function verdictOf(
    object: { readonly kind: string; readonly name: string },
    errors: readonly FieldError[],
    warnings: readonly string[],
): Verdict {
    return errors.length === 0
        ? { allowed: true, warnings }
        : { allowed: false, warnings, status: refusal(object, errors) };
}

function refusal(
    { kind, name }: { readonly kind: string; readonly name: string },
    errors: readonly FieldError[],
): JsonObject {
    const group = "tempo.grafana.com";
    const said = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
    const listed = said.length === 1 ? said.join("") : `[${said.join(", ")}]`;
    return {
        status: "Failure",
        code: 422,
        reason: "Invalid",
        message: `${kind}.${group} "${name}" is invalid: ${listed}`,
        details: {
            group,
            kind,
            name,
            causes: errors.map(({ reason, field, message }) => ({ reason, field, message })),
        },
    };
}
