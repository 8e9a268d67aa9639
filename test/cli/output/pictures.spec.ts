import { expect } from "chai";

import { chainSvg } from "../../../cli/output/chain-svg.ts";
import { htmlReport } from "../../../cli/output/html-report.ts";
import type { RehearsalReport } from "../../../sandbox/rehearsal/report.ts";
import { failedReport, passedReport } from "../../support/reports.ts";

const HOSTILE = `</text><script>alert("1")</script>&'\u0000`;

describe("the picture of the chain", () => {
    it("is well-formed, whatever stands in names", () => {
        for (const report of [passedReport(), failedReport(), hostileReport()]) {
            expect(unclosed(chainSvg(report))).to.deep.equal([]);
        }
    });

    it("says in words what it shows, for those who do not see it", () => {
        const svg = chainSvg(passedReport());
        expect(svg).to.match(/role="img" aria-labelledby="chain-title chain-description"/u);
        expect(svg).to.match(/<title id="chain-title">From a pod's token/u);
        expect(svg).to.match(
            /<desc id="chain-description">Service accounts tempo-tmstack, .*: 1 of 1/u,
        );
    });

    it("is the same for two good rehearsals of different speed and ports", () => {
        const other = passedReport({
            timings: { total: 1 },
            addresses: { AWS: "https://127.0.0.1:1" },
            bystandersWatched: 99,
        });
        expect(chainSvg(other)).to.equal(chainSvg(passedReport()));
    });

    it("keeps the longest legal names inside their cards", () => {
        const { chain } = passedReport();
        if (chain === undefined) throw new Error("expected a chain");
        const report = passedReport({
            chain: {
                ...chain,
                bucketName: "b".repeat(63),
                roleArn: `arn:aws-us-gov:iam::123456789012:role/${"p".repeat(64)}/${"r".repeat(64)}`,
                serviceAccounts: [`tempo-${"s".repeat(63)}-query-frontend`],
            },
        });
        const texts = [...chainSvg(report).matchAll(/class="mono">([^<]*)</gu)];
        expect(texts.length).to.be.above(5);
        expect(Math.max(...texts.map(([, words = ""]) => words.length))).to.be.at.most(34);
    });

    it("shows what was let through although it must be refused", () => {
        expect(chainSvg(passedReport())).to.not.contain("must be refused");
        expect(chainSvg(failedReport())).to.contain("ALLOWED, must be refused");
        expect(chainSvg(failedReport())).to.contain("not proven");
    });

    it("knows light, dark and paper", () => {
        expect(chainSvg(passedReport())).to.match(/prefers-color-scheme:dark[^]*@media print/u);
    });
});

describe("the page", () => {
    it("is well-formed and says everything, whatever stands in names", () => {
        const page = htmlReport(hostileReport());
        expect(unclosed(page)).to.deep.equal([]);
        expect(page).to.not.contain("<script");
    });

    it("loads nothing from anywhere", () => {
        const page = htmlReport(passedReport());
        expect(page).to.not.match(/<(link|script|img|iframe)|@import|url\(|\s(src|href)=/u);
    });

    it("has a table of what was allowed and one of what was refused, with headings", () => {
        const page = htmlReport(passedReport());
        for (const heading of ["What was allowed", "What was refused", "Phases", "Resources"]) {
            expect(page).to.contain(`<h2>${heading}</h2>`);
        }
        expect(page.match(/aria-label="as it must be"/gu)).to.have.length(11);
        expect(page).to.match(/<html lang="en">/u);
    });

    it("says what went wrong", () => {
        const page = htmlReport(failedReport());
        expect(page).to.contain("<h2>What went wrong</h2>");
        expect(page).to.contain('aria-label="not as it must be"');
    });
});

function hostileReport(): RehearsalReport {
    const report = failedReport();
    const text = JSON.stringify(report, (_, value: unknown) =>
        typeof value === "string" && value.startsWith("t") ? HOSTILE : value,
    );
    return { ...(JSON.parse(text) as RehearsalReport), crds: HOSTILE, engineWhy: HOSTILE };
}

/** Elements that were not closed, or closed twice; HTML's own empty ones apart. */
function unclosed(markup: string): string[] {
    const open: string[] = [];
    const wrong: string[] = [];
    const body = markup.replace(/<style>[^]*?<\/style>/gu, "");
    for (const [, slash, name = "", rest = ""] of body.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/giu)) {
        if (rest.endsWith("/") || ["meta", "br"].includes(name)) continue;
        if (slash === "") open.push(name);
        else if (open.pop() !== name) wrong.push(name);
    }
    return [...open, ...wrong];
}
