// One line of an estimate: how much of what at which price.
import { exact, per, times, type Exact } from "./exact.ts";
import type { Price } from "./prices.ts";

/** The groups of lines, in the order they are shown. */
export const GROUPS = [
    "storage",
    "requests",
    "encryption",
    "replication",
    "audit",
    "watch",
    "transfer",
] as const;

/** A line. */
export interface CostLine {
    readonly group: (typeof GROUPS)[number];
    readonly title: string;
    /** In units of the price's own, such as thousands of requests times a thousand. */
    readonly quantity: Exact;
    /** What is counted: `GB and month`, `requests`. */
    readonly unit: string;
    readonly price: Price;
    /** US dollars in a month. */
    readonly usd: Exact;
}

/** The line; nothing where nothing is counted. */
export function line(
    group: CostLine["group"],
    title: string,
    quantity: Exact,
    price: Price,
): CostLine[] {
    if (quantity.over <= 0n) return [];
    const usd = per(times(quantity, exact(price.usd)), price.units);
    const unit = price.units === 1 ? price.per : price.per.replace(/^\d+ /u, "");
    return [{ group, title, quantity, unit, price, usd }];
}
