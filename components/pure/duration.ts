// Go durations, read and written as time.Duration does it.
import { describeValue, type Problem } from "./problems.ts";

/** What else a duration has to be. */
export interface DurationRule {
    /** Whether zero and negative durations are accepted. @default false */
    readonly anySign?: boolean;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
    ["ns", 1n],
    ["us", 1_000n],
    ["\u00b5s", 1_000n],
    ["\u03bcs", 1_000n],
    ["ms", 1_000_000n],
    ["s", 1_000_000_000n],
    ["m", 60_000_000_000n],
    ["h", 3_600_000_000_000n],
]);
const SECOND = 1_000_000_000n;
const WHOLE = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/;
const PART = /(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g;
const LIMIT = 2n ** 63n;

/**
 * The canonical text of a duration, as Go and so the custom resource stores it: `48h` gives `48h0m0s`.
 *
 * @throws RangeError when the text is no duration
 */
export function canonicalDuration(text: string): string {
    return print(parseOrThrow(text));
}

/**
 * A duration in seconds, fractions included.
 *
 * @throws RangeError when the text is no duration
 */
export function durationSeconds(text: string): number {
    const nanoseconds = parseOrThrow(text);
    return Number(nanoseconds / SECOND) + Number(nanoseconds % SECOND) / Number(SECOND);
}

/** What keeps a value from being a Go duration, and (unless `anySign`) more than zero. */
export function durationProblems(value: unknown, path: string, rule: DurationRule = {}): Problem[] {
    const nanoseconds = typeof value === "string" ? parse(value) : undefined;
    const found = describeValue(value);
    if (nanoseconds === undefined) {
        const expected = "a duration in hours, minutes and seconds, such as 48h or 1h30m";
        return [{ path, expected, found, remedy: durationRemedy(value) }];
    }
    if (rule.anySign !== true && nanoseconds <= 0n) {
        const remedy = "Give the time that is wanted, or leave the setting out for its default";
        return [{ path, expected: "a duration above zero", found, remedy }];
    }
    return [];
}

function parseOrThrow(text: string): bigint {
    const nanoseconds = parse(text);
    if (nanoseconds === undefined) {
        throw new RangeError(`Expected a duration such as 48h, got ${describeValue(text)}.`);
    }
    return nanoseconds;
}

function parse(text: string): bigint | undefined {
    if (/^[+-]?0$/.test(text)) {
        return 0n;
    }
    if (!WHOLE.test(text)) {
        return undefined;
    }
    const size = Array.from(text.matchAll(PART))
        .map(([, whole = "", fraction = "", unit = ""]) => partNanoseconds(whole, fraction, unit))
        .reduce((sum, part) => sum + part);
    return fitsInt64(size, text.startsWith("-"));
}

function fitsInt64(size: bigint, negative: boolean): bigint | undefined {
    if (size > LIMIT || (size === LIMIT && !negative)) {
        return undefined;
    }
    return negative ? -size : size;
}

function partNanoseconds(whole: string, fraction: string, unitName: string): bigint {
    const unit = UNITS.get(unitName) ?? 0n;
    return BigInt(whole || "0") * unit + fractionNanoseconds(fraction, unit);
}

// Go takes the fraction's digits as long as they fit into 63 bits and multiplies in floating point; so do we.
function fractionNanoseconds(fraction: string, unit: bigint): bigint {
    let digits = 0n;
    let scale = 1;
    for (const digit of fraction) {
        const next = digits * 10n + BigInt(digit);
        if (next > LIMIT) {
            break;
        }
        digits = next;
        scale *= 10;
    }
    return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)));
}

function print(nanoseconds: bigint): string {
    if (nanoseconds === 0n) {
        return "0s";
    }
    const sign = nanoseconds < 0n ? "-" : "";
    const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
    return sign + (size < SECOND ? printShort(size) : printLong(size));
}

function printShort(size: bigint): string {
    if (size < 1_000n) {
        return `${size.toString()}ns`;
    }
    return size < 1_000_000n ? `${decimal(size, 3)}\u00b5s` : `${decimal(size, 6)}ms`;
}

function printLong(size: bigint): string {
    const minutes = size / (60n * SECOND);
    const seconds = `${decimal(size % (60n * SECOND), 9)}s`;
    if (minutes === 0n) {
        return seconds;
    }
    const hours = minutes / 60n;
    const rest = `${(minutes % 60n).toString()}m${seconds}`;
    return hours === 0n ? rest : `${hours.toString()}h${rest}`;
}

function decimal(size: bigint, places: number): string {
    const text = size.toString().padStart(places + 1, "0");
    const fraction = text.slice(-places).replace(/0+$/, "");
    return fraction === "" ? text.slice(0, -places) : `${text.slice(0, -places)}.${fraction}`;
}

function durationRemedy(value: unknown): string {
    if (typeof value === "number") {
        return "Add a unit and quotes: h, m or s";
    }
    const days = typeof value === "string" ? /^(\d{1,6})\s*d(?:ays?)?$/.exec(value) : null;
    if (days !== null) {
        return `There is no unit for days: write ${Number(days[1]) * 24}h`;
    }
    if (typeof value === "string" && /^\d+$/.test(value)) {
        return "Add a unit: h, m or s";
    }
    return "Units are h, m, s, ms, us and ns, without blanks between";
}
