/** What a stack on a stage is like. */
import type { IngressType } from "../../../components/pure/service-accounts.ts";
import type { Subject } from "../../../doctor/facts.ts";
import type { CredentialMode } from "../../../doctor/facts/cluster.ts";
import type { JsonObject } from "../../../sandbox/operator/cluster/values.ts";
import type { StageNames } from "./stage.ts";

/** A stack's shape. */
export interface Shape {
    readonly kind: Subject["kind"];
    readonly tempoName: string;
    readonly mode: CredentialMode;
    readonly jaeger: boolean;
    readonly ingress: IngressType;
    readonly secretName: string;
    /** The part of the bucket that the instance keeps to. @default - all of it */
    readonly prefix: string | undefined;
    /** A service account that the harness makes and annotates. @default - the operator's */
    readonly serviceAccount: string | undefined;
    /** Merged into the specification. */
    readonly spec: JsonObject | ((names: StageNames) => JsonObject);
    /** Whether only ingester and query frontend have pods: less to wait for. */
    readonly lean: boolean;
    /** What the pod identity webhook does with this namespace's pods. */
    readonly webhook: "works" | "passes over";
    /** The Region by default that the webhook writes. @default - the bucket's */
    readonly webhookRegion: string | undefined;
}

/** The blueprint's. */
export const USUAL: Shape = {
    kind: "tempostack",
    tempoName: "tmstack",
    mode: "token",
    jaeger: true,
    ingress: "route",
    secretName: "aws-sts",
    prefix: undefined,
    serviceAccount: undefined,
    spec: {},
    lean: false,
    webhook: "works",
    webhookRegion: undefined,
};
