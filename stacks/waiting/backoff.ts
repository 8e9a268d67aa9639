// How long to wait before the next attempt: ever longer up to a limit, and never all at the same time.

const FIRST_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 10_000;

/** The pause after an attempt, counted from 0; `chance` is a random number from 0 to 1. */
export function backoff(attempt: number, chance: number = Math.random()): number {
    const longest = Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** attempt);
    return Math.round(longest * (0.5 + chance / 2));
}
