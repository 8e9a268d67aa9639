// The gate itself: any value in, whole settings or every problem out, never an exception.
import { dnsLabelProblems } from "../../components/pure/names/kubernetes-names.ts";
import { regionProblems } from "../../components/pure/partition.ts";
import type { Problem } from "../../components/pure/problems.ts";
import { disagreements, type Given } from "./agreement.ts";
import {
    BUILD_NAMESPACE_VARIABLE,
    buildNamespaceIn,
    complete,
    type Environment,
} from "./complete.ts";
import { problemsOf } from "../../components/pure/fields/field-issues.ts";
import { AWS_ARGUMENTS, KUBERNETES_ARGUMENTS } from "./provider-arguments.ts";
import { readProviderConfig } from "./provider-config.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { SCHEMA, type Configured } from "./schema.ts";
import { SETTINGS } from "./voice.ts";
import { isSecretIn, withoutValue } from "./secret-values.ts";
import type { Settings } from "./settings.ts";

/** What settings depend on beside the project's own configuration. */
export interface ParseContext {
    readonly env: Environment;
    /** `aws:*` configuration, without the prefix. @default - none */
    readonly awsConfig?: unknown;
    /** `kubernetes:*` configuration, without the prefix. @default - none */
    readonly kubernetesConfig?: unknown;
    /** Keys whose values are secret: the project's without, the others with their prefix. @default - none */
    readonly secretKeys?: readonly string[] | undefined;
}

/** Settings, or everything that keeps them from being made. */
export type ParseResult =
    | { readonly ok: true; readonly settings: Settings }
    | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration: `raw` is a table of the project's keys, without their prefix. */
export function parseSettings(raw: unknown, context: ParseContext): ParseResult {
    const { env, secretKeys = [] } = context;
    const own = SCHEMA.safeParse(raw, { reportInput: true });
    const aws = readProviderConfig("aws", context.awsConfig, AWS_ARGUMENTS);
    const kubernetes = readProviderConfig(
        "kubernetes",
        context.kubernetesConfig,
        KUBERNETES_ARGUMENTS,
    );
    const right = own.success ? own.data : partsThatAreRight(raw);
    const given: Given = { own: right, aws: aws.given, kubernetes: kubernetes.given };
    const problems = [
        ...(own.success ? [] : problemsOf(own.error.issues, SCHEMA, SETTINGS)),
        ...aws.problems,
        ...awsRegionProblems(aws.given),
        ...kubernetes.problems,
        ...environmentProblems(raw, env),
    ].map((problem) => discreet(problem, [problem.path], secretKeys));
    const between = disagreements(given).map(({ problem, shows }) =>
        discreet(problem, shows, secretKeys),
    );
    const all = [...problems, ...between];
    return own.success && all.length === 0
        ? { ok: true, settings: complete(own.data, given, env, secretKeys) }
        : { ok: false, problems: all };
}

// The parts that stand are still compared with each other, so that all problems are said at once.
function partsThatAreRight(raw: unknown): Partial<Configured> {
    if (!isTable(raw)) {
        return {};
    }
    const parts = Object.entries(SCHEMA.shape).flatMap(([key, schema]): [string, unknown][] => {
        const part = schema.safeParse(Object.hasOwn(raw, key) ? raw[key] : undefined);
        return part.success ? [[key, part.data]] : [];
    });
    return Object.fromEntries(parts);
}

function awsRegionProblems(aws: Readonly<Record<string, unknown>>): Problem[] {
    return "region" in aws ? regionProblems(aws["region"], "aws:region") : [];
}

function environmentProblems(raw: unknown, env: Environment): Problem[] {
    const value = buildNamespaceIn(env);
    const isUsed = value !== undefined && !(isTable(raw) && Object.hasOwn(raw, "buildNamespace"));
    return isUsed ? dnsLabelProblems(value, BUILD_NAMESPACE_VARIABLE) : [];
}

function discreet(
    problem: Problem,
    shows: readonly string[],
    secretKeys: readonly string[],
): Problem {
    const isUnknownKey = secretKeys.includes(problem.path) && !isKnownKey(problem.path);
    return !isUnknownKey && shows.some((path) => isSecretIn(secretKeys, path))
        ? withoutValue(problem, secretKeys)
        : problem;
}

function isKnownKey(key: string): boolean {
    const [prefix, name] = key.includes(":") ? key.split(":", 2) : ["", key];
    const known =
        prefix === "aws"
            ? AWS_ARGUMENTS
            : prefix === "kubernetes"
              ? KUBERNETES_ARGUMENTS
              : SCHEMA.shape;
    return Object.hasOwn(known, name ?? "");
}
