/** Text that fits a width, and that cannot steer a terminal. */

/** Breaks text into lines of at most `width` characters: at blanks, and inside a word that is longer than a line. */
export function wrap(text: string, width: number): string[] {
    const room = Math.max(width, 1);
    const lines: string[] = [];
    let line = "";
    for (const word of harmless(text)
        .trim()
        .split(/\s+/u)
        .flatMap((each) => pieces(each, room))) {
        const joined = line === "" ? word : `${line} ${word}`;
        if (joined.length <= room) {
            line = joined;
        } else {
            lines.push(line);
            line = word;
        }
    }
    return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** Text on one line, cut with an ellipsis where it is longer than `width`. */
export function cut(text: string, width: number): string {
    const line = harmless(text).replace(/\s+/gu, " ").trim();
    return line.length <= width ? line : `${line.slice(0, Math.max(width - 1, 0))}…`;
}

/** The same text without escape sequences and other control characters, blanks and line ends apart. */
export function harmless(text: string): string {
    return text.replace(/[^\P{C}\n\t]/gu, "�");
}

/** A word in pieces that fit; names and ARNs are cut after their punctuation where that is near. */
function pieces(word: string, room: number): string[] {
    const found: string[] = [];
    let rest = word;
    while (rest.length > room) {
        const head = rest.slice(0, room);
        const mark = Math.max(...["/", ":", "-", ",", "."].map((each) => head.lastIndexOf(each)));
        const end = mark >= room / 2 ? mark + 1 : room;
        found.push(rest.slice(0, end));
        rest = rest.slice(end);
    }
    return [...found, rest];
}
