/** Hands a request on to the emulator and its answer back, without holding either in memory. */
import { Agent, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { AwsError } from "./aws-error.ts";
import type { RequestHead } from "./credential-scope.ts";

/** Headers that speak of one connection only. */
const HOP_BY_HOP = new Set([
    ...[
        "connection",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "te",
        "trailer",
        "upgrade",
    ],
]);
/** How the emulator learns of TLS. Whatever a client says here is dropped: only the front knows. */
const SCHEME = "x-forwarded-proto";
const FORWARDED = new Set([
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    SCHEME,
]);

/** One request on its way. */
export interface Hop {
    readonly head: RequestHead;
    readonly body: Readable | Buffer;
    readonly scheme: "http" | "https";
}

/** Connections to the emulator's socket, kept open between requests. */
export class EmulatorAgent extends Agent {
    readonly #socketPath: string;

    constructor(socketPath: string) {
        // Shorter than the emulator's own 75 s, so that it never closes one that is about to be used.
        super({ keepAlive: true, maxFreeSockets: 64, timeout: 60_000 });
        this.#socketPath = socketPath;
    }

    override createConnection(): Duplex {
        return connect(this.#socketPath);
    }
}

/**
 * Forwards one request. Method, path, Host and every other header stay as they came, so that the signature holds.
 *
 * @throws AwsError 503 when the emulator does not answer and nothing has been sent to the client yet
 */
export async function forward(agent: Agent, hop: Hop, response: ServerResponse): Promise<void> {
    const { head, body, scheme } = hop;
    const upstream = request({
        agent,
        method: head.method,
        path: head.target,
        headers: [...passedOn(head.rawHeaders), SCHEME, scheme],
    });
    const onClose = (): void => {
        if (!response.writableFinished) upstream.destroy();
    };
    response.once("close", onClose);
    const answered = answerOf(upstream);
    try {
        if (Buffer.isBuffer(body)) {
            upstream.end(body);
        } else {
            // An upload may break off because the answer came before its end; a real failure fails the answer too.
            pipeline(body, upstream).catch(() => undefined);
        }
        const answer = await answered;
        response.sendDate = false;
        response.writeHead(
            answer.statusCode ?? 502,
            answer.statusMessage,
            passedOn(answer.rawHeaders).filter(notTransferEncoding),
        );
        await pipeline(answer, response);
    } catch (cause) {
        upstream.destroy();
        if (response.destroyed || response.headersSent) {
            response.destroy();
            return;
        }
        throw new AwsError(
            503,
            "ServiceUnavailable",
            "The sandbox's AWS emulator does not answer.",
            {
                cause,
            },
        );
    } finally {
        response.off("close", onClose);
    }
}

async function answerOf(upstream: ReturnType<typeof request>): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
        upstream.once("response", resolve);
        // It may report more than one, and an unheard one would end this process.
        upstream.on("error", reject);
    });
}

function passedOn(rawHeaders: readonly string[]): string[] {
    return rawHeaders.filter((_, index) => {
        const name = rawHeaders[index - (index % 2)]?.toLowerCase() ?? "";
        return !HOP_BY_HOP.has(name) && !FORWARDED.has(name);
    });
}

/** Node frames the answer anew. */
function notTransferEncoding(_: string, index: number, rawHeaders: string[]): boolean {
    return rawHeaders[index - (index % 2)]?.toLowerCase() !== "transfer-encoding";
}
