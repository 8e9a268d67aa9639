/** One request to a kube-apiserver, without loading a Kubernetes client. */
import { request } from "node:https";
import type { RequestOptions } from "node:https";

/** How to reach a kube-apiserver: whatever proves who is asking is in `https`. */
export interface ApiAccess {
    readonly server: string;
    readonly https: RequestOptions;
}

/** What the server said. */
export interface ApiResponse {
    readonly status: number;
    readonly body: string;
}

/** What to send. */
export interface ApiCall {
    /** @default "GET" */
    readonly method?: string;
    /** Sent as JSON. */
    readonly body?: unknown;
    /** @default 5000 */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 5000;

/** Access by a bearer token and the server's own CA. */
export function tokenAccess(server: string, ca: string, token: string): ApiAccess {
    return { server, https: { ca, agent: false, headers: { authorization: `Bearer ${token}` } } };
}

/** Rejects when there is no answer at all. */
export function apiRequest(
    access: ApiAccess,
    path: string,
    call: ApiCall = {},
): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
        const body = call.body === undefined ? undefined : JSON.stringify(call.body);
        const sent = request(`${access.server.replace(/\/$/, "")}${path}`, {
            ...access.https,
            method: call.method ?? "GET",
            timeout: call.timeoutMs ?? TIMEOUT_MS,
            signal: call.signal,
            headers: {
                ...(access.https.headers as Record<string, string> | undefined),
                accept: "application/json, application/jwk-set+json",
                ...(body === undefined ? {} : { "content-type": "application/json" }),
            },
        });
        sent.once("timeout", () =>
            sent.destroy(new Error(`no answer from ${access.server}${path}`)),
        );
        sent.once("error", reject);
        sent.once("response", (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.once("error", reject);
            response.once("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                resolve({ status: response.statusCode ?? 0, body: text });
            });
        });
        sent.end(body);
    });
}
