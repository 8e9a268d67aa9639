import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { SCHEMA } from "../../stacks/settings/schema.ts";

const TEXT = readFileSync(join(import.meta.dirname, "../../docs/comparison.md"), "utf8");
const ROWS = TEXT.split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[ -]+\|/u.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, point]) => point !== "point");

/** The links themselves are followed by docs.spec.ts, as those of every page. */
describe("docs/comparison.md", () => {
    it("says as of when it is true", () => {
        expect(TEXT).to.match(/As of 20\d\d-\d\d-\d\d/);
    });

    it("has a row for each point of its peers, with what we do and where to check it", () => {
        expect(ROWS).to.have.lengthOf.above(45);
        for (const [, point = "", others, ours, , see] of ROWS) {
            expect(others, point).to.not.equal("");
            expect(ours, point).to.not.equal("");
            expect(see, point).to.match(/\]\([^)]+\)/);
        }
    });

    it("names settings that there are", () => {
        const named = ROWS.flatMap(([, , , , cell = ""]) =>
            [...cell.matchAll(/`([^`]+)`/gu)].map(([, name = ""]) => name),
        );
        expect(named).to.have.lengthOf.above(25);
        expect(named.filter((path) => !isSetting(path))).to.deep.equal([]);
        expect(isSetting("bucket.versionen")).to.equal(false);
    });
});

function isSetting(path: string): boolean {
    let schema: unknown = SCHEMA;
    for (const part of path.split(".")) {
        const shape: Readonly<Record<string, unknown>> = shapeOf(schema);
        if (!Object.hasOwn(shape, part)) return false;
        schema = shape[part];
    }
    return true;
}

/** The fields of a table, under whatever it is wrapped in. */
function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
    if (schema instanceof z.ZodObject) return schema.shape;
    if (schema instanceof z.ZodPipe) return shapeOf(schema.out);
    const isWrapped =
        schema instanceof z.ZodOptional ||
        schema instanceof z.ZodDefault ||
        schema instanceof z.ZodPrefault;
    return isWrapped ? shapeOf(schema.unwrap()) : {};
}
