/** JSON as the operator's Go types read it and write it again: zero values, quantities, durations. */
import { z } from "zod";

import { canonicalDuration, durationProblems } from "../../../components/pure/duration.ts";
import { canonicalQuantity, quantityProblems } from "../../../components/pure/quantity.ts";
import { isJsonObject, type JsonObject } from "../cluster/values.ts";

/** A text that is left out when empty. */
export const text = z
    .string()
    .optional()
    .transform((value) => (value === "" ? undefined : value));

/** A text that is always written. */
export const requiredText = z.string().default("");

/** A flag that is left out when false. */
export const flag = z
    .boolean()
    .optional()
    .transform((value) => (value === true ? true : undefined));

/** A flag that is always written. */
export const requiredFlag = z.boolean().default(false);

/** A flag of which "not said" and "no" differ. */
export const optionalFlag = z.boolean().optional();

/** A number that is left out when zero. */
export const count = z
    .number()
    .optional()
    .transform((value) => (value === 0 ? undefined : value));

/** A number of which "not said" and zero differ. */
export const optionalCount = z.number().optional();

/** A text of which "not said" and empty differ. */
export const optionalText = z.string().optional();

/** A list that is left out when empty; its items pass through. */
export const list = z
    .array(z.unknown())
    .optional()
    .transform((value) => (value?.length ? value : undefined));

/** A list of texts that is left out when empty. */
export const texts = z
    .array(z.string())
    .optional()
    .transform((value) => (value?.length ? value : undefined));

/** A map of texts that is left out when empty. */
export const textMap = z
    .record(z.string(), z.string())
    .optional()
    .transform((value) => (value && Object.keys(value).length > 0 ? value : undefined));

/** An object of another API that passes through as it is. */
export const foreign = z.record(z.string(), z.unknown()).optional();

/** A resource quantity, written canonically; zero when not said. */
export const quantity = z
    .union([z.string(), z.number()])
    .default("0")
    .transform((value, context) => {
        const problem = quantityError(String(value));
        if (problem === undefined) return canonicalQuantity(String(value));
        context.addIssue({ code: "custom", message: problem });
        return z.NEVER;
    });

/** A duration, written as Go prints it; zero when not said. */
export const duration = z.string().default("0s").transform(checkedDuration);

/** A duration of which "not said" and zero differ. */
export const optionalDuration = z
    .string()
    .optional()
    .transform((value, context) =>
        value === undefined ? undefined : checkedDuration(value, context),
    );

const quantities = z
    .record(z.string(), quantity)
    .optional()
    .transform((value) => (value && Object.keys(value).length > 0 ? value : undefined));

/** Requests and limits of a container. */
export const resourceRequirements = z
    .object({ limits: quantities, requests: quantities, claims: list })
    .optional();

/** A structure that is always written, however little of it was said. */
export function struct<S extends z.ZodRawShape>(shape: S): z.ZodPrefault<z.ZodObject<S>> {
    // An empty object is a legal input: every member of these shapes has a default or is optional.
    return z.object(shape).prefault({} as z.input<z.ZodObject<S>>);
}

/** Go reads a null as if the member were not there. */
export function withoutNulls(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutNulls);
    if (!isJsonObject(value)) return value;
    const kept: JsonObject = {};
    for (const [name, member] of Object.entries(value)) {
        if (member !== null) kept[name] = withoutNulls(member);
    }
    return kept;
}

/** The first thing wrong, in the words of Go's decoder. */
export function decodeMessage(error: z.ZodError, root: string): string {
    const issue = error.issues[0];
    if (!issue) return error.message;
    if (issue.code === "custom") return issue.message;
    const path = [root, ...issue.path].join(".");
    return `json: cannot unmarshal ${path}: ${issue.message}`;
}

const QUANTITY_FORM = /^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$/u;
const DURATION_UNITS = new Set(["ns", "us", "µs", "μs", "ms", "s", "m", "h"]);

function checkedDuration(value: string, context: z.RefinementCtx): string {
    const problem = durationError(value);
    if (problem === undefined) return canonicalDuration(value);
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
}

function quantityError(value: string): string | undefined {
    if (!QUANTITY_FORM.test(value)) {
        return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    }
    return quantityProblems(value, "", { anySign: true }).length > 0
        ? "unable to parse quantity's suffix"
        : undefined;
}

function durationError(value: string): string | undefined {
    const said = JSON.stringify(value);
    const body = value.replace(/^[+-]/u, "");
    if (body === "0") return undefined;
    if (body === "") return `time: invalid duration ${said}`;
    for (let rest = body; rest !== "";) {
        const [whole, , unit = ""] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/u.exec(rest) ?? [];
        if (whole === undefined) return `time: invalid duration ${said}`;
        if (unit === "") return `time: missing unit in duration ${said}`;
        if (!DURATION_UNITS.has(unit)) {
            return `time: unknown unit ${JSON.stringify(unit)} in duration ${said}`;
        }
        rest = rest.slice(whole.length);
    }
    // What is left is a number of nanoseconds that Go cannot hold.
    return durationProblems(value, "", { anySign: true }).length > 0
        ? `time: invalid duration ${said}`
        : undefined;
}
