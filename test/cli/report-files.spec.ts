import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { run } from "../../cli/program.ts";
import type { RunReport } from "../../stacks/run/report.ts";
import { SettingsError } from "../../stacks/settings/settings-error.ts";
import { fakeIo } from "../support/fake-io.ts";
import { fakeRooms } from "../support/fake-rooms.ts";
import { failedRun, passedRun } from "../support/run-reports.ts";

describe("the files of a run", () => {
    let folder: string;
    const read = (name: string) => readFileSync(join(folder, name), "utf8");

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-reports-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("are written for a failed run too, in folders that are made", async () => {
        const { code } = await play(failedRun(), [
            "--junit",
            "a/junit.xml",
            "--markdown",
            "b/page.md",
        ]);
        expect(code).to.equal(5);
        expect(read("a/junit.xml")).to.contain('<failure message="the role');
        expect(read("b/page.md")).to.contain("## ❌ tempo-sts: branch-feature");
    });

    it("hold every event, whatever is told on stderr", async () => {
        const { io } = await play(passedRun(), ["--events", "events.ndjson", "--quiet"]);
        expect(io.printed.stderr).to.equal("");
        const events = read("events.ndjson")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<string, unknown>);
        expect(events.map(({ kind }) => kind)).to.deep.equal([
            "step-started",
            "resource",
            "step-ended",
        ]);
        expect(events[2]).to.deep.include({
            verb: "run",
            step: "up",
            status: "failed",
            detail: "first",
        });
    });

    it("add to the page of a GitHub job", async () => {
        writeFileSync(join(folder, "summary"), "before\n");
        const env = { GITHUB_STEP_SUMMARY: join(folder, "summary") };
        await play(passedRun(), [], env);
        await play(passedRun(), [], env);
        expect(read("summary")).to.match(/^before\n## ✅ [^]*## ✅ /u);
    });

    it("say why a run never began", async () => {
        const problem = { path: "namespace", expected: "a name", found: "1", remedy: "" };
        const readSettings = () => Promise.reject(new SettingsError([problem]));
        const io = fakeIo({ folder });
        const argv = ["run", "--stack", "dev", "--junit", "junit.xml", "--markdown", "page.md"];
        expect(await run(argv, io, fakeRooms({ readSettings }))).to.equal(2);
        expect(read("junit.xml")).to.contain('type="settings"');
        expect(read("page.md")).to.contain("expected a name, got 1");
    });

    it("hide no failure when one cannot be written at the end", async () => {
        const { code, io } = await play(failedRun(), [], { GITHUB_STEP_SUMMARY: folder });
        expect(code).to.equal(5);
        expect(io.printed.stderr).to.contain(`${folder} could not be written`);
    });

    for (const option of ["--junit", "--markdown", "--events"]) {
        it(`refuse a file that cannot be one, before anything runs: ${option}`, async () => {
            const { code, io } = await play(passedRun(), [option, "."]);
            expect(code).to.equal(2);
            expect(io.printed.stderr).to.contain(`${option}: expected a file that can be written`);
        });
    }

    async function play(
        report: RunReport,
        more: readonly string[],
        env: Record<string, string> = {},
    ) {
        const io = fakeIo({ folder, env });
        const rooms = fakeRooms({
            runPhases: ({ listener }) => {
                listener?.started?.("up", "Deploy");
                const event = {
                    urn: "u",
                    type: "t",
                    name: "n",
                    kind: "end",
                    step: "create",
                } as const;
                listener?.event?.("up", event);
                listener?.ended?.({
                    ...{
                        id: "up",
                        title: "Deploy",
                        status: "failed",
                        milliseconds: 1,
                        attempts: 1,
                    },
                    ...{
                        detail: "",
                        findings: [],
                        error: { message: "first\nsecond", class: "deploy" },
                    },
                });
                return Promise.resolve(report);
            },
        });
        const code = await run(["run", "--stack", "dev", ...more], io, rooms);
        return { code, io };
    }
});
