// Asks an https URL as anybody on the internet would: without credentials, with an end.
import * as https from "node:https";
import { text } from "node:stream/consumers";

import { agentOptions } from "../stacks/aws/clients.ts";
import type { OutsideAnswer } from "./facts.ts";

const ANSWER_MILLISECONDS = 10_000;
const LONGEST_BYTES = 1_000_000;

/** What trusts the same authorities, and goes through the same proxy, as requests to AWS. */
export function outsideOf(
    connection: Parameters<typeof agentOptions>[0],
): (url: string, signal?: AbortSignal) => Promise<OutsideAnswer> {
    return async (url, signal) => {
        const timeout = AbortSignal.timeout(ANSWER_MILLISECONDS);
        const agent = new https.Agent(await agentOptions(connection));
        const over = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
        try {
            return await ask(url, { agent, signal: over });
        } catch (error) {
            signal?.throwIfAborted();
            if (!timeout.aborted) throw error;
            const host = new URL(url).host;
            throw new Error(`${host} gave no answer in ${ANSWER_MILLISECONDS / 1000} s`, {
                cause: error,
            });
        } finally {
            agent.destroy();
        }
    };
}

async function ask(url: string, options: https.RequestOptions): Promise<OutsideAnswer> {
    return new Promise((resolve, reject) => {
        const request = https.get(url, options, (answer) => {
            const length = Number(answer.headers["content-length"] ?? 0);
            if (length > LONGEST_BYTES) {
                request.destroy(new Error(`${url} answered with ${length} bytes`));
                return;
            }
            const { statusCode: status = 0, headers } = answer;
            text(answer).then((body) => {
                resolve({ status, text: body, date: headers.date });
            }, reject);
        });
        request.on("error", reject);
    });
}
