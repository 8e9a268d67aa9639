/** The operator's verdict on a TempoStack, with its own words. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { OperatorSettings } from "../settings.ts";
import { duplicate, invalid, required, type FieldError } from "./field-error.ts";
import { quorum } from "./sizes.ts";
import type { StackSpec } from "./stack-spec.ts";
import {
    judgeStorage,
    warningsOf,
    type Entries,
    type Lookup,
    type StorageRequest,
} from "./storage.ts";
import { observabilityErrors } from "./validate-observability.ts";
import { gatewayErrors, tenantErrors } from "./validate-tenancy.ts";

/** What has to be known of the cluster for a verdict. */
export interface StackSurroundings {
    readonly secret: Lookup<Entries>;
    /** Undefined when no authority is named. */
    readonly authority?: Lookup<Entries> | undefined;
    /** Why the custom service account cannot be used; undefined when it can, or is the default. */
    readonly serviceAccountProblem?: string | undefined;
    /** Whether a TempoMonolithic of this name exists. */
    readonly monolithicExists: boolean;
}

/** Errors refuse the object; warnings are shown to whoever sent it. */
export interface Findings {
    readonly errors: readonly FieldError[];
    readonly warnings: readonly string[];
}

/** A name is used as a label value. */
const LONGEST_NAME = 63;

/** Judges a TempoStack that has its defaults. */
export function validateStack(
    name: string,
    spec: StackSpec,
    surroundings: StackSurroundings,
    settings: OperatorSettings,
): Findings {
    const storage = judgeStorage(storageRequest(spec), surroundings.secret, surroundings.authority);
    const later = warningsOf(storage.errors ?? []);
    return {
        errors: [
            ...nameErrors(name),
            ...serviceAccountErrors(name, spec, surroundings),
            ...(later.length > 0 ? [] : (storage.errors ?? [])),
            ...replicationErrors(spec),
            ...zoneErrors(spec),
            ...queryFrontendErrors(spec, settings),
            ...gatewayErrors(spec, settings),
            ...tenantErrors(spec),
            ...observabilityErrors(spec),
            ...deprecatedFieldErrors(spec),
            ...receiverErrors(spec, settings),
            ...metricsGeneratorErrors(spec),
            ...conflictErrors(name, surroundings),
        ],
        warnings: [...later, ...stackWarnings(spec, settings)],
    };
}

/** A TempoStack's storage, in the form in which storage is judged. */
export function storageRequest({ storage }: StackSpec): StorageRequest {
    return {
        secretName: storage.secret.name,
        type: storage.secret.type,
        credentialMode: storage.secret.credentialMode,
        tlsEnabled: storage.tls.enabled,
        caName: storage.tls.caName,
        secretField: "spec.storage.secret.name",
        caField: "spec.storage.tls.caName",
    };
}

/** The name as every kind of Tempo has to have it. */
export function nameErrors(name: string): readonly FieldError[] {
    return name.length > LONGEST_NAME
        ? [
              invalid(
                  "metadata.name",
                  name,
                  `must be no more than ${String(LONGEST_NAME)} characters`,
              ),
          ]
        : [];
}

function stackWarnings(spec: StackSpec, settings: OperatorSettings): readonly string[] {
    const told: readonly (readonly [boolean, string])[] = [
        [
            spec.extraConfig?.["tempo"] !== undefined,
            "override tempo configuration could potentially break the stack, use it carefully",
        ],
        [
            spec.size !== undefined && spec.resources.total !== undefined,
            "both spec.size and spec.resources.total are specified; spec.size takes precedence for resource allocation",
        ],
        [
            spec.template.queryFrontend.jaegerQuery.enabled,
            "spec.template.queryFrontend.jaegerQuery.enabled is deprecated and will be removed in a future release",
        ],
        [
            !spec.template.gateway.enabled && settings.gates.noAuthWarning,
            "TempoStack instances without gateway provide no authentication or authorization on the ingest or query paths, and are not supported on OpenShift",
        ],
    ];
    return told.filter(([applies]) => applies).map(([, warning]) => warning);
}

