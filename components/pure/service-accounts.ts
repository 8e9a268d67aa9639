// Which service accounts the pods of a Tempo instance use, and how STS sees them.
import { operandName } from "./names/operand-names.ts";

/** How the Jaeger UI is reached from outside the cluster. */
export type IngressType = "route" | "ingress" | "none";

/** The Jaeger UI of a Tempo instance. */
export interface JaegerQueryShape {
    readonly enabled: boolean;
    readonly ingressType: IngressType;
    /** Whether OpenShift's login stands before a Route. @default true */
    readonly authentication?: boolean | undefined;
}

/** What decides on the service accounts of a Tempo instance. */
export interface TempoShape {
    readonly tempoName: string;
    readonly jaegerQuery: JaegerQueryShape;
}

/**
 * The service accounts that the pods of this instance really use: one for all, and one of its own for the query
 * frontend where OpenShift's login proxy stands before the Jaeger UI's Route.
 */
export function serviceAccountNames(shape: TempoShape): string[] {
    const base = operandName(shape.tempoName);
    return hasLoginProxy(shape.jaegerQuery)
        ? [base, operandName(shape.tempoName, "query-frontend")]
        : [base];
}

/** A service account as STS sees it: the `sub` of its tokens. */
export function serviceAccountSubject(namespace: string, name: string): string {
    return `system:serviceaccount:${namespace}:${name}`;
}

function hasLoginProxy({ enabled, ingressType, authentication }: JaegerQueryShape): boolean {
    return enabled && ingressType === "route" && authentication !== false;
}
