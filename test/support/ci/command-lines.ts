/** Finds every command line of tempo-sts in shell scripts, CI files and Markdown, as the words that the shell would give. */

/** One command line. */
export interface FoundCommand {
    readonly file: string;
    /** Of its first line, from 1. */
    readonly line: number;
    /** What follows `tempo-sts`. */
    readonly words: readonly string[];
}

interface Line {
    readonly number: number;
    readonly text: string;
}

// Where a shell expects a command: at the start, after what joins or opens commands, and in a YAML list or value.
const COMMAND =
    /(?:^\s*|[;&|(`!]\s*|\b(?:then|do|else|run:|script:)\s+|^\s*(?:- )+|^\s*\$ )(?:npx )?tempo-sts[ \t]+(?=[^\s])/g;
const LIST = /\[\s*tempo-sts,([^\]]*)\]/g;
const ARRAY = /^\s*(\w+)\+?=\(([^]*?)\)/gm;
// Parts of a word: in double quotes, in single quotes, a variable, and all that neither separates nor ends.
const WORD = /\s*((?:"[^"]*"|'[^']*'|\$\{[^}]*\}|[^\s"';|&<>)`#]|(?<=[^\s])#)+)/gy;
const QUOTED = /"([^"]*)"|'([^']*)'/g;

/** All command lines of one file. */
export function commandLinesIn(file: string, text: string): FoundCommand[] {
    const lines = file.endsWith(".md") ? inMarkdown(text) : inShell(text);
    const arrays = arraysIn(text);
    const found = joined(lines).flatMap(({ number, text: line }) =>
        inLine(line).map((words) => ({
            file,
            line: number,
            words: words.flatMap((word) => arrays.get(word) ?? [word]),
        })),
    );
    return [...found, ...inLists(file, text)].toSorted((a, b) => a.line - b.line);
}

function inLine(line: string): string[][] {
    return [...line.matchAll(COMMAND)].map((match) =>
        shellWords(line.slice(match.index + match[0].length)),
    );
}

/** Lists of YAML, also over several lines. */
function inLists(file: string, text: string): FoundCommand[] {
    return [...text.matchAll(LIST)].map((match) => ({
        file,
        line: text.slice(0, match.index).split("\n").length,
        words: (match[1] ?? "")
            .split(",")
            .map((item) => item.trim().replace(/^"(.*)"$/, "$1"))
            .filter((item) => item !== ""),
    }));
}

/** The whole file; of comments only what stands between backticks. */
function inShell(text: string): Line[] {
    return numbered(text).flatMap((line) => (/^\s*#/.test(line.text) ? codeSpans(line) : [line]));
}

/** Blocks of shell and YAML, and code spans elsewhere; other blocks show what is printed. */
function inMarkdown(text: string): Line[] {
    let block: string | undefined;
    return numbered(text).flatMap((line) => {
        const fence = /^\s*```(\w*)/.exec(line.text);
        if (fence !== null) {
            block = block === undefined ? fence[1] : undefined;
            return [];
        }
        if (block !== undefined)
            return /^(ba|z)?sh$|^(console|shell|ya?ml)$/.test(block) ? [line] : [];
        return codeSpans(line);
    });
}

function codeSpans({ number, text }: Line): Line[] {
    return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => ({ number, text: code }));
}

function numbered(text: string): Line[] {
    return text.split("\n").map((line, index) => ({ number: index + 1, text: line }));
}

/** Lines that a backslash continues, as one. */
function joined(lines: readonly Line[]): Line[] {
    const whole: Line[] = [];
    let open = false;
    for (const line of lines) {
        const last = open ? whole.pop() : undefined;
        const before = last?.text.replace(/\\$/, " ") ?? "";
        open = line.text.endsWith("\\");
        whole.push({ number: last?.number ?? line.number, text: before + line.text });
    }
    return whole;
}

/** The words of a shell's arrays, all assignments together, by how they are used. */
function arraysIn(text: string): Map<string, string[]> {
    const arrays = new Map<string, string[]>();
    for (const [, name = "", content = ""] of text.matchAll(ARRAY)) {
        const use = `\${${name}[@]}`;
        arrays.set(use, [...(arrays.get(use) ?? []), ...shellWords(content.replace(/\s+/g, " "))]);
    }
    return arrays;
}

/** The words up to where the command ends. Variables stay as they are written. */
export function shellWords(text: string): string[] {
    const words: string[] = [];
    WORD.lastIndex = 0;
    for (let word = WORD.exec(text); word !== null; word = WORD.exec(text)) {
        words.push(
            (word[1] ?? "").replace(
                QUOTED,
                (_, double?: string, single?: string) => double ?? single ?? "",
            ),
        );
    }
    return words;
}
