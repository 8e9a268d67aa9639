/** Does to an event what EventBridge does with a pattern: only the operators that are documented, and none in silence. */
import { wildcard } from "./filter-matcher.ts";

/** Whether the pattern matches the event. @throws Error for an operator that is not known here */
export function patternMatches(pattern: unknown, event: unknown): boolean {
    return Object.entries(asTable(pattern)).every(([field, wanted]) => {
        if (field === "$or") {
            return asList(wanted).some((alternative) => patternMatches(alternative, event));
        }
        const value = isTable(event) ? event[field] : undefined;
        return Array.isArray(wanted)
            ? wanted.some((matcher) => valueMatches(matcher, value))
            : patternMatches(wanted, value);
    });
}

function valueMatches(matcher: unknown, value: unknown): boolean {
    if (typeof matcher === "string") return value === matcher;
    const [[operator, operand] = ["", undefined], ...more] = Object.entries(asTable(matcher));
    if (more.length > 0) throw new Error("more than one operator in a matcher");
    if (operator === "exists") return (value !== undefined) === operand;
    // All others want a value: a field that is not there matches none of them, anything-but included.
    if (value === undefined) return false;
    if (operator === "prefix")
        return typeof value === "string" && value.startsWith(String(operand));
    if (operator === "wildcard") return wildcard(String(operand))(value);
    if (operator === "anything-but") return isNoneOf(operand, value);
    throw new Error(`EventBridge has no operator ${operator}`);
}

function isNoneOf(operand: unknown, value: unknown): boolean {
    const { wildcard: excluded, ...others } = asTable(operand);
    if (Object.keys(others).length > 0) throw new Error("not known beside anything-but");
    return !asList(excluded).some((each) => wildcard(String(each))(value));
}

function asTable(value: unknown): Record<string, unknown> {
    if (isTable(value)) return value;
    throw new Error(`expected a table, got ${JSON.stringify(value)}`);
}

function asList(value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value;
    throw new Error(`expected a list, got ${JSON.stringify(value)}`);
}

function isTable(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
