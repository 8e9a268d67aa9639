/** What is made of the texts of the options of `permissions`. */
import { InvalidArgumentError } from "commander";

import {
    PERMISSION_VERBS,
    type PermissionVerb,
} from "../../components/pure/permissions/subject.ts";

/** Verbs, parted by commas, added to those before. */
export function verbsToo(text: string, before: readonly PermissionVerb[]): PermissionVerb[] {
    const named = text.split(",").map((name) => name.trim());
    const verbs = named.map((name) => {
        const known = PERMISSION_VERBS.find((verb) => verb === name);
        if (known !== undefined) return known;
        throw new InvalidArgumentError(
            `Expected verbs of ${PERMISSION_VERBS.join(", ")}, parted by commas.`,
        );
    });
    return [...new Set([...before, ...verbs])];
}

/** One AWS account. */
export function account(text: string): string {
    if (/^\d{12}$/u.test(text)) return text;
    throw new InvalidArgumentError("Expected an AWS account id of 12 digits.");
}

/** A name of buckets and roles, with `*` for what differs. */
export function namePattern(text: string): string {
    if (/^[a-z0-9][a-z0-9*-]*$/u.test(text)) return text;
    throw new InvalidArgumentError(
        "Expected the beginning of a bucket's name, then * for what differs, as in tracing-*.",
    );
}

/** A whole number from 1. */
export function positive(text: string): number {
    if (/^[1-9]\d{0,3}$/u.test(text)) return Number(text);
    throw new InvalidArgumentError("Expected a whole number from 1.");
}
