import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { rehearseVerb, type RehearseFlags } from "../../../cli/verbs/rehearse.ts";
import type { RehearsalOptions } from "../../../sandbox/rehearsal/rehearse.ts";
import type { RehearsalReport } from "../../../sandbox/rehearsal/report.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { failedReport, passedReport } from "../../support/reports.ts";

const FLAGS: RehearseFlags = { engine: "auto", config: [], color: true };

/** What is shown and how it ends; the rehearsal itself is played by the reports of `test/support/reports.ts`. */
describe("the verb rehearse", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-cli-"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("shows the phases in plain lines where no terminal is, then the report", async () => {
        const io = fakeIo();
        expect(await rehearseVerb(FLAGS, io, played(passedReport()))).to.equal("ok");
        expect(io.printed.stdout).to.match(
            /^… Set up\n {2}looking\n✔ Set up: all there \(0\.0 s\)\n\nThe chain/u,
        );
        expect(io.printed.stdout).to.not.contain("\u001b");
        expect(io.printed.stderr).to.equal("");
    });

    it("prints one object with --json, and the phases on stderr", async () => {
        const io = fakeIo();
        await rehearseVerb({ ...FLAGS, json: true }, io, played(passedReport()));
        expect(JSON.parse(io.printed.stdout)).to.deep.equal(passedReport());
        expect(io.printed.stderr).to.contain("Set up");
    });

    it("prints nothing but the result with --quiet", async () => {
        const io = fakeIo();
        await rehearseVerb({ ...FLAGS, quiet: true, json: true }, io, played(passedReport()));
        expect(io.printed.stderr).to.equal("");
        const text = fakeIo();
        await rehearseVerb({ ...FLAGS, quiet: true }, text, played(passedReport()));
        expect(text.printed.stdout).to.not.contain("Set up:");
    });

    it("ends with the class of the first failure", async () => {
        expect(await rehearseVerb(FLAGS, fakeIo(), played(failedReport()))).to.equal("proof");
    });

    it("writes the page, for a failed rehearsal too", async () => {
        const html = join(folder, "page.html");
        await rehearseVerb({ ...FLAGS, html }, fakeIo(), played(failedReport()));
        expect(readFileSync(html, "utf8")).to.contain("What went wrong");
    });

    it("hands on what it was told", async () => {
        let seen: RehearsalOptions | undefined;
        const config = [["namespace", "tracing"]] as const;
        const flags = { ...FLAGS, config, context: "kind", operator: "/bin/op", timeout: 60 };
        await rehearseVerb(
            { ...flags, engine: "pulumi" },
            fakeIo({ env: { A: "b" } }),
            (options) => {
                seen = options;
                return Promise.resolve(passedReport());
            },
        );
        expect(seen).to.deep.include({
            ...{ engine: "pulumi", context: "kind", operator: "/bin/op", timeoutSeconds: 60 },
            ...{ settings: config, env: { A: "b" }, keep: undefined },
        });
    });

    it("asks the rehearsal to stop on a signal, and listens no longer afterwards", async () => {
        const io = fakeIo();
        await rehearseVerb(FLAGS, io, (options) => {
            io.send("SIGTERM");
            expect(options.signal.aborted).to.equal(true);
            return Promise.resolve(passedReport());
        });
        expect(io.listening()).to.equal(0);
    });

    it("leaves it running with --keep, says how to use it, and takes it away on a signal", async () => {
        const io = fakeIo();
        const keeping = rehearseVerb({ ...FLAGS, keep: true }, io, kept);
        await new Promise((resolve) => setImmediate(resolve));
        expect(io.printed.stdout).to.contain("export KUBECONFIG=/tmp/k");
        expect(io.printed.stdout).to.contain("Ctrl-C here takes it away.");
        expect(io.printed.stdout).to.not.contain("✔ Destroy");
        io.send("SIGINT");
        expect(await keeping).to.equal("ok");
        const after = io.printed.stdout.split("takes it away.")[1];
        expect(after).to.match(/✔ Destroy[^]*nothing left behind/u);
        expect(after).to.not.contain("The chain");
    });

    it("prints one object only with --keep --json", async () => {
        const io = fakeIo();
        const keeping = rehearseVerb({ ...FLAGS, keep: true, json: true }, io, kept);
        await new Promise((resolve) => setImmediate(resolve));
        io.send("SIGINT");
        await keeping;
        expect(JSON.parse(io.printed.stdout)).to.deep.include({
            exports: { KUBECONFIG: "/tmp/k" },
        });
    });
});

function played(report: RehearsalReport) {
    return ({ listener }: RehearsalOptions): Promise<RehearsalReport> => {
        const title = "Set up";
        listener?.started?.("set-up", title);
        listener?.progress?.("set-up", "looking", false);
        listener?.progress?.("set-up", "passing by", true);
        const result = { id: "set-up", title, status: "passed", milliseconds: 9 } as const;
        listener?.ended?.({ ...result, detail: "all there" });
        return Promise.resolve(report);
    };
}

async function kept({ keep, listener }: RehearsalOptions): Promise<RehearsalReport> {
    const report = passedReport();
    const phases = report.phases.filter(({ id }) => id !== "leak-check");
    await keep?.({ ...report, phases, exports: { KUBECONFIG: "/tmp/k" } });
    const result = { id: "destroy", title: "Destroy", status: "passed", milliseconds: 9 } as const;
    listener?.ended?.({ ...result, detail: "" });
    return report;
}
