/** Asks a policy about resources as the engine would: unknown values behind the SDK's own proxy, configuration as given. */
import { createRequire } from "node:module";

import type {
    PolicyResource,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";

import { isUnknownValue } from "../../policy-pack/reading/unknown.ts";

/** A resource as a spec writes it. */
export interface Given {
    readonly type: string;
    /** @default "it" */
    readonly name?: string;
    readonly props?: Record<string, unknown>;
    /** The members of its Pulumi provider. @default - it has none */
    readonly provider?: Record<string, unknown>;
    /** For a member, the names of the resources that it comes from. @default - none */
    readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** What the engine would tell. */
export interface Verdict {
    /** Each with the name of the resource before it. */
    readonly violations: readonly string[];
    /** Why the policy could not be judged wholly during a preview. */
    readonly doubt?: string;
    readonly notApplicable?: true;
}

/** What the SDK puts where a text is not known yet. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The same for a switch. */
export const UNKNOWN_SWITCH = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";

// The SDK exports it, but declares no type for it.
const { unknownCheckingProxy } = createRequire(import.meta.url)("@pulumi/policy") as {
    readonly unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

class NotApplicable extends Error {}

/** The verdict about all these resources: one after the other, or together, as the policy wants it. */
export async function judge(
    policy: ResourceValidationPolicy | StackValidationPolicy,
    given: readonly Given[],
    config: object = {},
): Promise<Verdict> {
    const violations: string[] = [];
    const resources = given.map((each) => policyResource(each, config));
    link(resources, given);
    const report = (message: string, urn?: string): void => {
        violations.push(`${urn?.split("::").at(-1) ?? ""}: ${message}`);
    };
    try {
        if ("validateStack" in policy) {
            await policy.validateStack(stackArgs(resources, config), report);
        } else {
            const { validateResource } = policy;
            if (typeof validateResource !== "function") throw new Error("one function is expected");
            for (const each of resources) {
                await validateResource(each, (message) => {
                    report(message, each.urn);
                });
            }
        }
    } catch (error) {
        if (isUnknownValue(error)) return { violations, doubt: error.message };
        if (error instanceof NotApplicable) return { violations, notApplicable: true };
        throw error;
    }
    return { violations };
}

type Asked = ResourceValidationArgs & PolicyResource;

function policyResource(given: Given, config: object): Asked {
    const { type, name = "it", props = {}, provider } = given;
    return {
        ...{ type, name, urn: `urn:pulumi:dev::spec::${type}::${name}` },
        props: unknownCheckingProxy(props),
        opts: {
            ...{ protect: false, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] },
            customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
        },
        ...(provider === undefined ? {} : { provider: providerOf(provider) }),
        dependencies: [],
        propertyDependencies: {},
        stackTags: new Map(),
        isType: () => false,
        asType: () => undefined,
        getConfig: () => config as never,
        notApplicable,
    };
}

function providerOf(props: Record<string, unknown>): Asked["provider"] & object {
    return { type: "pulumi:providers:aws", props, urn: "", name: "aws" };
}

function link(resources: readonly Asked[], given: readonly Given[]): void {
    resources.forEach((resource, index) => {
        for (const [key, names] of Object.entries(given[index]?.from ?? {})) {
            resource.propertyDependencies[key] = resources.filter(({ name }) =>
                names.includes(name),
            );
        }
    });
}

function stackArgs(
    resources: PolicyResource[],
    config: object,
): Parameters<StackValidationPolicy["validateStack"]>[0] {
    return {
        resources,
        stackTags: new Map(),
        getConfig: () => config as never,
        notApplicable,
    };
}

function notApplicable(): never {
    throw new NotApplicable();
}
