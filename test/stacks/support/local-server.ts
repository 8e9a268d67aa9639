// A small server of its own for each test: real HTTP, answers from a table.
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import type { ServerCertificate } from "../../../sandbox/aws/certificates.ts";

/** A request as it came in. */
export interface Received {
    readonly method: string;
    /** Path and query. */
    readonly url: string;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
}

/** An answer; an object becomes JSON, a text goes as it is. */
export interface Reply {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** A running server. */
export interface LocalServer {
    readonly url: string;
    readonly received: Received[];
    stop(): Promise<void>;
}

/** Starts a server that answers what `answer` says; `"hang"` answers nothing. */
export async function localServer(
    answer: (request: Received) => Reply | "hang" | Promise<Reply | "hang">,
    certificate?: ServerCertificate,
): Promise<LocalServer> {
    const received: Received[] = [];
    const listener: http.RequestListener = (request, response) => {
        void (async () => {
            const { method = "", url = "", headers } = request;
            const seen = { method, url, headers, body: await text(request) };
            received.push(seen);
            const reply = await answer(seen);
            if (reply === "hang") {
                return;
            }
            const { body = "" } = reply;
            const isText = typeof body === "string";
            response.writeHead(reply.status, {
                "content-type": isText ? "application/xml" : "application/json",
                ...reply.headers,
            });
            response.end(isText ? body : JSON.stringify(body));
        })();
    };
    const server =
        certificate === undefined
            ? http.createServer(listener)
            : https.createServer(
                  { cert: certificate.certificate, key: certificate.privateKey },
                  listener,
              );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `${certificate === undefined ? "http" : "https"}://127.0.0.1:${port}`,
        received,
        stop: async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

/** The content of a kubeconfig that leads to a server, as a user with a token. */
export function kubeconfigFor(url: string, ca?: string): string {
    const trust =
        ca === undefined
            ? { "insecure-skip-tls-verify": true }
            : { "certificate-authority-data": Buffer.from(ca).toString("base64") };
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: { server: url, ...trust } }],
        users: [{ name: "u", user: { token: "user-token" } }],
        contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
        "current-context": "here",
    });
}
