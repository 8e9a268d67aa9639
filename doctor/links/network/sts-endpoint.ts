// Which STS endpoint the pods call: Tempo's S3 client builds its name from AWS_REGION alone.
import { parseArn } from "../../../components/pure/names/arn.ts";
import { partitionOfRegion } from "../../../components/pure/partition.ts";
import type { Subject } from "../../facts.ts";
import type { Finding } from "../../link.ts";
import type { PodView } from "../pods/pod-view.ts";
import { findingOfPods, troubledBy } from "../pods/report.ts";

/** The host that a pod calls. */
export function stsHost({ env }: PodView): string {
    const region = env.get("AWS_REGION") ?? "";
    if (region === "") return "sts.amazonaws.com";
    return `sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** Pods that call an endpoint that is none, or that does not know their role. */
export function stsEndpoints(
    views: readonly PodView[],
    { namespace }: Subject,
    target: { readonly roleArn: string; readonly region: string },
): Finding[] {
    const partition = parseArn(target.roleArn)?.partition ?? "aws";
    const troubled = troubledBy(views, (view) => {
        const region = view.env.get("AWS_REGION") ?? "";
        // The global endpoint is one of the commercial partition.
        const itsPartition = region === "" ? "aws" : partitionOfRegion(region);
        return itsPartition === partition
            ? undefined
            : `AWS_REGION ${region || "is not set"}, so it calls ${stsHost(view)}`;
    });
    const told = {
        summary: `Pods in ${namespace} call an STS endpoint that does not exist, or does not know the role's partition.`,
        remedy: `Set it in the resource: spec.env: [{name: AWS_REGION, value: ${target.region}}] (operator 0.21 or later).`,
    };
    return findingOfPods(
        "network-sts-region",
        troubled,
        told,
        `a Region of ${partition} in AWS_REGION`,
    );
}
