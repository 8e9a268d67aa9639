/** How long an operation on an object may wait, and what it says when it gives up. */
import type { OperationOptions } from "../provider-object.ts";
import { ANNOTATIONS, annotation, type KubeObject } from "./kube-object.ts";

const DEFAULT_SECONDS = 600;

/** The request's own limit, else the object's annotation, else ten minutes. */
export function timeoutSeconds(object: KubeObject, options: OperationOptions | undefined): number {
    const asked = options?.timeoutSeconds;
    if (asked !== undefined && asked > 0) return asked;
    const annotated = Number(annotation(object, ANNOTATIONS.timeoutSeconds));
    return Number.isInteger(annotated) && annotated > 0 ? annotated : DEFAULT_SECONDS;
}

/** The time is over before what is waited for came about. */
export class WaitTimeoutError extends Error {
    override readonly name = "WaitTimeoutError";
}
