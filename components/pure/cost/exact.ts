// Exact numbers: a price of a millionth of a dollar times a billion requests must not be off by a cent.

/** A fraction in lowest terms, its sign in the numerator. */
export interface Exact {
    readonly over: bigint;
    readonly under: bigint;
}

/** Zero. */
export const NOTHING: Exact = { over: 0n, under: 1n };

/** The number that a decimal text such as `0.0125`, or a whole number, stands for. @throws RangeError for any other text */
export function exact(number: string | number | bigint): Exact {
    const [, sign = "", whole = "", part = ""] =
        /^(-?)(\d+)(?:\.(\d+))?$/u.exec(String(number)) ?? [];
    if (whole === "") throw new RangeError(`Expected a decimal number, got ${String(number)}.`);
    return reduced(BigInt(sign + whole + part), 10n ** BigInt(part.length));
}

/** The sum. */
export function plus(...numbers: readonly Exact[]): Exact {
    return numbers.reduce(
        (sum, each) =>
            reduced(sum.over * each.under + each.over * sum.under, sum.under * each.under),
        NOTHING,
    );
}

/** The difference. */
export function minus(from: Exact, what: Exact): Exact {
    return plus(from, { over: -what.over, under: what.under });
}

/** The product. */
export function times(...numbers: readonly (Exact | number | bigint)[]): Exact {
    return numbers
        .map(asExact)
        .reduce((product, each) => reduced(product.over * each.over, product.under * each.under));
}

/** The quotient. @throws RangeError for a division by zero */
export function per(what: Exact | number, by: Exact | number): Exact {
    const [over, under] = [asExact(what), asExact(by)];
    if (under.over === 0n) throw new RangeError("Expected a number to divide by, got 0.");
    return reduced(over.over * under.under, over.under * under.over);
}

/** The greater one. */
export function most(one: Exact, other: Exact): Exact {
    return isLess(one, other) ? other : one;
}

/** The lesser one. */
export function least(one: Exact, other: Exact): Exact {
    return isLess(one, other) ? one : other;
}

/** Whether the first is less than the second. */
export function isLess(one: Exact, other: Exact): boolean {
    return one.over * other.under < other.over * one.under;
}

/** The next whole number. */
export function roundedUp({ over, under }: Exact): Exact {
    const whole = over / under;
    return { over: over > 0n && over % under !== 0n ? whole + 1n : whole, under: 1n };
}

/** As a decimal text with so many digits after the point, halves away from zero. */
export function decimal({ over, under }: Exact, digits: number): string {
    const scale = 10n ** BigInt(digits);
    const twice = (over < 0n ? -over : over) * scale * 2n;
    const rounded = String((twice / under + 1n) / 2n).padStart(digits + 1, "0");
    const at = rounded.length - digits;
    const text = digits === 0 ? rounded : `${rounded.slice(0, at)}.${rounded.slice(at)}`;
    return over < 0n && /[1-9]/u.test(text) ? `-${text}` : text;
}

function asExact(number: Exact | number | bigint): Exact {
    return typeof number === "object" ? number : exact(number);
}

function reduced(over: bigint, under: bigint): Exact {
    const common = divisor(over < 0n ? -over : over, under < 0n ? -under : under);
    const sign = under < 0n ? -1n : 1n;
    return { over: (sign * over) / common, under: (sign * under) / common };
}

function divisor(one: bigint, other: bigint): bigint {
    let [a, b] = [one, other];
    while (b !== 0n) [a, b] = [b, a % b];
    return a === 0n ? 1n : a;
}
