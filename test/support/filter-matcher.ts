/** Does to a JSON event what CloudWatch Logs does with a filter pattern: only the part of the language that is documented. */

/** What `!=` says about a field that is not there. AWS leaves it open: a good pattern does not depend on it. */
export type MissingDiffers = boolean;

interface Token {
    readonly kind: "op" | "selector" | "word" | "text";
    readonly text: string;
}

type Condition = (event: unknown, missingDiffers: MissingDiffers) => boolean;

const TOKEN =
    /\s*(?:(&&|\|\||!=|[=(){}])|(\$(?:\.[A-Za-z0-9_]+|\[\d+\])+)|"([^"]*)"|([A-Za-z0-9_*.:/-]+))/y;

/** Whether the pattern matches the event. @throws Error for a pattern that CloudWatch Logs would not take */
export function filterMatches(
    pattern: string,
    event: unknown,
    missingDiffers: MissingDiffers,
): boolean {
    if (pattern.length > 1024) throw new Error(`too long: ${pattern.length} characters`);
    const parser = new Parser(tokensOf(pattern));
    return parser.whole()(event, missingDiffers);
}

function tokensOf(pattern: string): Token[] {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < pattern.trimEnd().length) {
        const at = TOKEN.lastIndex;
        const found = TOKEN.exec(pattern);
        if (found === null) throw new Error(`cannot read from ${pattern.slice(at, at + 20)}`);
        const [, op, selector, text, word] = found;
        if (op !== undefined) tokens.push({ kind: "op", text: op });
        else if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
        else if (text !== undefined) tokens.push({ kind: "text", text });
        else tokens.push({ kind: "word", text: word ?? "" });
    }
    return tokens;
}

class Parser {
    readonly #tokens: Token[];

    constructor(tokens: Token[]) {
        this.#tokens = tokens;
    }

    whole(): Condition {
        this.#take("{");
        const condition = this.#any();
        this.#take("}");
        if (this.#tokens.length > 0) throw new Error("something after the closing brace");
        return condition;
    }

    #any(): Condition {
        const parts = [this.#all()];
        while (this.#next("||")) parts.push(this.#all());
        return (event, missing) => parts.some((part) => part(event, missing));
    }

    #all(): Condition {
        const parts = [this.#one()];
        while (this.#next("&&")) parts.push(this.#one());
        return (event, missing) => parts.every((part) => part(event, missing));
    }

    #one(): Condition {
        if (this.#next("(")) {
            const inner = this.#any();
            this.#take(")");
            return inner;
        }
        const selector = this.#tokens.shift();
        if (selector?.kind !== "selector") throw new Error(`not a field: ${selector?.text ?? ""}`);
        return this.#comparison(selector.text);
    }

    #comparison(field: string): Condition {
        const operator = this.#tokens.shift()?.text;
        if (operator === "EXISTS") return (event) => valueAt(event, field) !== undefined;
        if (operator === "NOT") {
            this.#take("EXISTS");
            return (event) => valueAt(event, field) === undefined;
        }
        const wanted = this.#tokens.shift();
        if (wanted === undefined || !["text", "word"].includes(wanted.kind)) {
            throw new Error(`no value after ${field} ${operator ?? ""}`);
        }
        const same = wildcard(wanted.text);
        if (operator === "=") {
            return (event) => same(valueAt(event, field));
        }
        if (operator === "!=") {
            return (event, missing) => {
                const value = valueAt(event, field);
                return value === undefined ? missing : !same(value);
            };
        }
        throw new Error(`not an operator: ${operator ?? ""}`);
    }

    #next(text: string): boolean {
        const [first] = this.#tokens;
        if (first?.kind !== "op" || first.text !== text) return false;
        this.#tokens.shift();
        return true;
    }

    #take(text: string): void {
        const taken = this.#tokens.shift();
        if (taken?.text !== text)
            throw new Error(`expected ${text}, got ${taken?.text ?? "the end"}`);
    }
}

/** The value at `$.a.b`, undefined where there is none. */
function valueAt(event: unknown, selector: string): unknown {
    let value = event;
    for (const field of selector.split(".").slice(1)) {
        if (typeof value !== "object" || value === null) return undefined;
        value = (value as Record<string, unknown>)[field];
    }
    return value;
}

/** A text in which `*` stands for any other. */
export function wildcard(pattern: string): (value: unknown) => boolean {
    const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const expression = new RegExp(`^${parts.join(".*")}$`, "s");
    return (value) => typeof value === "string" && expression.test(value);
}
