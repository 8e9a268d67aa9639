/** Downloads with a checksum and an end: nothing that hangs, is cut short or is something else gets through. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bounds of a download. */
export interface DownloadOptions {
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds without a byte after which the server counts as hanging. @default 15000 */
    readonly idleMs?: number | undefined;
    /** Milliseconds for the whole of it. @default 600000 */
    readonly totalMs?: number | undefined;
    /** Called as bytes arrive; `total` is undefined where the server does not say. */
    readonly onBytes?: ((received: number, total: number | undefined) => void) | undefined;
}

const IDLE_MS = 15_000;
const TOTAL_MS = 600_000;
const MAX_REDIRECTS = 5;
const MAX_TEXT_BYTES = 1_000_000;

/** Writes what `url` gives to `file`, which appears only when its SHA-256 is the expected one. */
export async function downloadFile(
    url: string,
    file: string,
    sha256: string,
    options: DownloadOptions = {},
): Promise<void> {
    const part = `${file}.part`;
    try {
        const found = await receive(url, part, options);
        if (found !== sha256) {
            throw new Error(`expected ${url} to have SHA-256 ${sha256}, found ${found}`);
        }
        await rename(part, file);
    } finally {
        await rm(part, { force: true });
    }
}

/** A small text, such as a checksum file. */
export async function downloadText(url: string, options: DownloadOptions = {}): Promise<string> {
    return bounded(options, async (signal) => {
        const response = await open(url, options, signal);
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of response as AsyncIterable<Buffer>) {
            size += chunk.length;
            if (size > MAX_TEXT_BYTES) throw new Error(`expected a short text at ${url}, got more`);
            chunks.push(chunk);
        }
        return Buffer.concat(chunks).toString("utf8");
    });
}

async function receive(url: string, part: string, options: DownloadOptions): Promise<string> {
    return bounded(options, async (signal) => {
        const response = await open(url, options, signal);
        const length = response.headers["content-length"];
        const total = length === undefined ? undefined : Number(length);
        const hash = createHash("sha256");
        let received = 0;
        const meter = new Transform({
            transform(chunk: Buffer, _encoding, done) {
                received += chunk.length;
                hash.update(chunk);
                options.onBytes?.(received, total);
                done(null, chunk);
            },
        });
        try {
            await pipeline(response, meter, createWriteStream(part), { signal });
        } catch (cause) {
            throw new Error(`${url} ended after ${received} of ${total ?? "unknown"} bytes`, {
                cause,
            });
        }
        return hash.digest("hex");
    });
}

async function bounded<T>(
    options: DownloadOptions,
    action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    const limit = AbortSignal.timeout(options.totalMs ?? TOTAL_MS);
    const signals = options.signal === undefined ? [limit] : [limit, options.signal];
    const signal = AbortSignal.any(signals);
    try {
        return await action(signal);
    } catch (reason) {
        signal.throwIfAborted(); // says why, where the reason at hand says only that it was given up
        throw reason;
    }
}

async function open(
    url: string,
    options: DownloadOptions,
    signal: AbortSignal,
): Promise<IncomingMessage> {
    let address = new URL(url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
        const response = await ask(address, options.idleMs ?? IDLE_MS, signal);
        const { statusCode = 0 } = response;
        if (statusCode === 200) return response;
        response.destroy();
        const { location } = response.headers;
        if (statusCode < 300 || statusCode > 399 || location === undefined) {
            throw new Error(`expected ${address.href} to be there, got status ${statusCode}`);
        }
        const next = new URL(location, address);
        if (address.protocol === "https:" && next.protocol !== "https:") {
            throw new Error(`expected ${address.href} to stay on https, got sent to ${next.href}`);
        }
        address = next;
    }
    throw new Error(`expected ${url} to be there, got more than ${MAX_REDIRECTS} redirections`);
}

function ask(address: URL, idleMs: number, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
        const secure = address.protocol === "https:";
        const call = secure
            ? httpsRequest(address, { agent: proxyAgent(), signal, timeout: idleMs })
            : httpRequest(address, { agent: false, signal, timeout: idleMs });
        call.once("timeout", () => {
            call.destroy(new Error(`${address.host} sent nothing for ${idleMs / 1000} s`));
        });
        call.once("error", reject);
        call.once("response", resolve);
        call.end();
    });
}

/** HTTPS_PROXY and NO_PROXY count where this Node knows how (24.5 and later); elsewhere the option says nothing to it. */
function proxyAgent(): Agent {
    const options = { keepAlive: false, proxyEnv: process.env };
    return new Agent(options);
}
