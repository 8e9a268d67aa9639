// One phase: its attempts, the pauses between them and their common time limit.
import { backoff } from "../waiting/backoff.ts";
import { describeFailure } from "./failure.ts";
import type { PhaseResult, RunClock } from "./options.ts";
import { isWorthRetry } from "./retry.ts";

/** What is attempted, and within which bounds. */
export interface PhaseWork {
    readonly seconds: number;
    readonly retries: number;
    /** How long after the limit, or the wish to stop, its end is waited for. */
    readonly graceSeconds: number;
    /** The wish to stop. @default - nobody's */
    readonly stop: AbortSignal | undefined;
    readonly clock: RunClock;
    readonly progress: (message: string) => void;
    readonly act: (signal: AbortSignal) => Promise<PhaseResult>;
}

/** How it ended. */
export interface PhaseEnd {
    readonly attempts: number;
    readonly result?: PhaseResult;
    readonly error?: unknown;
    /** Whether the error came of the wish to stop. */
    readonly interrupted: boolean;
}

/** A phase took longer than it may. */
export class PhaseTimeout extends Error {
    override readonly name = "PhaseTimeout";
}

/** Attempts it until it is done, until an error comes that does not pass, or until time is up. Never rejects. */
export async function attemptPhase(work: PhaseWork): Promise<PhaseEnd> {
    const limit = work.clock.timeout(work.seconds * 1000);
    const signal = work.stop === undefined ? limit : AbortSignal.any([work.stop, limit]);
    for (let attempts = 1; ; attempts += 1) {
        try {
            const result = await settled(work.act(signal), signal, work);
            return { attempts, result, interrupted: false };
        } catch (error) {
            const again = await worthAnother(error, attempts, signal, work);
            if (!again) {
                return ended(error, attempts, limit, work);
            }
        }
    }
}

async function worthAnother(
    error: unknown,
    attempts: number,
    signal: AbortSignal,
    { retries, clock, progress }: PhaseWork,
): Promise<boolean> {
    if (signal.aborted || attempts > retries || !isWorthRetry(error)) {
        return false;
    }
    const pause = backoff(attempts - 1);
    progress(
        `attempt ${attempts} of ${retries + 1} failed, the next one in ${Math.ceil(pause / 1000)} s: ${describeFailure(error)}`,
    );
    return clock.sleep(pause, signal).then(
        () => true,
        () => false,
    );
}

function ended(
    error: unknown,
    attempts: number,
    limit: AbortSignal,
    { stop, seconds }: PhaseWork,
): PhaseEnd {
    if (stop?.aborted === true) {
        // What the phase says of its end is that it was ended.
        return { attempts, error: stop.reason, interrupted: true };
    }
    const tooLong = limit.aborted
        ? new PhaseTimeout(`took longer than the ${seconds} s it may: ${lastWord(error)}`, {
              cause: error,
          })
        : error;
    return { attempts, error: tooLong, interrupted: false };
}

// What an aborted call says of itself tells nothing.
function lastWord(error: unknown): string {
    const isAbort =
        error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
    return isAbort ? "it was given up" : describeFailure(error);
}

/** The action's own end; or, some time after its signal was given, the signal's reason: it may not listen. */
async function settled<T>(
    action: Promise<T>,
    signal: AbortSignal,
    { clock, graceSeconds }: Pick<PhaseWork, "clock" | "graceSeconds">,
): Promise<T> {
    const over = new AbortController();
    const overdue = new Promise<never>((_resolve, reject) => {
        const wait = (): void => {
            clock.sleep(graceSeconds * 1000, over.signal).then(
                () => {
                    reject(new Error(`it did not stop within ${graceSeconds} s of being told to`));
                },
                () => undefined,
            );
        };
        if (signal.aborted) wait();
        else signal.addEventListener("abort", wait, { once: true, signal: over.signal });
    });
    try {
        return await Promise.race([action, overdue]);
    } finally {
        over.abort();
    }
}
