// Which of the known words was probably meant.

const LONGEST_WORD = 64;

/** The known word nearest to a mistyped one, or undefined when none is near enough to be a slip of the fingers. */
export function nearest(text: string, known: readonly string[]): string | undefined {
    const word = text.slice(0, LONGEST_WORD).toLowerCase();
    let best: string | undefined;
    let least = Math.max(1, Math.floor(word.length / 3)) + 1;
    for (const candidate of known) {
        const distance = slips(word, candidate.toLowerCase());
        if (distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}

// How many letters were dropped, added, changed or swapped with their neighbour.
function slips(left: string, right: string): number {
    let beforeLast: number[] = [];
    let last = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let row = 1; row <= left.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= right.length; column += 1) {
            const changed = left[row - 1] === right[column - 1] ? 0 : 1;
            const ways = [
                at(last, column) + 1,
                at(current, column - 1) + 1,
                at(last, column - 1) + changed,
            ];
            if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
                ways.push(at(beforeLast, column - 2) + 1);
            }
            current.push(Math.min(...ways));
        }
        beforeLast = last;
        last = current;
    }
    return at(last, right.length);
}

function at(row: readonly number[], index: number): number {
    return row[index] ?? Infinity;
}
