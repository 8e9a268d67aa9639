import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { INDEX, notInjected, renderIndex } from "../../docs/troubleshooting.ts";
import { allCauses } from "../../doctor/causes/causes.ts";
import { FAULTS } from "./matrix/faults.ts";
import { commandsOf, problemOf } from "./page-commands.ts";

const FOLDER = join(import.meta.dirname, "../../docs/troubleshooting");
const HEADINGS = ["How it shows", "Why", "How to confirm it by hand", "What to do"];

/** What the emulator cannot bring about. */
const NOT_INJECTED = ["handshake-left-behind"];

const pages = readdirSync(FOLDER).filter((file) => file.endsWith(".md") && file !== "README.md");
const causes = allCauses();

describe("the pages on troubleshooting", () => {
    it("are one for each cause, and no other", () => {
        expect(pages.toSorted()).to.deep.equal(causes.map(({ id }) => `${id}.md`).toSorted());
    });

    it("have an index and a matrix as their sources give them (npm run docs writes them)", () => {
        const text = readFileSync(INDEX, "utf8");
        expect(squeeze(text)).to.equal(squeeze(renderIndex(text)));
    });

    it("are each named by a fault that is injected, or said to be by nobody", () => {
        expect(FAULTS.length).to.be.at.least(40);
        expect(FAULTS.filter(({ cause }) => causes.every(({ id }) => id !== cause))).to.deep.equal(
            [],
        );
        expect(notInjected()).to.deep.equal(NOT_INJECTED);
    });

    it("give faults names that are different", () => {
        expect(new Set(FAULTS.map(({ name }) => name)).size).to.equal(FAULTS.length);
    });

    for (const { id, title } of causes) {
        it(`${id}: has title, headings and commands that can be`, () => {
            const file = join(FOLDER, `${id}.md`);
            expect(existsSync(file)).to.equal(true);
            const text = readFileSync(file, "utf8");
            expect(text.split("\n")[0]).to.equal(
                `# ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
            );
            expect(text).to.contain(`<!-- cause: ${id} -->`);
            const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
            expect(headings).to.deep.equal(HEADINGS);
            const commands = commandsOf(text);
            expect(commands).to.not.deep.equal([]);
            expect(commands.flatMap((each) => problemOf(each) ?? [])).to.deep.equal([]);
        });
    }
});

/** A table's columns are padded by the formatter: only the cells count. */
function squeeze(text: string): string {
    return text.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");
}
