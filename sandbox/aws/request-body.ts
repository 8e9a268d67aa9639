/** Reads a body that is meant to be short. */
import type { IncomingMessage } from "node:http";

import { AwsError } from "./aws-error.ts";

/** A call to STS has at most a token of 20000 and a policy of 2048 characters, each up to three times as long escaped. */
const LIMIT = 256 * 1024;
/** How much of a body that is too long is still read, so that the client gets to see the refusal. */
const PATIENCE = 64 * 1024 * 1024;

/**
 * Reads all of it.
 *
 * @throws AwsError 413 when it is longer than a call to STS can be
 */
export async function readShortBody(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request.iterator({
        destroyOnReturn: false,
    }) as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > LIMIT) {
            throw new AwsError(
                413,
                "RequestEntityTooLarge",
                `The request body is longer than ${LIMIT} bytes.`,
            );
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

/**
 * Reads on and forgets, after a refusal: a client that is still sending would otherwise see a broken connection and
 * not the refusal.
 *
 * @returns whether the end was reached, so that the connection can be used again
 */
export async function drain(request: IncomingMessage): Promise<boolean> {
    if (request.complete) return true;
    return new Promise((resolve) => {
        let length = 0;
        request.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length > PATIENCE) resolve(false);
        });
        request.once("end", () => {
            resolve(true);
        });
        request.once("close", () => {
            resolve(false);
        });
        request.resume();
    });
}
