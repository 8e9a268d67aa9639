// Asks an https URL as STS would: without credentials, with an end of time and of size, and wherever it is redirected to, not.
import * as https from "node:https";

import { agentOptions } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";

/** What was answered. */
export interface OutsideAnswer {
    readonly status: number;
    readonly text: string;
    /** The `Date` header. @default - none came */
    readonly date?: string | undefined;
}

const ANSWER_MILLISECONDS = 10_000;
// Documents of issuers have a few thousand.
const MOST_BYTES = 262_144;

/** Asks once. @throws Error that names the host when there is no answer, one that is too long, or one that takes too long */
export async function askOutside(
    url: string,
    connection: Pick<AwsConnection, "caBundle" | "proxy">,
    signal?: AbortSignal,
): Promise<OutsideAnswer> {
    const timeout = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const agent = new https.Agent(await agentOptions(connection));
    const over = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const { host } = new URL(url);
    try {
        return await ask(url, { agent, signal: over });
    } catch (error) {
        signal?.throwIfAborted();
        const why = timeout.aborted ? `nothing in ${ANSWER_MILLISECONDS / 1000} s` : reason(error);
        throw new Error(`${host} gave no answer: ${why}`, { cause: error });
    } finally {
        agent.destroy();
    }
}

async function ask(url: string, options: https.RequestOptions): Promise<OutsideAnswer> {
    return new Promise((resolve, reject) => {
        const request = https.get(url, options, (answer) => {
            const parts: Buffer[] = [];
            let length = 0;
            answer.on("data", (part: Buffer) => {
                length += part.length;
                parts.push(part);
                if (length > MOST_BYTES) {
                    request.destroy(new Error(`more than ${MOST_BYTES} bytes`));
                }
            });
            answer.on("error", reject);
            answer.on("end", () => {
                const text = Buffer.concat(parts).toString("utf8");
                const { statusCode: status = 0, headers } = answer;
                resolve({
                    status,
                    text,
                    ...(headers.date === undefined ? {} : { date: headers.date }),
                });
            });
        });
        request.on("error", reject);
    });
}

function reason(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    return "code" in error && typeof error.code === "string" && error.message === ""
        ? error.code
        : error.message;
}
