import { expect } from "chai";

import { cleanerFor } from "../../../cli/output/clean.ts";
import { styleFor } from "../../../cli/output/style.ts";
import { sweepText } from "../../../cli/output/sweep-text.ts";
import type { View } from "../../../cli/session.ts";
import type { SweepReport } from "../../../stacks/sweep/report.ts";

describe("a sweep as text", () => {
    const report: SweepReport = {
        schema: "tempo-sts/sweep/v1",
        ...{ ok: true, dryRun: true, account: "123456789012", project: "tempo-sts" },
        counts: { planned: 1, done: 0, failed: 0, kept: 1, unchecked: 0 },
        rows: [
            {
                kind: "stack",
                what: "branch-x",
                why: "it expired 2 h ago",
                action: "destroy",
                state: "planned",
            },
            {
                kind: "bucket",
                what: "tracing-y",
                why: "the stack y lives",
                action: "keep",
                state: "kept",
            },
        ],
    };

    it("tells what would go, why, what stays, and how to do it", () => {
        expect(sweepText(report, ["no cluster"], view(100))).to.equal(
            [
                "What would go",
                "kind   what      why",
                "stack  branch-x  it expired 2 h ago",
                "",
                "What stays",
                "kind    what       why",
                "bucket  tracing-y  the stack y lives",
                "",
                "  ! no cluster",
                "",
                "1 to take away, 1 to keep, in the account 123456789012. Nothing was touched: --yes takes them away.",
            ].join("\n"),
        );
    });

    it("shows twenty of those that stay, what could not be checked first", () => {
        const kept = Array.from({ length: 30 }, (_, index) => ({
            ...{ kind: "role", what: `r${index}`, why: "it lives", action: "keep", state: "kept" },
            ...(index === 29 ? { unchecked: true } : {}),
        })) as SweepReport["rows"];
        const text = sweepText({ ...report, rows: kept }, [], view(100));
        expect(text).to.match(
            /What stays\nkind +what +why\nrole +r29 [^]*\nrole +r18 [^\n]*\n… and 10 more: --json/u,
        );
    });

    it("tells what went, and what failed with its reason", () => {
        const rows = [
            { ...report.rows[0], state: "failed", message: "AccessDenied" },
        ] as SweepReport["rows"];
        const counts = { planned: 0, done: 0, failed: 1, kept: 0, unchecked: 2 };
        const text = sweepText(
            { ...report, dryRun: false, ok: false, rows, counts },
            [],
            view(100),
        );
        expect(text).to.match(
            /^What went\nkind +what +result +why\nstack +branch-x +failed +AccessDenied/u,
        );
        expect(text).to.contain("✘ stack branch-x: AccessDenied");
        expect(text).to.match(
            /0 taken away, 1 failed, 0 kept, 2 could not be checked, in the account/u,
        );
    });
});

function view(width: number): View {
    return { width, tableWidth: width, style: styleFor(false), clean: cleanerFor({}) };
}
