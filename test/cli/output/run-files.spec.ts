import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";

import { cleanerFor } from "../../../cli/output/clean.ts";
import { junitReport } from "../../../cli/output/junit.ts";
import { escaped, markdownSummary } from "../../../cli/output/markdown.ts";
import { runVerdict } from "../../../cli/output/run-verdict.ts";
import { runOutcome, unbegunReport } from "../../../cli/run-outcome.ts";
import { HOSTILE } from "../../support/hostile-text.ts";
import { failedRun, passedRun } from "../../support/run-reports.ts";
import { parseXml, type Element } from "../../support/xml.ts";

const clean = cleanerFor({});

describe("a run as JUnit XML", () => {
    it("has a case for each phase, in order, with times", () => {
        const [suite] = parseXml(junitReport(passedRun(), clean)).children;
        expect(suite?.name).to.equal("testsuite");
        expect(suite?.attributes).to.deep.include({
            ...{ name: "tempo-sts.branch-feature", tests: "10", failures: "0", errors: "0" },
            ...{ skipped: "0", time: "312.000", timestamp: "2026-11-24T10:43:00" },
        });
        const cases = named(suite, "testcase");
        expect(cases).to.have.length(10);
        expect(cases[2]?.attributes).to.deep.equal({
            ...{ name: "up: Deploy", classname: "tempo-sts.branch-feature", time: "31.200" },
        });
    });

    it("says what failed, what was skipped and what was found", () => {
        const [suite] = parseXml(junitReport(failedRun("one\ntwo"), clean)).children;
        expect(suite?.attributes).to.deep.include({ failures: "1", skipped: "3" });
        const cases = named(suite, "testcase");
        const [failure] = named(cases[4], "failure");
        expect(failure?.attributes).to.deep.equal({ message: "one", type: "proof" });
        expect(failure?.text).to.equal("one\ntwo");
        expect(named(cases[4], "system-out")[0]?.text).to.equal(
            "[failed] issuer: expected https://a, found https://b. Correct `issuer`.\n[warning] webhook: no webhook.",
        );
        expect(named(cases[5], "skipped")[0]?.attributes).to.deep.equal({
            message: "handshake failed",
        });
    });

    it("keeps to what Jenkins' schema allows", () => {
        const allowed: Readonly<Record<string, readonly string[]>> = {
            testsuites: ["testsuite"],
            testsuite: ["properties", "testcase"],
            properties: ["property"],
            testcase: ["skipped", "failure", "system-out"],
        };
        const check = ({ name, children }: Element): void => {
            for (const child of children) {
                expect(allowed[name] ?? [], name).to.include(child.name);
                check(child);
            }
        };
        for (const report of [passedRun(), failedRun()])
            check(parseXml(junitReport(report, clean)));
    });

    it("is well-formed whatever a message holds, and shows no secret", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                const report = failedRun(`${text}${HOSTILE}`);
                const xml = junitReport({ ...report, stack: text }, clean);
                expect(parseXml(xml).name).to.equal("testsuites");
                expect(xml).to.not.match(/wJalrX/u);
                // eslint would call these control characters a mistake in a literal.
                expect(/[^\P{Cc}\n]/u.test(xml)).to.equal(false);
            }),
            { numRuns: 50 },
        );
    });
});

describe("a run as a Markdown summary", () => {
    it("says how it ended, then each phase", () => {
        const page = markdownSummary(passedRun(), clean);
        expect(page).to.match(/^## ✅ tempo-sts: branch-feature\n\nPassed after 5 min 12 s\./u);
        expect(page).to.contain("| Deploy | ✅ passed | 31.2 s | as it must be |");
        expect(page).to.contain("<details><summary>Outputs</summary>");
        expect(page).to.contain('| serviceAccounts | \\["tempo-tmstack"\\] |');
    });

    it("says what went wrong, what is left, and where to look", () => {
        const page = markdownSummary({ ...failedRun(), leftovers: ["bucket a|b"] }, clean);
        expect(page).to.contain("**Prove the handshake**: the role's trust names another issuer");
        expect(page).to.contain("### Left behind\n\n- bucket a\\|b");
        expect(page).to.contain("| Send traces | ➖ skipped |  | handshake failed |");
        expect(page).to.contain("Diagnostics: /tmp/diagnostics/4711");
    });

    it("keeps every row of a table one row of as many cells, whatever stands in it", () => {
        const page = markdownSummary(failedRun(HOSTILE), clean);
        const rows = page.split("\n").filter((line) => line.startsWith("| "));
        for (const row of rows) {
            expect(row).to.match(/ \|$/u);
            const cells = row.replace(/\\./gu, "").split("|").length;
            expect([4, 5, 6]).to.include(cells);
        }
        expect(page).to.not.match(/<script|[\u001b\u0007]|wJalrX|[^&]@everyone/u);
        expect(page).to.not.match(/\n## heading/u);
    });

    it("cuts what is too long for a page", () => {
        expect(escaped("x".repeat(10_000), clean).length).to.be.below(2100);
    });

    it("is no heading, list or rule by its beginning", () => {
        for (const text of ["- a", "1. a", "=== ", "# a", "+ a"]) {
            expect(escaped(text, clean)).to.match(/^(&#8203;|\\)/u);
        }
    });
});

describe("the last word on a run", () => {
    const cases: [string, Parameters<typeof runVerdict>[0], RegExp][] = [
        ["gone", passedRun(), /gone, and nothing of it is left/u],
        ["kept", without(["destroy", "leak-check"]), /The stack branch-feature stays\./u],
        ["something left", { ...failedRun(), leftovers: ["a"] }, /something of it is left/u],
        [
            "clean-up failed as well",
            {
                ...failedRun(),
                cleanUpFailure: { phase: "destroy", class: "clean-up", message: "m" },
            },
            /The clean-up failed as well\./u,
        ],
        [
            "never begun",
            unbegunReport("dev", { class: "settings", message: "m" }, new Date(0)),
            /^Failed at "Check what is needed" after 0\.0 s\. Nothing was deployed\.$/u,
        ],
    ];
    for (const [name, report, words] of cases) {
        it(`tells what became of the stack: ${name}`, () => {
            expect(runVerdict(report)).to.match(words);
        });
    }
});

describe("the outcome of a run", () => {
    it("is the class of its failure; of a time limit that of its phase", () => {
        expect(runOutcome(passedRun(), false).class).to.equal("ok");
        expect(runOutcome(failedRun(), false).class).to.equal("proof");
        const failure = { phase: "up", class: "interrupted", message: "m" } as const;
        const stopped = passedRun({ ok: false, failure });
        expect(runOutcome(stopped, false).class).to.equal("interrupted");
        expect(runOutcome(stopped, true)).to.deep.include({ class: "deploy" });
        expect(runOutcome(passedRun({ ok: false }), false).class).to.equal("bug");
    });

    it("is the error's for a run that never began", () => {
        const report = unbegunReport("dev", { class: "preflight", message: "no CLI" }, new Date(0));
        expect(runOutcome(report, false)).to.deep.include({ class: "preflight" });
        expect(report.phases.filter(({ status }) => status === "failed")).to.have.length(1);
        expect(loadYaml(JSON.stringify(report))).to.deep.equal(report);
    });
});

function named(element: Element | undefined, name: string): Element[] {
    return (element?.children ?? []).filter((child) => child.name === name);
}

function without(ids: readonly string[]) {
    const run = passedRun();
    const phases = run.phases.map((phase) =>
        ids.includes(phase.id) ? ({ ...phase, status: "skipped" } as const) : phase,
    );
    return { ...run, phases };
}
