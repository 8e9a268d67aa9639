/** What a stack costs, as a table and as an object. */
import type { Estimate } from "../../components/pure/cost/estimate.ts";
import { decimal, isLess, exact } from "../../components/pure/cost/exact.ts";
import type { CostLine } from "../../components/pure/cost/lines.ts";
import type { View } from "../session.ts";
import { table, type Column } from "./table.ts";
import { wrap } from "./wrap.ts";

/** What is told of an estimate. */
export interface ToldCost {
    readonly estimate: Estimate;
    readonly assumed: Readonly<Record<string, string>>;
    readonly limits: readonly string[];
    readonly region: string;
}

/** The table, its sum, what was assumed and what it does not know. */
export function costText(stack: string, told: ToldCost, view: View): string {
    const { estimate, assumed, limits, region } = told;
    const { style, clean, width, tableWidth } = view;
    const assumptions = Object.entries(assumed).map(([name, value]) => `${name}: ${value}`);
    const title = `${stack}: about ${dollars(estimate.usd)} USD a month in ${region}`;
    return [
        style.strong(clean(title)),
        ...wrap(assumptions.join("; "), width),
        "",
        table(estimate.lines, COLUMNS, { width: tableWidth, heading: style.faint }),
        "",
        ...limits.flatMap((limit) => wrap(`- ${limit}`, width)),
    ].join("\n");
}

/** The same for a program: quantities and dollars as decimal texts. */
export function costData({ estimate, assumed, limits, region }: ToldCost): Record<string, unknown> {
    return {
        region,
        pricesOf: estimate.pricesOf,
        usdPerMonth: decimal(estimate.usd, 2),
        assumed,
        lines: estimate.lines.map(({ group, title, quantity, unit, price, usd }) => ({
            ...{ group, title, unit },
            quantity: decimal(quantity, 3),
            price,
            usdPerMonth: decimal(usd, 4),
        })),
        limits,
    };
}

const COLUMNS: readonly Column<CostLine>[] = [
    { title: "for", cell: ({ group }) => group, leaves: 2 },
    { title: "line", cell: ({ title }) => title, least: 28 },
    {
        title: "quantity",
        cell: ({ quantity, unit }) => `${decimal(quantity, 1)} ${unit}`,
        leaves: 3,
    },
    { title: "price", cell: ({ price }) => `${price.usd} / ${price.per}`, leaves: 4 },
    { title: "as of", cell: ({ price }) => price.asOf, leaves: 5 },
    { title: "USD a month", cell: ({ usd }) => dollars(usd) },
];

function dollars(usd: Estimate["usd"]): string {
    return usd.over > 0n && isLess(usd, exact("0.005")) ? "under 0.01" : decimal(usd, 2);
}
