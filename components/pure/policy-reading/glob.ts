// Patterns as policies write them: `*` for any text, `?` for any one character.

/** Whether a text fits a pattern as a whole. Linear in both, whatever the pattern. */
export function fitsGlob(pattern: string, text: string): boolean {
    let at = 0;
    let star = -1;
    let resume = 0;
    let place = 0;
    while (place < text.length) {
        const sign = pattern[at];
        if (sign === "*") {
            star = at;
            resume = place;
            at += 1;
        } else if (sign !== undefined && (sign === "?" || sign === text[place])) {
            at += 1;
            place += 1;
        } else if (star >= 0) {
            at = star + 1;
            resume += 1;
            place = resume;
        } else {
            return false;
        }
    }
    return /^\**$/.test(pattern.slice(at));
}

/** Whether a text holds a sign that patterns know. */
export function isPattern(text: string): boolean {
    return /[*?]/.test(text);
}
