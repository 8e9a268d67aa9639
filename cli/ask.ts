/** Questions to the person at the terminal. */
import { UserError } from "./errors.ts";

/** One of several answers. */
export interface Choice {
    readonly value: string;
    readonly label: string;
    /** What it means, in a sentence. */
    readonly hint?: string;
}

/** A question for a text. */
export interface TextQuestion {
    readonly message: string;
    readonly initial?: string | undefined;
    /** What is wrong with an answer; undefined where nothing is. */
    readonly check: (answer: string) => string | undefined;
}

/** Asks. */
export interface Asker {
    text(question: TextQuestion): Promise<string>;
    choose(message: string, choices: readonly Choice[], initial?: string): Promise<string>;
    confirm(message: string): Promise<boolean>;
}

/** Asks on this process's terminal; Ctrl-C there ends the verb. */
export function terminalAsker(): Asker {
    return {
        text: async ({ message, initial, check }) => {
            const { text: ask } = await import("@clack/prompts");
            const validate = (answer: string | undefined) => check(answer ?? "");
            return text(await ask({ message, validate, ...initially(initial) }));
        },
        choose: async (message, choices, initial) => {
            const { select } = await import("@clack/prompts");
            const options = choices.map(({ value, label, hint = "" }) => ({ value, label, hint }));
            return text(await select<string>({ message, options, ...initially(initial) }));
        },
        confirm: async (message) => {
            const { confirm } = await import("@clack/prompts");
            return flag(await confirm({ message, initialValue: false }));
        },
    };
}

function initially(value: string | undefined): { initialValue?: string } {
    return value === undefined ? {} : { initialValue: value };
}

/** What the library gives when the person gave up is a symbol, and no text or flag. */
function text(answer: string | symbol): string {
    return typeof answer === "symbol" ? givenUp() : answer;
}

function flag(answer: boolean | symbol): boolean {
    return typeof answer === "symbol" ? givenUp() : answer;
}

function givenUp(): never {
    throw new UserError("given up at the question; nothing was done.", "interrupted");
}
