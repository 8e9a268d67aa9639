// What each argument of a TempoStsStack has to be, by property path.
import * as pulumi from "@pulumi/pulumi";

import { arnProblems } from "./pure/names/arn.ts";
import { groupProblems as optionProblems } from "./option-groups.ts";
import type { OptionGroup } from "./pure/options/option-schemas.ts";
import { issuerProblems } from "./pure/issuer.ts";
import { kmsKeyProblems } from "./pure/names/kms-key.ts";
import { dnsLabelProblems, dnsSubdomainProblems } from "./pure/names/kubernetes-names.ts";
import { lifetimeProblems } from "./pure/lifetime/lifetime-rules.ts";
import { runIdProblems } from "./pure/manifests/job.ts";
import { partitionOfRegion, regionProblems } from "./pure/partition.ts";
import {
    bucketNameProblems,
    roleDescriptionProblems,
    roleNameProblems,
} from "./pure/names/physical-names.ts";
import { describeValue, type Problem } from "./pure/problems.ts";
import { signingKeysProblems } from "./pure/discovery-documents.ts";
import { durationProblems } from "./pure/duration.ts";
import { quantityProblems } from "./pure/quantity.ts";
import { tagProblems } from "./pure/lifetime/tag-rules.ts";
import { tempoNameProblems } from "./pure/names/tempo-names.ts";
import { versionProblems } from "./pure/version.ts";

/** What is known of the other arguments when one is looked at. */
export interface RuleContext {
    /** The Region in use, where it is known. */
    readonly region?: string | undefined;
    /** The profile in use, where it is known. */
    readonly profile?: string | undefined;
}

/** What keeps a value from being a certain argument. */
export type Rule = (value: unknown, path: string, context: RuleContext) => Problem[];

/** The rules, by property path; a path with a dot is a field of a group. */
export const RULES = {
    namespace: dnsLabelProblems,
    createNamespace: switchProblems,
    tempoName: tempoNameProblems,
    buildNamespace: dnsLabelProblems,
    region: regionProblems,
    profile: oneOf("ephemeral", "production"),
    bucketName: bucketNameProblems,
    roleName: roleNameProblems,
    issuer: issuerProblems,
    listOidcProviders: functionProblems,
    policyKind: oneOf("inline", "managed"),
    permissionsBoundary: boundaryProblems,
    rolePath: pathProblems,
    maxSessionSeconds: wholeNumber(3600, 43_200),
    adoptRole: switchProblems,
    roleDescription: roleDescriptionProblems,
    issuerKeys: signingKeysProblems,
    encryption: optionsOf("encryption"),
    bucket: optionsOf("bucket"),
    trust: optionsOf("trust"),
    oidcProvider: optionsOf("oidcProvider"),
    audit: optionsOf("audit"),
    watch: optionsOf("watch"),
    kmsKeyArn: (value: unknown, path: string, { region }: RuleContext) =>
        kmsKeyProblems(value, path, region),
    tags: tagProblems,
    lifetime: (value: unknown, path: string, { profile }: RuleContext) =>
        lifetimeProblems(value, path, profile),
    retainOnDelete: switchProblems,
    secretName: dnsSubdomainProblems,
    storageSize: amountProblems,
    limits: groupProblems,
    "limits.memory": amountProblems,
    "limits.cpu": amountProblems,
    retention: retentionProblems,
    jaegerQuery: groupProblems,
    "jaegerQuery.enabled": switchProblems,
    "jaegerQuery.ingressType": oneOf("route", "ingress", "none"),
    "jaegerQuery.authentication": switchProblems,
    operatorVersion: versionProblems,
    traceCheck: groupProblems,
    "traceCheck.enabled": switchProblems,
    "traceCheck.traces": wholeNumber(1, 10_000),
    "traceCheck.image": imageProblems,
    "traceCheck.runId": runIdProblems,
    "traceCheck.deadlineSeconds": wholeNumber(1, 86_400),
    gates: gateProblems,
} as const satisfies Readonly<Record<string, Rule>>;

/** The property path of an argument that has a rule. */
export type ArgPath = keyof typeof RULES;

function optionsOf(group: OptionGroup): Rule {
    return (value) => optionProblems(group, value);
}

function switchProblems(value: unknown, path: string): Problem[] {
    const remedy = "Write true or false, without quotes";
    return typeof value === "boolean" ? [] : [problem(value, path, "true or false", remedy)];
}

function oneOf(...words: readonly string[]): Rule {
    return (value, path) =>
        words.some((word) => word === value)
            ? []
            : [problem(value, path, `one of ${words.join(", ")}`, "Choose one of them")];
}

function wholeNumber(least: number, most: number): Rule {
    return (value, path) => {
        const fits = Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
        const expected = `a whole number from ${least} to ${most}`;
        return fits ? [] : [problem(value, path, expected, "Give a number in this range")];
    };
}

function boundaryProblems(value: unknown, path: string, { region }: RuleContext): Problem[] {
    const partition = region === undefined ? undefined : partitionOfRegion(region);
    return arnProblems(value, path, { service: "iam", partition, resourcePrefix: "policy/" });
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
function pathProblems(value: unknown, path: string): Problem[] {
    const fits = typeof value === "string" && /^\/(?:[\x21-\x7e]{1,510}\/)?$/.test(value);
    const expected = "an IAM path: it begins and ends with a slash, without blanks";
    return fits ? [] : [problem(value, path, expected, "Write it as / or as /some/path/")];
}

function amountProblems(value: unknown, path: string): Problem[] {
    return quantityProblems(value, path);
}

function retentionProblems(value: unknown, path: string): Problem[] {
    return durationProblems(value, path);
}

function imageProblems(value: unknown, path: string): Problem[] {
    const fits = typeof value === "string" && /^[^\s\p{C}]+$/u.test(value);
    const remedy = "Give it as registry/repository:tag or with a digest";
    return fits ? [] : [problem(value, path, "the name of a container image", remedy)];
}

function functionProblems(value: unknown, path: string): Problem[] {
    const remedy = "Give a function that resolves to a list of ARNs, or leave it out";
    return typeof value === "function" ? [] : [problem(value, path, "a function", remedy)];
}

function groupProblems(value: unknown, path: string): Problem[] {
    const fits = typeof value === "object" && value !== null && !Array.isArray(value);
    return fits ? [] : [problem(value, path, "a group of fields", "Write it as { field: value }")];
}

function gateProblems(value: unknown, path: string): Problem[] {
    const group = groupProblems(value, path);
    return group.length > 0
        ? group
        : hookProblems((value as { hooks?: unknown }).hooks, `${path}.hooks`);
}

function hookProblems(value: unknown, path: string): Problem[] {
    const fits =
        Array.isArray(value) && value.every((each) => pulumi.ResourceHook.isInstance(each));
    const remedy = "Make each with `new pulumi.ResourceHook(name, callback)`";
    return fits ? [] : [problem(value, path, "a list of resource hooks", remedy)];
}

function problem(value: unknown, path: string, expected: string, remedy: string): Problem {
    return { path, expected, found: describeValue(value), remedy };
}
