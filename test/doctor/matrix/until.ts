/** Waits for what others bring about. */
import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 150;
const LONGEST_MS = 120_000;

/** Looks again and again. @throws Error where it does not come */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + LONGEST_MS;
    while (!(await look())) {
        if (Date.now() > deadline) throw new Error(`expected ${what} in time`);
        await sleep(PAUSE_MS);
    }
}
