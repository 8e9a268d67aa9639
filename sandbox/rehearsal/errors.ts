/** Says an error in words, with what it was caused by. */
import { inspect } from "node:util";

/** The message, and the messages of its causes where they add something. Never throws. */
export function describeError(error: unknown): string {
    const messages: string[] = [];
    for (let each = error, depth = 0; each !== undefined && depth < 5; depth++) {
        const message = each instanceof Error ? each.message || each.name : inspect(each);
        if (!messages.some((said) => said.includes(message))) messages.push(message);
        each = each instanceof Error ? each.cause : undefined;
    }
    return messages.join(": ");
}
