/** What a phase found, in words. */
import type { Finding } from "../../stacks/run/report.ts";

/** What was expected, what was found, what to do: one line. */
export function findingText({ name, found, expected, remedy }: Finding): string {
    const wanted = expected === undefined ? "" : `expected ${expected}, found `;
    const advice = remedy === undefined || remedy === "" ? "" : ` ${ended(remedy)}`;
    return `${name}: ${ended(`${wanted}${found}`)}${advice}`;
}

function ended(sentence: string): string {
    return /[.!?:]$/u.test(sentence) ? sentence : `${sentence}.`;
}
