import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { exportLines } from "../../../cli/output/export-lines.ts";
import { styleFor, wantsColor } from "../../../cli/output/style.ts";
import { textReport } from "../../../cli/output/text-report.ts";
import { failedReport, passedReport } from "../../support/reports.ts";

const PLAIN = styleFor(false);

describe("the report as text", () => {
    for (const width of [40, 60, 80, 140]) {
        it(`fits ${width} columns, passed or failed, coloured or not`, () => {
            for (const report of [passedReport(), failedReport()]) {
                for (const style of [PLAIN, styleFor(true)]) {
                    const text = stripVTControlCharacters(textReport(report, { width, style }));
                    expect(longest(text), text).to.be.at.most(width);
                }
            }
        });
    }

    it("says the same with and without colours", () => {
        const plain = textReport(passedReport(), { width: 80, style: PLAIN });
        const colored = textReport(passedReport(), { width: 80, style: styleFor(true) });
        expect(plain).to.not.contain("\u001b");
        expect(colored).to.contain("\u001b[32m");
        expect(stripVTControlCharacters(colored)).to.equal(plain);
    });

    it("shows the chain link by link, with what was proven of each", () => {
        const lines = textReport(passedReport(), { width: 100, style: PLAIN }).split("\n");
        const titles = lines
            .filter((line) => /^ {2}✔ [A-Z]/u.test(line))
            .map((line) => line.trim());
        expect(titles).to.deep.equal(["✔ Service accounts", "✔ STS", "✔ S3 bucket"]);
        expect(lines.join("\n")).to.contain("s3:PutObject: 2 of 2 allowed");
        expect(lines.join("\n")).to.contain("2 of 2 refused as they must be");
    });

    it("puts each refusal beside its error code, below who was refused", () => {
        const text = textReport(passedReport(), { width: 100, style: PLAIN });
        expect(text.split("\n")).to.include.members(["What was refused", "Where", "With", "Times"]);
        expect(text).to.match(/:default\n {4}✔ another service account +AccessDenied\n/u);
        expect(text).to.match(/no credentials\)\n {4}✔ read without credentials +AccessDenied\n/u);
    });

    it("says what went wrong first: the proof, what is left, what was touched", () => {
        const text = textReport(failedReport(), { width: 200, style: PLAIN });
        expect(text.startsWith("What went wrong")).to.equal(true);
        expect(text).to.contain("another service account: expected to be refused, was allowed");
        expect(text).to.contain("left behind: S3 bucket");
        expect(text).to.contain("touched: S3 bucket tracing-bystander (changed)");
        expect(text.split("\n").at(-1)).to.match(/^Failed at "prove-refused"/u);
    });

    it("is short when nothing was deployed", () => {
        const failure = { class: "preflight", phase: "start", message: "no Go" } as const;
        const { chain, ...rest } = passedReport();
        expect(chain).to.not.equal(undefined);
        const report = { ...rest, ok: false, failure, failures: [failure], proofs: [] };
        const text = textReport(report, { width: 80, style: PLAIN });
        expect(text).to.contain("start: no Go");
        expect(text).to.not.contain("The chain");
    });

    it("lets no name steer the terminal", () => {
        const evil = "\u001b[2J\u001b]0;owned\u0007";
        const failure = { class: "deploy", phase: "deploy", message: evil } as const;
        const report = passedReport({ ok: false, failure, failures: [failure], crds: evil });
        expect(textReport(report, { width: 80, style: PLAIN })).to.not.match(/[\u001b\u0007]/u);
    });
});

describe("the lines of --keep", () => {
    it("can be pasted into a shell, whatever stands in a path", () => {
        const report = { ...passedReport(), exports: { KUBECONFIG: "/tmp/it's here/k", A: "b" } };
        const lines = exportLines(report).split("\n");
        expect(lines).to.include("  export KUBECONFIG='/tmp/it'\\''s here/k'");
        expect(lines).to.include("  export A=b");
    });
});

describe("colours", () => {
    const cases = [
        { option: true, isTTY: true, env: {}, colored: true },
        { option: true, isTTY: false, env: {}, colored: false },
        { option: false, isTTY: true, env: {}, colored: false },
        { option: true, isTTY: true, env: { NO_COLOR: "1" }, colored: false },
        { option: true, isTTY: true, env: { NO_COLOR: "" }, colored: true },
        { option: true, isTTY: true, env: { TERM: "dumb" }, colored: false },
        { option: true, isTTY: false, env: { FORCE_COLOR: "1" }, colored: true },
        { option: true, isTTY: true, env: { FORCE_COLOR: "0" }, colored: false },
        { option: true, isTTY: false, env: { FORCE_COLOR: "1", NO_COLOR: "1" }, colored: false },
    ];
    for (const { option, isTTY, env, colored } of cases) {
        it(`are ${colored ? "on" : "off"}: ${JSON.stringify({ option, isTTY, env })}`, () => {
            expect(wantsColor(option, { isTTY, env })).to.equal(colored);
        });
    }
});

function longest(text: string): number {
    return Math.max(...text.split("\n").map(({ length }) => length));
}
