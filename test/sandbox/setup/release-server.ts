/** A web server on loopback that plays the release sites, well or badly. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What to answer at one path. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** The server. */
export interface ReleaseServer {
    readonly url: string;
    /** Paths asked for so far. */
    readonly asked: string[];
    close(): Promise<void>;
}

/** Starts it; a path that is not in the table is answered with 404. */
export async function startReleaseServer(
    answers: Readonly<Record<string, Answer>>,
): Promise<ReleaseServer> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
        const path = request.url ?? "";
        asked.push(path);
        const answer = answers[path];
        if (answer === undefined) response.writeHead(404).end("not here");
        else answer(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        asked,
        close: async () => {
            const closed = new Promise((resolve) => server.close(resolve));
            server.closeAllConnections();
            await closed;
        },
    };
}

/** The whole body at once. */
export function whole(body: Buffer | string): Answer {
    return (response) => {
        response.writeHead(200, { "content-length": Buffer.byteLength(body) }).end(body);
    };
}

/** Half of the body, then the connection is gone. */
export function cutShort(body: Buffer | string): Answer {
    return (response) => {
        response.writeHead(200, { "content-length": Buffer.byteLength(body) });
        response.write(Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2), () => {
            response.destroy();
        });
    };
}

/** Half of the body and then nothing, for ever. */
export function stalling(body: Buffer | string): Answer {
    return (response) => {
        response.writeHead(200, { "content-length": Buffer.byteLength(body) });
        response.write(Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2));
    };
}

/** Not a byte. */
export const silent: Answer = () => undefined;

/** Another place. */
export function moved(location: string): Answer {
    return (response) => {
        response.writeHead(302, { location }).end();
    };
}
