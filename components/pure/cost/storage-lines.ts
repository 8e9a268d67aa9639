// What is charged for objects that lie in a class, and for bringing them there.
import { daysIn, type Stay } from "./ages.ts";
import { exact, minus, most, NOTHING, per, plus, times, type Exact } from "./exact.ts";
import { DAYS_PER_MONTH } from "./flow.ts";
import { line, type CostLine } from "./lines.ts";
import type { PriceTable, StoredClass } from "./prices.ts";

/** What lies there. */
export interface Stock {
    readonly group: CostLine["group"];
    /** Before the class in each title. */
    readonly title: string;
    /** GB that come in a day. */
    readonly perDay: Exact;
    /** Objects that come in a month. */
    readonly objects: Exact;
    readonly stays: readonly Stay[];
    /** Days that they have been in their class already, as what they were before. @default 0 */
    readonly before?: Exact;
    /** Whether they stay in their class after this, as old versions. @default false */
    readonly goesOn?: boolean;
}

const NAMES: Readonly<Record<StoredClass, string>> = {
    STANDARD: "Standard",
    STANDARD_IA: "Standard-IA",
    ONEZONE_IA: "One Zone-IA",
    GLACIER_IR: "Glacier Instant Retrieval",
    IT_FREQUENT: "Intelligent-Tiering, frequent",
    IT_INFREQUENT: "Intelligent-Tiering, infrequent",
    IT_ARCHIVE_INSTANT: "Intelligent-Tiering, archive instant",
    IT_ARCHIVE: "Intelligent-Tiering, archive",
    IT_DEEP_ARCHIVE: "Intelligent-Tiering, deep archive",
};

/** A line for each class, for what a class charges at least, for moves, and for the watching of Intelligent-Tiering. */
export function storageLines(stock: Stock, prices: PriceTable): CostLine[] {
    const { group, title, perDay, objects, stays, before = NOTHING, goesOn = false } = stock;
    return stays.flatMap((stay) => {
        const { storage, moveIn, leastDays = 0 } = prices.classes[stay.storedClass];
        const name = `${title}${NAMES[stay.storedClass]}`;
        // A day's GB, times the days they stay, is what lies there at any time.
        const lived = plus(before, stay.days);
        const missing = goesOn ? NOTHING : most(minus(exact(leastDays), lived), NOTHING);
        return [
            ...line(group, name, times(perDay, stay.days), storage),
            ...line(
                group,
                `${name}: deleted before its least days`,
                times(perDay, missing),
                storage,
            ),
            ...(stay.moved && moveIn !== undefined
                ? line(group, `${name}: moved there`, objects, moveIn)
                : []),
            ...watching(stock, stay, prices),
        ];
    });
}

/** Objects of less than 128 KB are not watched; all are counted here. */
function watching(
    { group, title, objects, stays }: Stock,
    { storedClass }: Stay,
    { monitoring }: PriceTable,
): CostLine[] {
    if (storedClass !== "IT_FREQUENT") return [];
    const tiered = stays.filter((stay) => stay.storedClass.startsWith("IT_"));
    const watched = times(per(objects, DAYS_PER_MONTH), daysIn(tiered));
    return line(group, `${title}Intelligent-Tiering: watched objects`, watched, monitoring);
}
