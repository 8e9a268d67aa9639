/** Times seen from now, as a person says them. */

const UNITS = [
    { seconds: 86_400, word: "d" },
    { seconds: 3600, word: "h" },
    { seconds: 60, word: "min" },
] as const;

/** "3 h ago". */
export function ago(time: Date, now: Date): string {
    const seconds = (now.getTime() - time.getTime()) / 1000;
    return seconds < 60 ? "just now" : `${span(seconds, Math.floor)} ago`;
}

/** "in 3 h". */
export function until(time: Date, now: Date): string {
    const seconds = (time.getTime() - now.getTime()) / 1000;
    return seconds < 60 ? "in a moment" : `in ${span(seconds, Math.round)}`;
}

/** In the largest unit of which there are two, so that 47 h are not 1 d. */
function span(seconds: number, whole: (count: number) => number): string {
    const unit = UNITS.find((each) => seconds >= 2 * each.seconds) ?? UNITS[2];
    return `${whole(seconds / unit.seconds)} ${unit.word}`;
}
