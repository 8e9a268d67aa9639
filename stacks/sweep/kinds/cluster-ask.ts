// The cluster's API as a sweep asks it: with patience where it is busy or cannot be reached.
import { describeAnswer } from "../../cluster/answers.ts";
import type { ClusterAnswer, ClusterRequest } from "../../cluster/connection.ts";
import type { ClusterTools } from "./kind.ts";

/** An answer; with the status 0 none came, and `unanswered` says why. */
export interface PatientAnswer extends ClusterAnswer {
    readonly unanswered?: string;
}

const MOST_ATTEMPTS = 5;
const PAUSE_MILLISECONDS = 1_000;

/** Asks, and again where the API is busy or does not answer. @throws the signal's reason when it is given */
export async function askPatiently(
    { cluster, clock, signal }: ClusterTools,
    path: string,
    request: Omit<ClusterRequest, "signal"> = {},
): Promise<PatientAnswer> {
    for (let attempt = 1; ; attempt += 1) {
        const answer = await cluster
            .ask(path, { ...request, signal })
            .catch((error: unknown) => noAnswer(error, signal));
        const passing = answer.status === 0 || answer.status === 429 || answer.status >= 500;
        if (!passing || attempt >= MOST_ATTEMPTS) {
            return answer;
        }
        await clock.sleep(attempt * PAUSE_MILLISECONDS, signal);
    }
}

/** Why it was not done, in a few words. */
export function refusalOf(answer: PatientAnswer): string {
    return answer.unanswered ?? describeAnswer(answer);
}

function noAnswer(error: unknown, signal: AbortSignal | undefined): PatientAnswer {
    signal?.throwIfAborted();
    const unanswered = error instanceof Error ? error.message : String(error);
    return { status: 0, body: undefined, unanswered };
}
