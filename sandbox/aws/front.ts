/** The door to the emulator: https and plain http for every service, with what AWS would check before it. */
import type { Server } from "node:http";
import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";

import { AwsError, errorAnswer } from "./aws-error.ts";
import type { Answer } from "./aws-error.ts";
import type { ServerCertificate } from "./certificates.ts";
import { readHead } from "./credential-scope.ts";
import type { RequestHead } from "./credential-scope.ts";
import { EmulatorAgent, forward } from "./forward.ts";
import type { PrivateIam } from "./private-iam.ts";
import { drain, readShortBody } from "./request-body.ts";
import { dialectOf, passGate } from "./request-gate.ts";
import { readStsCall } from "./sts-call.ts";
import { exchangeWebIdentity } from "./web-identity/exchange.ts";
import type { KeysFor } from "./web-identity/exchange.ts";

/** What a front stands before. */
export interface FrontOptions {
    /** Where the emulator listens. */
    readonly socketPath: string;
    readonly certificate: ServerCertificate;
    /** The emulator's IAM, asked for providers and roles. */
    readonly iam: PrivateIam;
    readonly keysFor: KeysFor;
    /** @default the computer's clock */
    readonly now?: () => Date;
}

/** An open door. */
export interface Front {
    /** `https://127.0.0.1:<port>`, every service. */
    readonly endpoint: string;
    /** `http://127.0.0.1:<port>`, every service, `aws:SecureTransport` false. */
    readonly plainHttpEndpoint: string;
    /** Closes it and every connection. Idempotent. */
    stop(): Promise<void>;
}

type Scheme = "http" | "https";
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A web identity token may be 20000 characters long and come in the request line, escaped. */
const HEADER_LIMIT = 128 * 1024;
/** Longer than clients keep a connection, so that it is they who close it. */
const KEEP_ALIVE_MS = 75_000;

/** Opens the front on two free ports of the loopback interface. */
export async function startFront(options: FrontOptions): Promise<Front> {
    const agent = new EmulatorAgent(options.socketPath);
    const { certificate, privateKey } = options.certificate;
    const server = {
        maxHeaderSize: HEADER_LIMIT,
        keepAliveTimeout: KEEP_ALIVE_MS,
        requestTimeout: 0,
    };
    const secure = createHttpsServer(
        { ...server, cert: certificate, key: privateKey, minVersion: "TLSv1.2" },
        handlerFor("https", options, agent),
    );
    const plain = createHttpServer(server, handlerFor("http", options, agent));
    const stop = async (): Promise<void> => {
        await Promise.all([close(secure), close(plain)]);
        agent.destroy();
    };
    try {
        const [securePort, plainPort] = await Promise.all([listen(secure), listen(plain)]);
        return {
            endpoint: `https://127.0.0.1:${securePort}`,
            plainHttpEndpoint: `http://127.0.0.1:${plainPort}`,
            stop,
        };
    } catch (cause) {
        await stop();
        throw cause;
    }
}

function handlerFor(scheme: Scheme, options: FrontOptions, agent: EmulatorAgent): Handler {
    return (request, response) => {
        const head = readHead(request.method ?? "GET", request.url ?? "/", request.rawHeaders);
        handle({ scheme, options, agent, head, request, response }).catch(
            async (reason: unknown) => {
                response.shouldKeepAlive = await drain(request);
                send(response, errorAnswer(asAwsError(reason), dialectOf(head), head.path));
            },
        );
    };
}

async function handle(of: {
    scheme: Scheme;
    options: FrontOptions;
    agent: EmulatorAgent;
    head: RequestHead;
    request: IncomingMessage;
    response: ServerResponse;
}): Promise<void> {
    const { scheme, options, agent, head, request, response } = of;
    const { toSts, scope } = passGate(head);
    if (!toSts) {
        await forward(agent, { head, body: request, scheme }, response);
        return;
    }
    const body = await readShortBody(request);
    const call = readStsCall(head, body, scope);
    if (call.kind === "forward") {
        await forward(agent, { head, body, scheme }, response);
    } else if (call.kind === "answer") {
        send(response, call.answer);
    } else {
        const { iam, keysFor, now = () => new Date() } = options;
        send(response, await exchangeWebIdentity(call.parameters, { agent, iam, keysFor, now }));
    }
}

function asAwsError(reason: unknown): AwsError {
    if (reason instanceof AwsError) return reason;
    const message = reason instanceof Error ? reason.message : String(reason);
    return new AwsError(500, "InternalFailure", `The sandbox's AWS front failed: ${message}`, {
        cause: reason,
    });
}

function send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed || response.headersSent) {
        response.destroy();
        return;
    }
    const body = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
    response.end(response.req.method === "HEAD" ? undefined : body);
}

async function listen(server: Server): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            server.off("error", reject);
            resolve((server.address() as AddressInfo).port);
        });
    });
}

async function close(server: Server): Promise<void> {
    return new Promise((resolve) => {
        // An error here only says that it was not open.
        server.close(() => {
            resolve();
        });
        server.closeAllConnections();
    });
}
