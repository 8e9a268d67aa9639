// From what was configured to all there is to know.
import { join } from "node:path";

import type { IngressType } from "../../components/pure/service-accounts.ts";
import { effectiveRegion, type Given } from "./agreement.ts";
import { DEFAULT_BUILD_NAMESPACE, DEFAULTS } from "./defaults.ts";
import type { Configured } from "./schema.ts";
import type { ProviderArguments, Settings } from "./settings.ts";

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that tells runs of OpenShift CI apart. */
export const BUILD_NAMESPACE_VARIABLE = "OPENSHIFT_BUILD_NAMESPACE";

/** The environment's build namespace, if it says one. */
export function buildNamespaceIn(env: Environment): string | undefined {
    const value = env[BUILD_NAMESPACE_VARIABLE];
    return value === "" ? undefined : value;
}

/** The whole settings, frozen; nothing in them is shared with the configuration they came from. */
export function complete(
    own: Configured,
    given: Given,
    env: Environment,
    secretKeys: readonly string[],
): Settings {
    const settings: Settings = {
        ...own,
        buildNamespace: own.buildNamespace ?? buildNamespaceIn(env) ?? DEFAULT_BUILD_NAMESPACE,
        region: effectiveRegion(given),
        jaegerQuery: {
            enabled: own.jaegerQuery.enabled,
            ingress: { type: own.jaegerQuery.ingress.type ?? ingressTypeFor(own) },
            ...authenticationOf(own),
        },
        kubernetes: {
            context: own.kubernetes.context ?? textIn(given.kubernetes, "context"),
            kubeconfig: own.kubernetes.kubeconfig ?? textIn(given.kubernetes, "kubeconfig"),
        },
        aws: without(given.aws, ["region"]),
        kubernetesProvider: without(given.kubernetes, ["context", "kubeconfig"]),
        awsCredentialsFile: credentialsFile(given.aws, env),
        secretKeys: secretKeys.filter((key) => key.includes(":")),
    };
    return frozen(structuredClone(settings));
}

function ingressTypeFor({ jaegerQuery }: Configured): IngressType {
    return jaegerQuery.enabled ? DEFAULTS.jaegerQuery.ingress.type : "none";
}

function authenticationOf({ jaegerQuery }: Configured): { readonly authentication?: boolean } {
    const { authentication } = jaegerQuery;
    return authentication === undefined ? {} : { authentication };
}

// As the blueprint: the variable alone decides, and AWS's own tools say it when the file is not there.
function credentialsFile(aws: ProviderArguments, env: Environment): string | undefined {
    const folder = env["CLUSTER_PROFILE_DIR"];
    const chosen = folder === undefined || folder === "" || "sharedCredentialsFiles" in aws;
    return chosen ? undefined : join(folder, ".awscred");
}

function without(values: ProviderArguments, names: readonly string[]): ProviderArguments {
    return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function textIn(values: ProviderArguments, name: string): string | undefined {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
}

function frozen<Value>(value: Value): Value {
    if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(frozen);
        Object.freeze(value);
    }
    return value;
}
