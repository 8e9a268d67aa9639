/** Waiting for what other processes do. */
import { setTimeout as wait } from "node:timers/promises";

/** Asks again and again until the answer is truthy. */
export async function eventually<T>(
    what: string,
    ask: () => Promise<T>,
    timeoutMs = 15_000,
): Promise<NonNullable<T>> {
    const deadline = Date.now() + timeoutMs;
    let last: unknown;
    while (Date.now() < deadline) {
        const answer = await ask();
        if (answer) return answer;
        last = answer;
        await wait(30);
    }
    throw new Error(`not within ${timeoutMs} ms: ${what} (last: ${JSON.stringify(last)})`);
}
