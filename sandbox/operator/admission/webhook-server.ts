/** The https server on loopback that the API server asks before it stores an object. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";

import { makeServerCertificate } from "../../aws/certificates.ts";
import { parseJson } from "../cluster/values.ts";
import { answerReview, readReview, type AdmissionRequest, type Verdict } from "./review.ts";

/** Decides about one object. */
export type AdmissionHandler = (request: AdmissionRequest) => Promise<Verdict> | Verdict;

/** What the server answers and how. */
export interface WebhookServerOptions {
    /** One handler per URL path. */
    readonly handlers: Readonly<Record<string, AdmissionHandler>>;
    /** Address to listen on, and to be called at. @default 127.0.0.1 */
    readonly host?: string | undefined;
    /** Told when a handler fails; the request it belonged to is refused. */
    readonly onError: (error: Error) => void;
}

/** A listening webhook server. */
export interface WebhookServer {
    /** `https://host:port`. */
    readonly url: string;
    /** PEM of the authority behind its certificate. */
    readonly ca: string;
    stop(): Promise<void>;
}

/** Kubernetes refuses objects long before this. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

/** Starts to listen on a free port. */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
    const host = options.host ?? "127.0.0.1";
    const { ca, certificate, privateKey } = await makeServerCertificate([host]);
    const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
        void respond(options, request, response);
    });
    // The API server keeps its connections for longer than Node does, and would lose a request on one that has just ended.
    server.keepAliveTimeout = 0;
    const port = await listen(server, host);
    return { url: `https://${host}:${String(port)}`, ca, stop: async () => close(server) };
}

async function respond(
    options: WebhookServerOptions,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    try {
        const path = new URL(request.url ?? "/", "https://webhook").pathname;
        const handler = options.handlers[path];
        if (!handler || request.method !== "POST") {
            send(response, 404, { error: `no webhook at ${request.method ?? ""} ${path}` });
            return;
        }
        const review = readReview(parseJson(await readBody(request)));
        send(response, 200, answerReview(review.uid, await handler(review)));
    } catch (error) {
        options.onError(new Error(`A webhook failed: ${String(error)}`, { cause: error }));
        send(response, 500, { error: String(error) });
    }
}

function send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
    request.setEncoding("utf8");
    let text = "";
    for await (const chunk of request) {
        text += String(chunk);
        if (text.length > LARGEST_BODY_BYTES) throw new Error("the request is too large");
    }
    return text;
}

async function listen(server: Server, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, host, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error(`Expected a port for the webhooks on ${host}, got ${String(address)}`);
    }
    return address.port;
}

async function close(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => {
        // An error says only that the server does not listen, which is what is wanted.
        server.close(() => {
            resolve();
        });
    });
    server.closeAllConnections();
    await closed;
}
