/** Reads a JSONPath query character by character. */

const NAME_START = /[A-Za-z_\u0080-\u{10ffff}]/u;
const NAME_REST = /[A-Za-z0-9_\u0080-\u{10ffff}]/u;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A place in a text, and what can be read there. */
export class Scanner {
    readonly text: string;
    #at = 0;

    constructor(text: string) {
        this.text = text;
    }

    get done(): boolean {
        return this.#at >= this.text.length;
    }

    peek(): string {
        return this.text[this.#at] ?? "";
    }

    skipBlanks(): void {
        while (/\s/.test(this.peek())) this.#at++;
    }

    /** Takes the token when it comes next. */
    accept(token: string): boolean {
        if (!this.text.startsWith(token, this.#at)) return false;
        this.#at += token.length;
        return true;
    }

    /** Takes the token, after blanks, or fails. */
    expect(token: string): void {
        this.skipBlanks();
        if (!this.accept(token)) throw this.failure(`\`${token}\``);
    }

    /** A member name as it may stand after a dot. */
    name(): string | undefined {
        if (!NAME_START.test(this.peek())) return undefined;
        const start = this.#at;
        while (!this.done && NAME_REST.test(this.peek())) this.#at++;
        return this.text.slice(start, this.#at);
    }

    /** A text in quotes of either kind. */
    quoted(): string | undefined {
        const quote = this.peek();
        if (quote !== "'" && quote !== '"') return undefined;
        this.#at++;
        let value = "";
        for (;;) {
            if (this.done) throw this.failure(`the closing ${quote}`);
            const next = this.peek();
            this.#at++;
            if (next === quote) return value;
            value += next === "\\" ? this.#escape() : next;
        }
    }

    /** A number; only a whole one where an index or a slice is meant. */
    number(form: "whole" | "any"): number | undefined {
        const pattern =
            form === "whole" ? /-?(?:0|[1-9]\d*)/y : /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.text)?.[0];
        if (found === undefined) return undefined;
        this.#at += found.length;
        return Number(found);
    }

    failure(expected: string): Error {
        const found = this.done ? "the end" : `\`${this.text.slice(this.#at, this.#at + 12)}\``;
        return new Error(
            `Expected ${expected} at position ${this.#at} of the JSONPath ${this.text}, got ${found}. See RFC 9535.`,
        );
    }

    #escape(): string {
        const letter = this.peek();
        this.#at++;
        if (letter !== "u") return ESCAPES[letter] ?? letter;
        const digits = /^[0-9A-Fa-f]{4}/.exec(this.text.slice(this.#at))?.[0];
        if (digits === undefined) throw this.failure("four hexadecimal digits");
        this.#at += digits.length;
        return String.fromCharCode(parseInt(digits, 16));
    }
}
