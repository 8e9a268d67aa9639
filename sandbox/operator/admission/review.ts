/** AdmissionReview, the question that an API server asks a webhook and the answer it expects. */
import { isJsonObject, jsonObject, textOf, valueAt, type JsonObject } from "../cluster/values.ts";

/** The part of the question that the webhooks here read. */
export interface AdmissionRequest {
    readonly uid: string;
    readonly operation: string;
    readonly namespace: string;
    readonly name: string;
    /** The object as it would be stored; empty on DELETE. */
    readonly object: JsonObject;
    /** The object as it is stored; empty on CREATE. */
    readonly oldObject: JsonObject;
}

/** One step of a JSON patch. */
export interface PatchStep {
    readonly op: "add" | "replace" | "remove";
    readonly path: string;
    readonly value?: unknown;
}

/** What a webhook decides. */
export interface Verdict {
    readonly allowed: boolean;
    readonly warnings?: readonly string[];
    /** Changes to the object. @default none */
    readonly patch?: readonly PatchStep[];
    /** Why it was refused, in the form of Kubernetes' `Status`. */
    readonly status?: JsonObject;
}

/** Reads the question. @throws Error when the body is no AdmissionReview */
export function readReview(body: unknown): AdmissionRequest {
    const request = valueAt(body, "request");
    const uid = textOf(valueAt(request, "uid"));
    if (!isJsonObject(request) || uid === undefined) {
        throw new Error("Expected an AdmissionReview with request.uid");
    }
    return {
        uid,
        operation: textOf(request["operation"]) ?? "",
        namespace: textOf(request["namespace"]) ?? "",
        name: textOf(request["name"]) ?? "",
        object: jsonObject(request["object"]),
        oldObject: jsonObject(request["oldObject"]),
    };
}

/** Writes the answer to a question. */
export function answerReview(uid: string, verdict: Verdict): JsonObject {
    const patch = verdict.patch ?? [];
    return {
        apiVersion: "admission.k8s.io/v1",
        kind: "AdmissionReview",
        response: {
            uid,
            allowed: verdict.allowed,
            ...(verdict.warnings?.length ? { warnings: verdict.warnings } : {}),
            ...(verdict.status ? { status: verdict.status } : {}),
            ...(patch.length > 0
                ? {
                      patchType: "JSONPatch",
                      patch: Buffer.from(JSON.stringify(patch)).toString("base64"),
                  }
                : {}),
        },
    };
}

/** A refusal because the object cannot be read, as controller-runtime answers it. */
export function unreadable(message: string): Verdict {
    return { allowed: false, status: { code: 400, message } };
}
