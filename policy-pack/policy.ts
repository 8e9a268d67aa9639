// How a policy of this pack is made: from a check that gives problems, with what may be configured and what is exempt.
import type {
    PolicyConfigSchema,
    PolicyResource,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";

import { formatProblem, type Problem } from "../components/pure/problems.ts";
import { Doubts } from "./reading/unknown.ts";

/** What a policy may be configured with: lists of texts, and switches. */
export type PolicyConfig = Readonly<Record<string, readonly string[] | boolean>>;

/** A value of the configuration, for those who write it. */
interface ConfigEntry<T> {
    readonly description: string;
    readonly default: T;
}

/** What the configuration of a policy holds. */
export type ConfigEntries<C extends PolicyConfig> = {
    readonly [K in keyof C]: ConfigEntry<C[K]>;
};

/** What is checked: a resource as it is about to be, or as it is. */
export interface Checked {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly provider?: { readonly props: Readonly<Record<string, unknown>> };
}

/** Every policy. */
interface PolicyText<C extends PolicyConfig> {
    readonly name: string;
    readonly description: string;
    readonly severity: "low" | "medium" | "high" | "critical";
    /** What to do about a violation, in general. */
    readonly remedy: string;
    readonly config: ConfigEntries<C>;
}

/** A policy about one resource, whatever there is beside it. */
interface ResourcePolicyArgs<C extends PolicyConfig> extends PolicyText<C> {
    /** Which resources it is about. */
    appliesTo(resource: Checked): boolean;
    check(resource: Checked, config: C): readonly Problem[];
}

/** A policy about all resources together. */
interface StackPolicyArgs<C extends PolicyConfig> extends PolicyText<C> {
    check(
        resources: readonly PolicyResource[],
        config: C,
        report: (problem: Problem, resource: PolicyResource) => void,
        doubts: Doubts,
    ): void;
}

const EXEMPT: ConfigEntry<readonly string[]> = {
    description: "Pulumi names of resources that this policy leaves alone",
    default: [],
};

/** A policy that is asked before a resource is made or changed. */
export function resourcePolicy<C extends PolicyConfig>(
    args: ResourcePolicyArgs<C>,
): ResourceValidationPolicy {
    return {
        ...described(args),
        validateResource: (resource, report) => {
            if (!args.appliesTo(resource)) resource.notApplicable();
            const { exempt, config } = configured(args.config, resource.getConfig());
            if (exempt.includes(resource.name)) return;
            for (const problem of args.check(resource, config)) report(formatProblem(problem));
        },
    };
}

/** A policy that is asked when all resources are known. */
export function stackPolicy<C extends PolicyConfig>(
    args: StackPolicyArgs<C>,
): StackValidationPolicy {
    return {
        ...described(args),
        validateStack: (stack, report) => {
            const { exempt, config } = configured(args.config, stack.getConfig());
            const doubts = new Doubts();
            const tell = (problem: Problem, { name, urn }: PolicyResource): void => {
                if (!exempt.includes(name)) report(formatProblem(problem), urn);
            };
            args.check(stack.resources, config, tell, doubts);
            doubts.tell();
        },
    };
}

function described<C extends PolicyConfig>({
    name,
    description,
    severity,
    remedy,
    config,
}: PolicyText<C>): Omit<ResourceValidationPolicy, "validateResource"> {
    return {
        ...{ name, description, severity, remediationSteps: remedy },
        enforcementLevel: "mandatory",
        configSchema: schemaOf({ exempt: EXEMPT, ...config }),
    };
}

function schemaOf(entries: Readonly<Record<string, ConfigEntry<unknown>>>): PolicyConfigSchema {
    const properties = Object.entries(entries).map(([key, { description, default: value }]) => [
        key,
        typeof value === "boolean"
            ? { type: "boolean", default: value, description }
            : { type: "array", items: { type: "string" }, default: value, description },
    ]);
    return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}

// The engine checks what is given against the schema; where nobody gives anything, as in an engine of one's own, the defaults.
function configured<C extends PolicyConfig>(
    entries: ConfigEntries<C>,
    given: Readonly<Record<string, unknown>>,
): { readonly exempt: readonly string[]; readonly config: C } {
    const defaults = Object.entries<ConfigEntry<unknown>>({ exempt: EXEMPT, ...entries }).map(
        ([key, { default: value }]) => [key, value],
    );
    const all = { ...Object.fromEntries(defaults), ...given } as C & { exempt: readonly string[] };
    return { exempt: all.exempt, config: all };
}
