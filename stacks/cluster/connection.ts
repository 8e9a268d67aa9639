// A connection to the cluster's API: single requests with an end, as much as issuer, tokens and waiting need.
import * as http from "node:http";
import * as https from "node:https";
import { json, text } from "node:stream/consumers";

import type { Environment } from "../settings/complete.ts";
import type { KubernetesSettings } from "../settings/settings.ts";
import { keptOpen } from "./kept-open.ts";
import { loadKubeConfig } from "./kubeconfig.ts";

/** What the API answered; the body is undefined where it was not JSON. */
export interface ClusterAnswer {
    readonly status: number;
    readonly body: unknown;
    /** The API server's own clock, as HTTP writes it. */
    readonly date?: string | undefined;
}

/** A request to the API. */
export interface ClusterRequest {
    /** @default GET */
    readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
    readonly body?: unknown;
    /** `text` for what is no JSON, such as a pod's log: the body is then a text whatever it holds. @default json */
    readonly as?: "json" | "text";
    readonly signal?: AbortSignal | undefined;
}

/** One cluster, and who asks it. */
export interface Cluster {
    readonly context: string;
    /** The URL of its API. */
    readonly server: string;
    /**
     * Asks the API once.
     *
     * @throws ClusterUnreachable when there is no answer
     */
    ask(path: string, request?: ClusterRequest): Promise<ClusterAnswer>;
}

/** The API gave no answer; `code` is that of the network or of TLS. */
export class ClusterUnreachable extends Error {
    readonly code: string;

    constructor(server: string, cause: unknown) {
        const code = codeOf(cause);
        super(`The cluster's API at ${server} gave no answer (${code}).`, { cause });
        this.name = "ClusterUnreachable";
        this.code = code;
    }
}

// The cluster's public keys are no plain JSON to it: measured, it answers 406 to whoever takes only that.
const JSON_OF_ANY_KIND = "application/json, application/jwk-set+json";
const REQUEST_MILLISECONDS = 15_000;

/**
 * Finds the cluster of the settings. Asks it nothing yet.
 *
 * @throws SettingsError when there is none
 */
export async function connectCluster(
    selection: KubernetesSettings,
    env: Environment = process.env,
    timeoutMilliseconds: number = REQUEST_MILLISECONDS,
): Promise<Cluster> {
    const config = await loadKubeConfig(selection, env);
    const server = config.getCurrentCluster()?.server ?? "";
    return {
        context: config.getCurrentContext(),
        server,
        ask: async (path, request = {}) => {
            const timeout = AbortSignal.timeout(timeoutMilliseconds);
            const signal =
                request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
            try {
                const options: https.RequestOptions = {
                    method: request.method ?? "GET",
                    headers: { ...acceptHeaders(request.as), ...bodyHeaders(request) },
                    signal,
                };
                // Adds who asks and whom to trust; with an exec plugin, by running it.
                await config.applyToHTTPSOptions(options);
                const kept = { ...options, agent: keptOpen(options.agent) };
                return await send(urlOf(server, path), kept, request);
            } catch (error) {
                request.signal?.throwIfAborted();
                throw new ClusterUnreachable(server, timeout.aborted ? timeout.reason : error);
            }
        },
    };
}

function urlOf(server: string, path: string): URL {
    return new URL(`${server.replace(/\/+$/, "")}${path}`);
}

// A log is refused to whoever takes nothing but JSON.
function acceptHeaders(as: ClusterRequest["as"]): Record<string, string> {
    return { Accept: as === "text" ? "text/plain, application/json, */*" : JSON_OF_ANY_KIND };
}

// Of a DELETE Node tells no length by itself, and the API then reads nothing of it.
function bodyHeaders({ body, method }: ClusterRequest): Record<string, string> {
    return body === undefined
        ? {}
        : {
              "Content-Type":
                  method === "PATCH" ? "application/merge-patch+json" : "application/json",
              "Content-Length": String(Buffer.byteLength(JSON.stringify(body))),
          };
}

async function send(
    url: URL,
    options: https.RequestOptions,
    { body, as }: ClusterRequest,
): Promise<ClusterAnswer> {
    const answer = await answerTo(url, options, body);
    const read = as === "text" ? text : bodyOf;
    const { date } = answer.headers;
    return {
        status: answer.statusCode ?? 0,
        body: await read(answer),
        ...(date === undefined ? {} : { date }),
    };
}

// A connection that was kept may be closed by the other end at the moment at which it is used again: then a new one is.
async function answerTo(
    url: URL,
    options: https.RequestOptions,
    body: unknown,
): Promise<http.IncomingMessage> {
    const { request } = url.protocol === "http:" ? http : https;
    return new Promise((resolve, reject) => {
        const sent = request(url, options, resolve);
        sent.on("error", (error) => {
            const isStale = sent.reusedSocket && codeOf(error) === "ECONNRESET";
            if (isStale) answerTo(url, { ...options, agent: false }, body).then(resolve, reject);
            else reject(error);
        });
        sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

async function bodyOf(answer: http.IncomingMessage): Promise<unknown> {
    try {
        return await json(answer);
    } catch (error) {
        if (error instanceof SyntaxError) {
            return undefined;
        }
        throw error;
    }
}

function codeOf(cause: unknown): string {
    if (!(cause instanceof Error)) {
        return "unknown";
    }
    if ("code" in cause && typeof cause.code === "string") {
        return cause.code;
    }
    // Without a code, the message is all there is: that of an exec plugin, for example.
    return cause.name === "Error" ? (cause.message.split("\n")[0] ?? "") : cause.name;
}
