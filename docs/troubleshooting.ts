/** Writes what of docs/troubleshooting is generated: the index of the causes, and the matrix of faults that the tests inject. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { allCauses } from "../doctor/causes/causes.ts";
import { CHAIN } from "../doctor/chain.ts";
import { FAULTS } from "../test/doctor/matrix/faults.ts";

/** The index. */
export const INDEX = join(import.meta.dirname, "troubleshooting", "README.md");

/** The index with its generated parts written anew. */
export function renderIndex(markdown: string): string {
    return [
        { name: "causes", table: causeTable() },
        { name: "matrix", table: matrixTable() },
    ].reduce((text, { name, table }) => {
        const block = new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
        if (!block.test(text)) {
            throw new Error(`Expected the marker "generated: ${name}" in the index, found none.`);
        }
        return text.replace(
            block,
            (_, open: string, close: string) => `${open}\n${table}\n\n${close}`,
        );
    }, markdown);
}

function causeTable(): string {
    const titles = new Map(CHAIN.map(({ id, title }) => [id, title]));
    const rows = allCauses().map(
        ({ id, link, title }) => `| ${titles.get(link) ?? link} | [${id}](${id}.md) | ${title} |`,
    );
    return ["| link | cause | in short |", "| --- | --- | --- |", ...rows].join("\n");
}

function matrixTable(): string {
    const rows = FAULTS.map(
        ({ name, title, cause }) => `| ${name} | ${title} | [${cause}](${cause}.md) |`,
    );
    const table = ["| fault | what is done | found first |", "| --- | --- | --- |", ...rows];
    const left = notInjected().map((id) => `[${id}](${id}.md)`);
    return [...table, "", `No fault is injected for: ${left.join(", ") || "none"}.`].join("\n");
}

/** The causes that no fault of the matrix brings about. */
export function notInjected(): string[] {
    const injected = new Set(FAULTS.map(({ cause }) => cause));
    return allCauses().flatMap(({ id }) => (injected.has(id) ? [] : [id]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const before = readFileSync(INDEX, "utf8");
    const after = renderIndex(before);
    if (after !== before) writeFileSync(INDEX, after);
}
