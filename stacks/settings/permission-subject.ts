// A stack's settings as the question which rights it needs wants them.
import type { ClusterSubject } from "../../components/pure/permissions/cluster-role.ts";
import { partitionOfRegion } from "../../components/pure/partition.ts";
import type { PermissionSubject, StatePlace } from "../../components/pure/permissions/subject.ts";
import { tracingName } from "../../components/pure/names/physical-names.ts";
import type { Settings } from "./settings.ts";

/** What the settings alone do not say. */
export interface PermissionPlace {
    /** Twelve digits. */
    readonly accountId: string;
    /** A pattern such as `tracing-*` that stands for bucket and role: for a CI that makes many. @default - the settings' own names */
    readonly names?: string | undefined;
    readonly state?: StatePlace | undefined;
}

/** The subject. */
export function permissionSubject(settings: Settings, place: PermissionPlace): PermissionSubject {
    const { identity, region, namespace, tempoName, buildNamespace } = settings;
    const { accountId, names, state } = place;
    const made = names ?? tracingName(namespace, buildNamespace);
    return {
        partition: partitionOfRegion(region) ?? "aws",
        accountId,
        region,
        profile: settings.profile,
        namespace,
        tempoName,
        bucketName: settings.bucketName ?? made,
        roleName: settings.roleName ?? made,
        rolePath: identity.path,
        policyKind: identity.policyKind,
        permissionsBoundary: identity.permissionsBoundary,
        adoptRole: identity.adopt,
        retainOnDelete: settings.retainOnDelete,
        issuer: settings.issuer ?? "*",
        kmsKeyArn: settings.kmsKeyArn,
        encryption: settings.encryption,
        bucket: settings.bucket,
        trust: settings.trust,
        oidcProvider: settings.oidcProvider,
        audit: settings.audit,
        watch: settings.watch,
        state,
    };
}

/** The same for the question what is asked of the cluster. */
export function clusterSubject(settings: Settings): ClusterSubject {
    const { traceCheck, handshake, jaegerQuery, watch, issuer } = settings;
    return {
        traceCheck: traceCheck.enabled,
        handshake: handshake.enabled,
        route: jaegerQuery.ingress.type === "route",
        prometheusRule: watch.prometheusRule,
        issuer: issuer === undefined,
    };
}
