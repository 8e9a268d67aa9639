/** A parser of XML that accepts nothing but what is well-formed, as far as our documents use it. */

/** An element. */
export interface Element {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly Element[];
    readonly text: string;
}

const NAME = /[A-Za-z][\w-]*/uy;
const ENTITIES: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
};
/** Every character that XML 1.0 knows. */
const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads a whole document. @throws Error where it is not well-formed */
export function parseXml(document: string): Element {
    if (!LEGAL.test(document)) throw new Error("it holds a character that XML does not know");
    const reader = new Reader(document);
    reader.take('<?xml version="1.0" encoding="UTF-8"?>\n');
    const root = reader.element();
    reader.take("\n");
    if (!reader.ended) throw new Error("something follows the root");
    return root;
}

class Reader {
    readonly #text: string;
    #at = 0;

    constructor(text: string) {
        this.#text = text;
    }

    get ended(): boolean {
        return this.#at === this.#text.length;
    }

    take(expected: string): void {
        if (!this.#has(expected)) {
            const found = this.#text.slice(this.#at, this.#at + 20);
            throw new Error(`expected ${expected} at ${this.#at}, found ${found}`);
        }
        this.#at += expected.length;
    }

    element(): Element {
        this.take("<");
        const name = this.#name();
        const attributes: Record<string, string> = {};
        while (this.#has(" ")) {
            this.take(" ");
            const key = this.#name();
            if (key in attributes) throw new Error(`twice the attribute ${key}`);
            this.take('="');
            attributes[key] = this.#until(/["<]/u);
            this.take('"');
        }
        if (this.#has("/>")) {
            this.take("/>");
            return { name, attributes, children: [], text: "" };
        }
        this.take(">");
        const children: Element[] = [];
        let text = "";
        while (!this.#has("</")) {
            if (this.#has("<")) children.push(this.element());
            else text += this.#until(/</u);
        }
        this.take(`</${name}>`);
        return { name, attributes, children, text };
    }

    #has(text: string): boolean {
        return this.#text.startsWith(text, this.#at);
    }

    #name(): string {
        NAME.lastIndex = this.#at;
        const [name] = NAME.exec(this.#text) ?? [];
        if (name === undefined) throw new Error(`expected a name at ${this.#at}`);
        this.#at += name.length;
        return name;
    }

    #until(end: RegExp): string {
        const rest = this.#text.slice(this.#at);
        const length = rest.search(end);
        if (length < 0) throw new Error("it ends too early");
        this.#at += length;
        return rest.slice(0, length).replace(/&([^;]*);|&/gu, (_, entity: string | undefined) => {
            const number = /^#(\d+)$/u.exec(entity ?? "")?.[1];
            const found =
                number === undefined
                    ? ENTITIES[entity ?? ""]
                    : String.fromCodePoint(Number(number));
            if (found === undefined) throw new Error(`unknown entity ${entity ?? ""}`);
            return found;
        });
    }
}
