// Kubernetes quantities, read and written as resource.Quantity does it.
import { describeValue, type Problem } from "./problems.ts";

/** What else a quantity has to be. */
export interface QuantityRule {
    /** Whether zero and negative quantities are accepted. @default false */
    readonly anySign?: boolean;
}

type Format = "decimal" | "binary" | "exponent";

interface Quantity {
    readonly negative: boolean;
    /** The amount is `digits` times ten to the power of `exponent`, times two to the power of `binaryExponent`. */
    readonly digits: bigint;
    readonly exponent: number;
    readonly binaryExponent: number;
    readonly format: Format;
}

const PATTERN = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const SUFFIXES = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"] as const;
const BINARY_SUFFIXES = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;
const NANO = -9;
const LARGEST_SUFFIX = 18;
const LARGEST_EXPONENT = 9999;
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * The canonical text of a quantity, as Kubernetes stores it: `2000m` gives `2`, `4096Mi` gives `4Gi`.
 *
 * @throws RangeError when the text is no quantity
 */
export function canonicalQuantity(text: string): string {
    const quantity = parse(text);
    if (quantity === undefined) {
        throw new RangeError(
            `Expected a Kubernetes quantity such as 10Gi, got ${describeValue(text)}.`,
        );
    }
    return print(quantity);
}

/** What keeps a value from being a quantity that Kubernetes takes, and (unless `anySign`) more than zero. */
export function quantityProblems(value: unknown, path: string, rule: QuantityRule = {}): Problem[] {
    const quantity = typeof value === "string" ? parse(value) : undefined;
    const found = describeValue(value);
    if (quantity === undefined) {
        const expected = "a Kubernetes quantity, as text";
        return [{ path, expected, found, remedy: quantityRemedy(value) }];
    }
    if (rule.anySign !== true && (quantity.negative || quantity.digits === 0n)) {
        return [
            {
                path,
                expected: "a quantity above zero",
                found,
                remedy: "Give the amount that is wanted, or leave the setting out for its default",
            },
        ];
    }
    return [];
}

function parse(text: string): Quantity | undefined {
    const match = PATTERN.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, sign = "", whole = "", afterWhole = "", fractionOnly = "", suffix = ""] = match;
    const fraction = afterWhole + fractionOnly;
    const scale = scaleOf(suffix);
    const quantity = {
        negative: sign === "-",
        digits: BigInt(whole + fraction),
        exponent: scale.exponent - fraction.length,
        binaryExponent: scale.binaryExponent,
        format: scale.format,
    };
    return Math.abs(quantity.exponent) > LARGEST_EXPONENT || !isPrintable(quantity)
        ? undefined
        : quantity;
}

function scaleOf(suffix: string): { exponent: number; binaryExponent: number; format: Format } {
    const binary = BINARY_SUFFIXES.findIndex((known) => known === suffix);
    if (binary > 0) {
        return { exponent: 0, binaryExponent: 10 * binary, format: "binary" };
    }
    const decimal = SUFFIXES.findIndex((known) => known === suffix);
    return decimal >= 0
        ? { exponent: NANO + 3 * decimal, binaryExponent: 0, format: "decimal" }
        : { exponent: Number(suffix.slice(1)), binaryExponent: 0, format: "exponent" };
}

// Above 999E the decimal suffixes end, and Kubernetes would print 1000E as 1: better no quantity than a wrong one.
function isPrintable(quantity: Quantity): boolean {
    const { digits, exponent, format } = quantity;
    return (
        format !== "decimal" ||
        digits === 0n ||
        thousands(digits, exponent).exponent <= LARGEST_SUFFIX
    );
}

function print(quantity: Quantity): string {
    const amount = roundUpToNano(quantity);
    if (amount.digits === 0n) {
        return "0";
    }
    const sign = quantity.negative ? "-" : "";
    const text =
        quantity.format === "binary"
            ? printBinary(amount)
            : printDecimal(amount.digits, amount.exponent, quantity.format);
    return sign + text;
}

// As Kubernetes: whoever asks for something gets something, so what is finer than a billionth is rounded up.
function roundUpToNano(quantity: Quantity): { digits: bigint; exponent: number } {
    const digits = quantity.digits << BigInt(quantity.binaryExponent);
    const { exponent } = quantity;
    if (exponent >= NANO) {
        return { digits, exponent };
    }
    const divisor = 10n ** BigInt(NANO - exponent);
    return { digits: (digits + divisor - 1n) / divisor, exponent: NANO };
}

// A binary quantity with a fraction, or of less than a kibi, is shown with decimal suffixes.
function printBinary({ digits, exponent }: { digits: bigint; exponent: number }): string {
    const unit = 10n ** BigInt(-exponent);
    if (digits > MAX_INT64 * unit) {
        return MAX_INT64.toString();
    }
    if (digits < 1024n * unit || digits % unit !== 0n) {
        return printDecimal(digits, exponent, "decimal");
    }
    let mantissa = digits / unit;
    let power = 0;
    while (mantissa % 1024n === 0n) {
        mantissa /= 1024n;
        power += 1;
    }
    return `${mantissa.toString()}${BINARY_SUFFIXES[power] ?? ""}`;
}

function printDecimal(digits: bigint, exponent: number, format: Format): string {
    const amount = thousands(digits, exponent);
    if (format === "exponent") {
        const suffix = amount.exponent === 0 ? "" : `e${amount.exponent}`;
        return `${amount.digits.toString()}${suffix}`;
    }
    return `${amount.digits.toString()}${SUFFIXES[(amount.exponent - NANO) / 3] ?? ""}`;
}

// The largest exponent that is a multiple of three and leaves the digits whole.
function thousands(digits: bigint, exponent: number): { digits: bigint; exponent: number } {
    let mantissa = digits;
    let power = exponent;
    while (mantissa % 10n === 0n) {
        mantissa /= 10n;
        power += 1;
    }
    while (power % 3 !== 0) {
        mantissa *= 10n;
        power -= 1;
    }
    return { digits: mantissa, exponent: power };
}

function quantityRemedy(value: unknown): string {
    if (typeof value === "number") {
        return `Write it in quotes: "${value}"`;
    }
    if (typeof value === "string" && PATTERN.test(value)) {
        return `Kubernetes cannot write an amount above 999E, or with an exponent beyond ${LARGEST_EXPONENT}`;
    }
    if (typeof value === "string" && /^\s|\s$|\d\s+\w/.test(value)) {
        return "Remove the blanks";
    }
    if (typeof value === "string" && /\d(?:[KMGTPE]i?B|K|[kmgtp]i|[gtp])$/.test(value)) {
        return "Units are k, M, G, T, P, E or Ki, Mi, Gi, Ti, Pi, Ei, without a B";
    }
    return "Write a number and, if wanted, a unit: 10Gi, 500Mi, 2, 1500m";
}
