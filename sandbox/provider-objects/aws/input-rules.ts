/** Checks and compares the inputs of an AWS resource by the rules of its type. */
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import type { CheckResult, DiffResult } from "@pulumi/pulumi/provider/index.js";

import type { Properties, PropertyFailure } from "../provider-object.ts";
import { containsUnknown, isRecord, reveal, revealProperties, without } from "../wire-values.ts";
import type { AwsResource, InputRule, Plain } from "./aws-resource.ts";
import { policyProblem, samePolicy } from "./policy-document.ts";

/** The inputs to use, and everything that is wrong with them. */
export function checkInputs(
    resource: AwsResource,
    name: string,
    olds: Properties,
    news: Properties,
): CheckResult {
    const inputs = namedInputs(resource, name, olds, news);
    const unknown = Object.keys(inputs).filter((property) => !(property in resource.inputs));
    const wrong = Object.entries(resource.inputs).flatMap(([property, rule]) => {
        const reason = inputProblem(property, rule, inputs[property]);
        return reason === undefined ? [] : [{ property, reason }];
    });
    const failures = [...unknown.map((property) => unknownInput(resource, property)), ...wrong];
    return { inputs, failures };
}

/** Which inputs differ, and which of them force a replacement. */
export function diffInputs(resource: AwsResource, olds: Properties, news: Properties): DiffResult {
    const before = revealProperties(olds);
    const after = revealProperties(news);
    const changed = Object.entries(resource.inputs)
        .filter(([property, rule]) => !(rule.assumed === true && after[property] === undefined))
        .filter(([property, rule]) => !sameValue(rule, before[property], after[property]))
        .map(([property]) => property);
    const replaces = changed.filter((property) => resource.inputs[property]?.immutable === true);
    return { changes: changed.length > 0, replaces };
}

/**
 * The live value, in the words of the old one where both say the same: AWS adds defaults and
 * reorders documents, and that is no change.
 */
export function settleState(resource: AwsResource, old: Plain, live: Plain): Plain {
    const settled = new Map(Object.entries(live));
    for (const [property, rule] of Object.entries(resource.inputs)) {
        const before = old[property];
        const now = live[property];
        const same =
            sameValue(rule, before, now) || (rule.filledIn === true && covers(now, before));
        if (!same) continue;
        if (before === undefined) settled.delete(property);
        else settled.set(property, before);
    }
    return Object.fromEntries(settled);
}

/**
 * The inputs that a state shows: those the program gave, and those that differ from what AWS
 * takes by itself.
 */
export function inputsOfState(resource: AwsResource, state: Plain, old: Properties = {}): Plain {
    const inputs: Record<string, unknown> = {};
    for (const [property, rule] of Object.entries(resource.inputs)) {
        const value = state[property];
        if (value === undefined) continue;
        const byItself = rule.assumed === true || sameValue(rule, undefined, value);
        if (property in old || !byItself) inputs[property] = value;
    }
    return inputs;
}

function namedInputs(
    resource: AwsResource,
    name: string,
    olds: Properties,
    news: Properties,
): Record<string, unknown> {
    const given = Object.entries(without(news, "__defaults")).filter(
        ([, value]) => value !== undefined && value !== null,
    );
    const names = Object.entries(resource.inputs)
        .filter(([property, rule]) => rule.autoname && (news[property] ?? undefined) === undefined)
        .map(([property, rule]) => [property, oldOrNewName(rule, name, olds[property])]);
    return Object.fromEntries([...given, ...names]) as Record<string, unknown>;
}

function inputProblem(property: string, rule: InputRule, value: unknown): string | undefined {
    if (value === undefined) {
        return rule.required ? `Missing required property '${property}'` : undefined;
    }
    if (containsUnknown(value)) return undefined;
    const plain = reveal(value);
    return (rule.policy ? policyProblem(plain) : undefined) ?? rule.problem?.(plain);
}

function unknownInput(resource: AwsResource, property: string): PropertyFailure {
    return {
        property,
        reason: `the sandbox's ${resource.type} does not know the input '${property}'; it knows ${Object.keys(resource.inputs).join(", ")}`,
    };
}

function oldOrNewName(rule: InputRule, name: string, old: unknown): unknown {
    if (old !== undefined && old !== null) return old;
    const suffix = `-${randomBytes(4).toString("hex").slice(0, 7)}`;
    const stem = name.slice(0, (rule.autoname?.longest ?? name.length) - suffix.length) + suffix;
    return rule.autoname?.lowerCase ? stem.toLowerCase() : stem;
}

function sameValue(rule: InputRule, before: unknown, after: unknown): boolean {
    const one = withoutEmpty(before) ?? rule.defaultValue;
    const other = withoutEmpty(after) ?? rule.defaultValue;
    if (rule.policy) return samePolicy(one, other);
    return isDeepStrictEqual(one, other);
}

/** Pulumi leaves out what is not given; AWS's answers show it as empty. */
function withoutEmpty(value: unknown): unknown {
    if (value === null || value === "") return undefined;
    return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
}

/** Whether everything that is said in `wanted` also holds in `live`, which may say more. */
function covers(live: unknown, wanted: unknown): boolean {
    if (Array.isArray(wanted)) {
        return (
            Array.isArray(live) &&
            live.length === wanted.length &&
            wanted.every((item, index) => covers(live[index], item))
        );
    }
    if (!isRecord(wanted)) return isDeepStrictEqual(live, wanted);
    return (
        isRecord(live) && Object.entries(wanted).every(([name, value]) => covers(live[name], value))
    );
}
