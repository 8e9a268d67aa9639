/** Pulumi's marks in property values: secrets and values that are not known yet. */
import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc.js";

import type { Properties } from "./provider-object.ts";

/** The string that stands for a value which is not known before the update. */
export const UNKNOWN: string = unknownValue;

/** Whether the value is an object with members: no list, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is something else. */
export function asRecord(value: unknown): Record<string, unknown> {
    return isRecord(value) ? value : {};
}

/** The object without some of its members. */
export function without(
    properties: Properties,
    ...names: readonly string[]
): Record<string, unknown> {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** Whether the value is a secret in Pulumi's wire form. */
export function isSecret(value: unknown): value is { readonly value: unknown } {
    return isRecord(value) && value[specialSigKey] === specialSecretSig;
}

/** The value in Pulumi's wire form of a secret. A secret stays as it is. */
export function secret(value: unknown): unknown {
    return isSecret(value) ? value : { [specialSigKey]: specialSecretSig, value };
}

/** Whether the value is, or holds somewhere, one that is not known yet. */
export function containsUnknown(value: unknown): boolean {
    if (value === UNKNOWN) return true;
    if (Array.isArray(value)) return value.some(containsUnknown);
    return isRecord(value) && Object.values(value).some(containsUnknown);
}

/** The same value without Pulumi's wrapping of secrets, and without members that are not given. */
export function reveal(value: unknown): unknown {
    if (isSecret(value)) return reveal(value.value);
    if (Array.isArray(value)) return value.map(reveal);
    return isRecord(value) ? revealProperties(value) : value;
}

/** {@link reveal} for a whole property bag. */
export function revealProperties(properties: Properties): Record<string, unknown> {
    const plain: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(properties)) {
        if (value !== undefined && value !== null) plain[name] = reveal(value);
    }
    return plain;
}

/** Wraps the parts of a property bag that are secret in another one, at any depth. */
export function conceal(properties: Properties, pattern: Properties): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(properties)) {
        if (value !== undefined) result[name] = concealValue(value, pattern[name]);
    }
    return result;
}

function concealValue(value: unknown, pattern: unknown): unknown {
    if (isSecret(pattern)) return secret(value);
    if (isSecret(value)) return value;
    if (Array.isArray(value) && Array.isArray(pattern)) {
        const shapes: readonly unknown[] = pattern;
        // Items that moved cannot be told apart: then the whole list is kept secret.
        if (value.length !== shapes.length)
            return shapes.some(containsSecret) ? secret(value) : value;
        return value.map((item, index) => concealValue(item, shapes[index]));
    }
    if (isRecord(value) && isRecord(pattern)) return conceal(value, pattern);
    return value;
}

function containsSecret(value: unknown): boolean {
    if (isSecret(value)) return true;
    if (Array.isArray(value)) return value.some(containsSecret);
    return isRecord(value) && Object.values(value).some(containsSecret);
}
