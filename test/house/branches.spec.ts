import { expect } from "chai";

import { LIFETIME_LABELS, LIFETIME_TAGS } from "../../components/pure/lifetime/lifetime.ts";
import { branchNamespace, branchStack } from "../../components/pure/names/stack-names.ts";
import { EXIT_CODES } from "../../cli/exit-codes.ts";
import { RUN_PHASES } from "../../stacks/run/phases.ts";
import { ciFile } from "../support/ci/files.ts";

/** What the page says in tables is what the code says. */
describe("docs/branches.md", () => {
    const rows = ciFile("docs/branches.md")
        .text.split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((cell) => cell.trim().replaceAll("`", "")),
        );

    it("names the stack and the namespace of each branch as they are made", () => {
        const named = rows.filter(([, stack = ""]) => stack.startsWith("branch-"));
        expect(named).to.have.lengthOf.above(3);
        for (const [branch = "", stack] of named) {
            expect(branchStack(branch)).to.equal(stack);
            expect(branchNamespace(branch)).to.equal(stack);
        }
    });

    it("has all phases in order, with their limits and classes", () => {
        const phases = rows.filter(([id]) => RUN_PHASES.some((phase) => phase.id === id));
        expect(phases.map(([id, , limit, fails]) => [id, limit, fails])).to.deep.equal(
            RUN_PHASES.map(({ id, timeoutSeconds, failureClass }) => [
                id,
                `${timeoutSeconds} s`,
                failureClass,
            ]),
        );
    });

    it("has all exit codes", () => {
        const codes = rows.find(([first]) => first === "0");
        expect(codes?.map(Number)).to.deep.equal(Object.values(EXIT_CODES));
    });

    it("has the tags and labels of a lifetime", () => {
        const tags = rows.filter(([tag = ""]) => tag.startsWith("tempo-sts:"));
        expect(tags.map(([tag, label]) => [tag, label])).to.deep.equal(
            Object.entries(LIFETIME_TAGS).map(([field, tag]) => [
                tag,
                LIFETIME_LABELS[field as keyof typeof LIFETIME_LABELS],
            ]),
        );
    });
});
