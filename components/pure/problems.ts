// What is wrong with a value, in words that a tired person can follow.

/** One thing that is wrong: what was expected at which path, what was found, what to do. */
export interface Problem {
    /** Where: a property path such as `resources.limits.cpu`. */
    readonly path: string;
    /** What would have been accepted, as the end of "expected …". */
    readonly expected: string;
    /** What was there instead, as {@link describeValue} writes it. */
    readonly found: string;
    /** What to do now: a sentence without the final full stop. */
    readonly remedy: string;
}

const LONGEST_VALUE = 80;

/** A short, one-line description of any value; never throws, whatever the value does. */
export function describeValue(value: unknown): string {
    try {
        return shorten(printable(plainDescription(value)));
    } catch {
        return "a value that cannot be shown";
    }
}

/** One problem as a sentence: `path`: expected E, got F. Remedy. */
export function formatProblem(problem: Problem): string {
    const { path, expected, found, remedy } = problem;
    const advice = remedy === "" ? "" : ` ${ended(remedy)}`;
    return `\`${path}\`: expected ${expected}, got ${found}.${advice}`;
}

/** All problems, one per line, numbered when there is more than one. */
export function formatProblems(problems: readonly Problem[]): string {
    const [only] = problems;
    if (only !== undefined && problems.length === 1) {
        return formatProblem(only);
    }
    return problems.map((each, index) => `${index + 1}. ${formatProblem(each)}`).join("\n");
}

function plainDescription(value: unknown): string {
    switch (typeof value) {
        case "undefined":
            return "nothing";
        case "bigint":
            return `${value.toString()}n`;
        case "symbol":
            return "a symbol";
        case "function":
            return "a function";
        case "number":
            return Object.is(value, -0) ? "-0" : String(value);
        default:
            return describeJson(value);
    }
}

function describeJson(value: unknown): string {
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : "a value that JSON cannot hold";
}

// JSON.stringify leaves C1 controls, line separators and direction marks as they are: a terminal would obey them.
function printable(text: string): string {
    return text.replace(
        /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
        (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

function shorten(text: string): string {
    const characters = Array.from(text.slice(0, 4 * LONGEST_VALUE));
    if (characters.length <= LONGEST_VALUE) {
        return characters.join("");
    }
    return `${characters.slice(0, LONGEST_VALUE - 1).join("")}…`;
}

function ended(sentence: string): string {
    return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
