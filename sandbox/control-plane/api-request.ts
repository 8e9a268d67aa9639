/** One request to a kube-apiserver with its own CA, without loading a Kubernetes client. */
import { request } from "node:https";

/** How to reach a kube-apiserver. */
export interface ApiAccess {
    readonly server: string;
    readonly ca: string;
    readonly token: string;
}

/** What the server said. */
export interface ApiResponse {
    readonly status: number;
    readonly body: string;
}

/** Sends JSON when there is a body. Rejects when there is no answer at all. */
export function apiRequest(
    access: ApiAccess,
    path: string,
    options: {
        readonly method?: string;
        readonly body?: unknown;
        readonly timeoutMs?: number;
    } = {},
): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
        const body = options.body === undefined ? undefined : JSON.stringify(options.body);
        const call = request(
            new URL(path, access.server),
            {
                method: options.method ?? "GET",
                ca: access.ca,
                agent: false,
                timeout: options.timeoutMs ?? 5000,
                headers: {
                    authorization: `Bearer ${access.token}`,
                    accept: "application/json, application/jwk-set+json",
                    ...(body === undefined ? {} : { "content-type": "application/json" }),
                },
            },
            (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.once("error", reject);
                response.once("end", () => {
                    const text = Buffer.concat(chunks).toString("utf8");
                    resolve({ status: response.statusCode ?? 0, body: text });
                });
            },
        );
        call.once("timeout", () =>
            call.destroy(new Error(`no answer from ${access.server}${path}`)),
        );
        call.once("error", reject);
        call.end(body);
    });
}
