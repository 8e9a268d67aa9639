/** Stands between a sweep and the sandbox's AWS: passes everything on, but for what a test has answered otherwise. */
import { readFile } from "node:fs/promises";
import { request as send, type RequestOptions } from "node:https";
import { text } from "node:stream/consumers";

import type { AwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import {
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";

/** Starts it; `answer` says what is not to be passed on. */
export async function startProxy(
    { endpoint, caFile }: Pick<AwsSandbox, "endpoint" | "caFile">,
    answer: (request: Received) => Reply | undefined,
): Promise<LocalServer> {
    const ca = await readFile(caFile, "utf8");
    return localServer(async (request) => answer(request) ?? passOn(endpoint, ca, request));
}

/** The operation of a request to IAM or STS; for S3, method and path. */
export function operationOf({ method, url, body }: Received): string {
    return new URLSearchParams(body).get("Action") ?? `${method} ${url}`;
}

// With its own headers, the host's too: all of them are signed.
async function passOn(endpoint: string, ca: string, request: Received): Promise<Reply> {
    const { method, headers, body } = request;
    const options: RequestOptions = { method, headers, ca };
    return new Promise((resolve, reject) => {
        const forwarded = send(new URL(request.url, endpoint), options, (answer) => {
            text(answer).then((content) => {
                const type = answer.headers["content-type"] ?? "application/xml";
                const status = answer.statusCode ?? 0;
                resolve({ status, body: content, headers: { "content-type": type } });
            }, reject);
        });
        forwarded.on("error", reject);
        forwarded.end(body);
    });
}
