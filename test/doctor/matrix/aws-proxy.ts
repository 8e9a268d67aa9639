/** A proxy before the AWS emulator: what a doctor is answered can be changed, call by call. */
import { createServer, type IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { buffer } from "node:stream/consumers";
import { readFile } from "node:fs/promises";

import type { AwsConnection } from "../../../stacks/aws/connection.ts";

/** One call, as far as a rule wants to know it. */
export interface AwsCall {
    readonly method: string;
    /** With the query. */
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
    /** Of IAM and STS the `Action`; of KMS its target; else empty. */
    readonly action: string;
}

/** What is answered in place of AWS; `hang` is no answer at all, undefined lets it through. */
export type AwsRule = (
    call: AwsCall,
) => { readonly status: number; readonly body?: string } | "hang" | undefined;

/** A listening proxy. */
export interface AwsProxy {
    /** The connection, led through it. */
    readonly connection: AwsConnection;
    stop(): Promise<void>;
}

/** Starts it before the endpoints of a connection. */
export async function startAwsProxy(to: AwsConnection, rule: AwsRule): Promise<AwsProxy> {
    const upstream = to.endpoints?.s3 ?? "";
    const ca = to.caBundle === undefined ? undefined : await readFile(to.caBundle);
    const agent = new Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) });
    const server = createServer((incoming, response) => {
        void buffer(incoming).then(async (body) => {
            const { method = "", url = "", headers } = incoming;
            const reply = rule({ method, url, headers, action: actionOf(headers, body) });
            if (reply === "hang") return;
            if (reply !== undefined) {
                response.writeHead(reply.status, { "content-type": "text/xml" });
                response.end(method === "HEAD" ? undefined : (reply.body ?? ""));
                return;
            }
            // The signature covers the host that the client has called.
            const outgoing = request(`${upstream}${url}`, { method, headers, agent }, (answer) => {
                response.writeHead(answer.statusCode ?? 502, answer.headers);
                answer.pipe(response);
            });
            outgoing.on("error", () => response.destroy());
            outgoing.end(body);
            await Promise.resolve();
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Whoever forgets to stop it is not kept from ending.
    server.unref();
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const endpoint = `http://127.0.0.1:${port}`;
    return {
        connection: {
            ...to,
            endpoints: { s3: endpoint, sts: endpoint, iam: endpoint, kms: endpoint },
        },
        stop: async () => {
            agent.destroy();
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

function actionOf(headers: IncomingMessage["headers"], body: Buffer): string {
    const target = headers["x-amz-target"];
    if (typeof target === "string") return target.replace(/^.*\./, "");
    const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
    return isForm ? (new URLSearchParams(body.toString()).get("Action") ?? "") : "";
}
