import { expect } from "chai";

import { ClassifiedError, PhaseLog, PHASES } from "../../../sandbox/rehearsal/phases.ts";
import type { PhaseResult } from "../../../sandbox/rehearsal/report.ts";

const DONE = { value: 1, detail: "done" };

describe("the record of the phases", () => {
    it("remembers what each did, and tells it as it happens", async () => {
        const told: unknown[] = [];
        const log = new PhaseLog(
            {
                started: (id, title) => told.push([id, title]),
                progress: (id, message, passing) => told.push([id, message, passing]),
                ended: ({ id, status, detail }) => told.push([id, status, detail]),
            },
            new AbortController().signal,
        );
        const value = await log.run("start", (progress) => {
            progress("one");
            progress("two", true);
            return Promise.resolve(DONE);
        });
        expect(value).to.equal(1);
        expect(told).to.deep.equal([
            ["start", "Start the sandbox"],
            ["start", "one", false],
            ["start", "two", true],
            ["start", "passed", "done"],
        ]);
        expect(log.failures).to.deep.equal([]);
    });

    for (const { id, failure } of PHASES) {
        it(`counts what fails in "${id}" as ${failure}, with its causes`, async () => {
            const log = new PhaseLog({}, new AbortController().signal);
            const cause = new Error("because of that");
            const value = await log.run(id, () => Promise.reject(new Error("not so", { cause })));
            expect(value).to.equal(undefined);
            expect(log.failures).to.deep.equal([
                { class: failure, phase: id, message: "not so: because of that" },
            ]);
            expect(one(log.results).status).to.equal("failed");
        });
    }

    it("takes an error's own class before that of the phase", async () => {
        const log = new PhaseLog({}, new AbortController().signal);
        await log.run("set-up", () => Promise.reject(new ClassifiedError("settings", "wrong")));
        expect(log.failures).to.deep.equal([
            { class: "settings", phase: "set-up", message: "wrong" },
        ]);
    });

    it("fails a phase that was not stopped by what it found, and keeps its value", async () => {
        const log = new PhaseLog({}, new AbortController().signal);
        const problem = "1 of 2";
        expect(await log.run("leak-check", () => Promise.resolve({ ...DONE, problem }))).to.equal(
            1,
        );
        expect(one(log.results)).to.include({ status: "failed", detail: problem });
        expect(log.failures).to.have.length(1);
    });

    it("begins nothing after an interruption but what must happen whatever comes", async () => {
        const interruption = new AbortController();
        const log = new PhaseLog({}, interruption.signal);
        interruption.abort(new Error("by SIGINT"));
        let ran = 0;
        const work = () => Promise.resolve({ ...DONE, value: (ran += 1) });
        expect(await log.run("prove-allowed", work)).to.equal(undefined);
        expect(await log.run("destroy", work, { whatever: true })).to.equal(1);
        expect(ran).to.equal(1);
        expect(log.failures).to.deep.equal([
            { class: "interrupted", phase: "prove-allowed", message: "by SIGINT" },
        ]);
    });

    it("counts a time that is up as the failure of the phase, not as an interruption", async () => {
        const log = new PhaseLog({}, new AbortController().signal);
        log.stopOn(AbortSignal.abort(new Error("it took longer")));
        await log.run("prove-refused", () => Promise.resolve(DONE));
        expect(log.failures).to.deep.equal([
            { class: "proof", phase: "prove-refused", message: "it took longer" },
        ]);
        expect(one(log.results).status).to.equal("skipped");
    });
});

function one(results: readonly PhaseResult[]): PhaseResult {
    const [first] = results;
    if (first === undefined || results.length > 1) throw new Error("expected one result");
    return first;
}
