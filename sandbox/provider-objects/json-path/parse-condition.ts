/** From the text of a JSONPath filter to its parts. */
import { parseQuery } from "./parse.ts";
import type { Condition, Operand, Operator, Query } from "./path.ts";
import type { Scanner } from "./scanner.ts";

const OPERATORS: readonly Operator[] = ["==", "!=", "<=", ">=", "<", ">"];

/** Parses what follows `?`. */
export function parseCondition(scanner: Scanner): Condition {
    return parseJoined(scanner, "or");
}

function parseJoined(scanner: Scanner, kind: "or" | "and"): Condition {
    const token = kind === "or" ? "||" : "&&";
    const parts: Condition[] = [];
    do {
        parts.push(kind === "or" ? parseJoined(scanner, "and") : parseBasic(scanner));
        scanner.skipBlanks();
    } while (scanner.accept(token));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function parseBasic(scanner: Scanner): Condition {
    scanner.skipBlanks();
    if (scanner.accept("!")) return { kind: "not", part: parseBasic(scanner) };
    if (scanner.accept("(")) {
        const inner = parseCondition(scanner);
        scanner.expect(")");
        return inner;
    }
    const match = parseMatch(scanner);
    if (match !== undefined) return match;
    const left = parseOperand(scanner);
    scanner.skipBlanks();
    const operator = OPERATORS.find((candidate) => scanner.accept(candidate));
    if (operator !== undefined) {
        return { kind: "compare", operator, left, right: parseOperand(scanner) };
    }
    if (left.kind === "query") return { kind: "exists", query: left.query };
    throw scanner.failure(`one of ${OPERATORS.join(" ")}`);
}

function parseMatch(scanner: Scanner): Condition | undefined {
    const whole = scanner.accept("match(");
    if (!whole && !scanner.accept("search(")) return undefined;
    const text = parseOperand(scanner);
    scanner.expect(",");
    const pattern = parseOperand(scanner);
    scanner.expect(")");
    return { kind: "matches", whole, text, pattern };
}

function parseOperand(scanner: Scanner): Operand {
    scanner.skipBlanks();
    if (scanner.peek() === "$" || scanner.peek() === "@") {
        return { kind: "query", query: parseQuery(scanner) };
    }
    const text = scanner.quoted();
    if (text !== undefined) return { kind: "literal", value: text };
    const number = scanner.number("any");
    if (number !== undefined) return { kind: "literal", value: number };
    if (scanner.accept("true")) return { kind: "literal", value: true };
    if (scanner.accept("false")) return { kind: "literal", value: false };
    if (scanner.accept("null")) return { kind: "literal", value: null };
    return parseFunction(scanner);
}

function parseFunction(scanner: Scanner): Operand {
    if (scanner.accept("length(")) {
        const of = parseOperand(scanner);
        scanner.expect(")");
        return { kind: "length", of };
    }
    if (scanner.accept("count(")) return { kind: "count", of: parseArgument(scanner) };
    if (scanner.accept("value(")) return { kind: "value", of: parseArgument(scanner) };
    throw scanner.failure("a query, a text, a number, true, false, null or a function");
}

function parseArgument(scanner: Scanner): Query {
    scanner.skipBlanks();
    const of = parseQuery(scanner);
    scanner.expect(")");
    return of;
}
