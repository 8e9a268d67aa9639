// AWS as a sweep asks it: with patience where AWS is busy, so many requests at once, and one sentence where it refuses.
import type { IAMClient } from "@aws-sdk/client-iam";
import type { S3Client } from "@aws-sdk/client-s3";

import { iamClient, s3Client, stsClient } from "../aws/clients.ts";
import type { AwsConnection } from "../aws/connection.ts";
import { backoff } from "../waiting/backoff.ts";
import { type Clock, SYSTEM_CLOCK } from "../waiting/clock.ts";
import { Slots } from "./slots.ts";

/** How AWS is asked. */
export interface AskOptions {
    /** Requests at once. @default 8 */
    readonly concurrency?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    /** @default - the computer's own */
    readonly clock?: Clock | undefined;
}

/** What a request is sent with. */
export interface SendOptions {
    readonly abortSignal?: AbortSignal;
}

/** Clients that are opened once, and closed. */
export interface AwsAccess {
    readonly iam: IAMClient;
    /** @param region @default - the connection's */
    readonly s3: (region?: string) => Promise<S3Client>;
    /** Asks once more, and again, where AWS is busy or the network fails. */
    readonly ask: <T>(send: (options: SendOptions) => Promise<T>) => Promise<T>;
    readonly close: () => void;
}

const CONCURRENCY = 8;
const MOST_ATTEMPTS = 7;
const BUSY =
    /^(?:Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|ServiceUnavailable|InternalError|InternalFailure|ServiceFailure|TimeoutError|OperationAborted|ConcurrentModification)/;
const NETWORK = /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;

/** Opens the clients. */
export async function openAws(
    connection: AwsConnection,
    options: AskOptions = {},
): Promise<AwsAccess> {
    const { concurrency = CONCURRENCY, signal, clock = SYSTEM_CLOCK } = options;
    const slots = new Slots(concurrency);
    const iam = await iamClient(connection);
    const buckets = new Map<string, Promise<S3Client>>();
    const send = signal === undefined ? {} : { abortSignal: signal };
    return {
        iam,
        s3: (region = connection.region) => {
            const client = buckets.get(region) ?? s3Client({ ...connection, region });
            buckets.set(region, client);
            return client;
        },
        ask: (request) => slots.run(() => patiently(() => request(send), clock, signal)),
        close: () => {
            iam.destroy();
            for (const client of buckets.values()) {
                void client.then((each) => {
                    each.destroy();
                });
            }
        },
    };
}

/**
 * The number of the account that these credentials belong to.
 *
 * @throws Error as the SDK has it
 */
export async function callerAccount(
    connection: AwsConnection,
    { signal, clock = SYSTEM_CLOCK }: Omit<AskOptions, "concurrency"> = {},
): Promise<string> {
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const sts = await stsClient(connection);
    const options = signal === undefined ? {} : { abortSignal: signal };
    try {
        const answer = await patiently(
            () => sts.send(new GetCallerIdentityCommand({}), options),
            clock,
            signal,
        );
        return answer.Account ?? "";
    } finally {
        sts.destroy();
    }
}

/** Whether an error of AWS says that the thing is not there. */
export function isAbsent(error: unknown): boolean {
    return /^(?:NoSuchBucket|NoSuchEntity|NoSuchEntityException|NoSuchUpload)$/.test(nameOf(error));
}

/** The answer; undefined where the thing is not there: somebody else was faster. */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error: unknown) => {
        if (isAbsent(error)) {
            return undefined;
        }
        throw error;
    });
}

/** An error's code, or its name. */
export function nameOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return "";
    }
    return "Code" in error && typeof error.Code === "string" ? error.Code : error.name;
}

/** Why AWS did not do it: one line. */
export function refusal(error: unknown): string {
    const text = firstSentences(error);
    const name = nameOf(error);
    return name === "" || name === "Error" || text.startsWith(name) ? text : `${name}: ${text}`;
}

/** The first line of what an error says. */
export function firstSentences(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const [line = ""] = message.trim().split("\n");
    return line.replace(/[.\s]+$/, "");
}

async function patiently<T>(
    send: () => Promise<T>,
    clock: Clock,
    signal: AbortSignal | undefined,
): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
        try {
            signal?.throwIfAborted();
            return await send();
        } catch (error) {
            signal?.throwIfAborted();
            if (attempt + 1 >= MOST_ATTEMPTS || !isPassing(error)) throw error;
            await clock.sleep(backoff(attempt), signal);
        }
    }
}

function isPassing(error: unknown): boolean {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return BUSY.test(nameOf(error)) || NETWORK.test(code) || statusOf(error) >= 500;
}

function statusOf(error: unknown): number {
    if (typeof error !== "object" || error === null || !("$metadata" in error)) {
        return 0;
    }
    const { $metadata: metadata } = error;
    const known = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata;
    return known ? Number(metadata.httpStatusCode) : 0;
}
