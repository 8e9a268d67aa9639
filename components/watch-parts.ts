// The children of a TempoStsStack that look on: the audit trail, the watch in AWS, and the monitoring in the cluster.
import type * as kubernetes from "@pulumi/kubernetes";

import { AuditTrail } from "./aws/audit-trail.ts";
import type { TraceBucket } from "./aws/trace-bucket.ts";
import { Watch } from "./aws/watch.ts";
import type { WorkloadIdentity } from "./aws/workload-identity.ts";
import { Monitoring } from "./kubernetes/monitoring.ts";
import { expectedCallers } from "./pure/watching/expected-callers.ts";
import type { Plan } from "./stack-plan.ts";

/** The audit trail, where one is wanted. */
export function createAudit(plan: Plan, bucket: TraceBucket): AuditTrail | undefined {
    const { parent, args, names, ownership: owned, partition } = plan;
    if (args.audit.trail === "none") {
        return undefined;
    }
    return new AuditTrail(
        names.audit,
        {
            audit: args.audit,
            traceBucket: bucket.bucketName,
            traceBucketArn: bucket.bucketArn,
            region: args.region,
            partition,
            profile: args.profile,
            retainOnDelete: args.retainOnDelete,
            rolePath: args.rolePath,
            permissionsBoundary: args.permissionsBoundary,
            tags: owned.tags,
        },
        { parent },
    );
}

/** Alarms or rules, where they are wanted. */
export function createWatch(
    plan: Plan,
    bucket: TraceBucket,
    identity: WorkloadIdentity,
    audit: AuditTrail | undefined,
): Watch | undefined {
    const { parent, args, names, ownership: owned } = plan;
    if (args.watch.alarms === "none") {
        return undefined;
    }
    return new Watch(
        names.watch,
        {
            watch: args.watch,
            traceBucket: bucket.bucketName,
            roleArn: identity.roleArn,
            expected: identity.trusted.apply(expectedCallers),
            logGroupName: audit?.logGroupName,
            dataEvents: audit !== undefined,
            region: args.region,
            tags: owned.tags,
        },
        { parent },
    );
}

/** Alerts and dashboard in the cluster, where they are wanted. */
export function createMonitoring(
    { parent, args, names, ownership: owned }: Plan,
    namespace: kubernetes.core.v1.Namespace | undefined,
): Monitoring | undefined {
    const { watch, tempoName } = args;
    if (!watch.prometheusRule && !watch.dashboard) {
        return undefined;
    }
    const { prometheusRule, dashboard, runbooks } = watch;
    return new Monitoring(
        names.monitoring,
        {
            namespace: args.namespace,
            tempoName,
            prometheusRule,
            dashboard,
            runbooks,
            labels: owned.labels,
        },
        { parent, ...(namespace === undefined ? {} : { dependsOn: [namespace] }) },
    );
}
