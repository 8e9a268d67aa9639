import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { SCHEMA } from "../../stacks/settings/schema.ts";
import { documents, renderTables } from "../../docs/tables.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("the docs", () => {
    for (const document of documents()) {
        const text = readFileSync(join(ROOT, document), "utf8");

        it(`${document} holds the tables that its sources give (npm run docs writes them)`, () => {
            expect(squeeze(text)).to.equal(squeeze(renderTables(text)));
        });

        it(`${document} links to files that exist`, () => {
            const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(
                ([, target]) => target ?? "",
            );
            const missing = targets
                .filter((target) => !/^(https?:|#|mailto:)/.test(target))
                .map((target) => target.replace(/#.*$/, ""))
                .filter((target) => !existsSync(join(ROOT, dirname(document), target)));
            expect(missing).to.deep.equal([]);
        });

        it(`${document} names npm scripts that exist`, () => {
            const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
                scripts: Record<string, string>;
            };
            const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(
                ([, script]) => script ?? "",
            );
            expect(named.filter((script) => !(script in scripts))).to.deep.equal([]);
        });
    }

    it("docs/settings.md names every setting there is, and Pulumi.yaml no other", () => {
        const text = readFileSync(join(ROOT, "docs/settings.md"), "utf8");
        const settings = Object.keys(SCHEMA.shape);
        expect(settings.filter((key) => !text.includes(`\`${key}\``))).to.deep.equal([]);
        const { config } = loadYaml<{ config: Record<string, unknown> }>(
            readFileSync(join(ROOT, "Pulumi.yaml"), "utf8"),
        );
        expect(settings).to.include.members(Object.keys(config));
    });

    it("fails a table whose source says something else", () => {
        const marker = "<!-- table: args docs/tables.ts Row -->\n<!-- end -->";
        expect(() => renderTables(marker.replace("Row", "Nobody"))).to.throw(
            "declares no interface",
        );
        expect(renderTables(marker)).to.contain("| `fallback` | `string` |");
    });
});

/** A table's columns are padded by the formatter: only the cells count. */
function squeeze(text: string): string {
    return text.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");
}
