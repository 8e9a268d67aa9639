/** From the text of a JSONPath query (RFC 9535) to its parts. */
import { parseCondition } from "./parse-condition.ts";
import type { Query, Segment, Selector } from "./path.ts";
import { Scanner } from "./scanner.ts";

/**
 * Parses a whole query; a text that does not begin with `$` is read from the root.
 *
 * @throws Error that names the place and what was expected there
 */
export function parseJsonPath(text: string): Query {
    const trimmed = text.trim();
    const scanner = new Scanner(trimmed.startsWith("$") ? trimmed : `$${trimmed}`);
    const query = parseQuery(scanner);
    scanner.skipBlanks();
    if (!scanner.done) throw scanner.failure("a step (`.name`, `[…]`) or the end");
    return query;
}

/** Parses a query that begins here with `$` or `@`. */
export function parseQuery(scanner: Scanner): Query {
    const from = scanner.accept("$") ? "$" : "@";
    if (from === "@" && !scanner.accept("@")) throw scanner.failure("`$` or `@`");
    const segments: Segment[] = [];
    for (;;) {
        const segment = parseSegment(scanner);
        if (segment === undefined) return { from, segments };
        segments.push(segment);
    }
}

function parseSegment(scanner: Scanner): Segment | undefined {
    if (scanner.accept("..")) {
        return { deep: true, selectors: parseBrackets(scanner) ?? [parseMember(scanner)] };
    }
    if (scanner.accept(".")) return { deep: false, selectors: [parseMember(scanner)] };
    const selectors = parseBrackets(scanner);
    return selectors && { deep: false, selectors };
}

function parseMember(scanner: Scanner): Selector {
    if (scanner.accept("*")) return { kind: "all" };
    const name = scanner.name();
    if (name === undefined) throw scanner.failure("a member name or `*`");
    return { kind: "name", name };
}

function parseBrackets(scanner: Scanner): Selector[] | undefined {
    if (!scanner.accept("[")) return undefined;
    const selectors: Selector[] = [];
    do {
        scanner.skipBlanks();
        selectors.push(parseSelector(scanner));
        scanner.skipBlanks();
    } while (scanner.accept(","));
    scanner.expect("]");
    return selectors;
}

function parseSelector(scanner: Scanner): Selector {
    if (scanner.accept("*")) return { kind: "all" };
    if (scanner.accept("?")) return { kind: "filter", condition: parseCondition(scanner) };
    const name = scanner.quoted();
    if (name !== undefined) return { kind: "name", name };
    const start = scanner.number("whole");
    scanner.skipBlanks();
    if (scanner.accept(":")) return parseSlice(scanner, start);
    if (start === undefined) throw scanner.failure("a name in quotes, an index, `*` or `?`");
    return { kind: "index", index: start };
}

function parseSlice(scanner: Scanner, start: number | undefined): Selector {
    scanner.skipBlanks();
    const end = scanner.number("whole");
    scanner.skipBlanks();
    let step = 1;
    if (scanner.accept(":")) {
        scanner.skipBlanks();
        step = scanner.number("whole") ?? 1;
    }
    return {
        kind: "slice",
        step,
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
    };
}