function serviceAccountErrors(
    name: string,
    { serviceAccount }: StackSpec,
    { serviceAccountProblem }: StackSurroundings,
): readonly FieldError[] {
    // The default one is made by the operator, later.
    return serviceAccount === operandName(name) || serviceAccountProblem === undefined
        ? []
        : [invalid("spec.serviceAccount", serviceAccount, serviceAccountProblem)];
}

function replicationErrors(spec: StackSpec): readonly FieldError[] {
    const factor = spec.replicationFactor ?? 0;
    const needed = quorum(factor);
    if ((spec.template.ingester.replicas ?? 0) >= needed) return [];
    const detail = `replica factor of ${String(factor)} requires at least ${String(needed)} ingester replicas`;
    return [invalid("spec.ReplicationFactor", factor, detail)];
}

function zoneErrors({ replicationZones = [] }: StackSpec): readonly FieldError[] {
    const keys = replicationZones.map((zone) => zone.topologyKey);
    const index = keys.findIndex((key, position) => keys.indexOf(key) < position);
    return index < 0
        ? []
        : [duplicate(`spec.replicationZones[${String(index)}].topologyKey`, keys[index])];
}

function queryFrontendErrors(
    { template }: StackSpec,
    { gates }: OperatorSettings,
): readonly FieldError[] {
    const { enabled, ingress, monitorTab } = template.queryFrontend.jaegerQuery;
    const path = "spec.template.queryFrontend.jaegerQuery";
    const isExposed = ingress.type === "ingress" || ingress.type === "route";
    if (isExposed && !enabled) {
        const detail = "Ingress cannot be enabled if jaegerQuery is disabled";
        return [invalid(`${path}.ingress.type`, ingress.type, detail)];
    }
    if (ingress.type === "route" && !gates.route) {
        const detail =
            "Please enable the featureGates.openshift.openshiftRoute feature gate to use Routes";
        return [invalid(`${path}.ingress.type`, ingress.type, detail)];
    }
    return monitorTab.enabled && monitorTab.prometheusEndpoint === ""
        ? [
              invalid(
                  `${path}.monitorTab.prometheusEndpoint`,
                  "",
                  "Prometheus endpoint must be set when monitoring is enabled",
              ),
          ]
        : [];
}

function deprecatedFieldErrors({ limits }: StackSpec): readonly FieldError[] {
    const detail = "this field is deprecated and must be unset";
    const all = [
        { path: "spec.limits.global", value: limits.global.query.maxSearchBytesPerTrace },
        ...Object.entries(limits.perTenant ?? {}).map(([tenant, { query }]) => ({
            path: `spec.limits.perTenant[${tenant}]`,
            value: query.maxSearchBytesPerTrace,
        })),
    ];
    return all
        .filter(({ value }) => value !== undefined)
        .slice(0, 1)
        .map(({ path, value }) => invalid(`${path}.query.maxSearchBytesPerTrace`, value, detail));
}

function receiverErrors(
    { template }: StackSpec,
    { gates }: OperatorSettings,
): readonly FieldError[] {
    const { enabled, certName } = template.distributor.tls;
    return enabled && certName === undefined && !gates.servingCertificates
        ? [invalid("spec.template.distributor.tls.cert", "", "need to specify cert secret name")]
        : [];
}

function metricsGeneratorErrors({ template }: StackSpec): readonly FieldError[] {
    const { enabled, remoteWriteURLs } = template.metricsGenerator;
    return enabled && remoteWriteURLs === undefined
        ? [
              required(
                  "spec.template.metricsGenerator.remoteWriteURLs",
                  "at least one remote write URL is required when the metrics-generator is enabled",
              ),
          ]
        : [];
}

function conflictErrors(
    name: string,
    { monolithicExists }: StackSurroundings,
): readonly FieldError[] {
    const detail =
        "Cannot create a TempoStack with the same name as a TempoMonolithic instance in the same namespace";
    return monolithicExists ? [invalid("metadata.name", name, detail)] : [];
}
