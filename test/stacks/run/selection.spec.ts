import { expect } from "chai";
import fc from "fast-check";

import { RUN_PHASES, type RunPhaseId } from "../../../stacks/run/phases.ts";
import { plannedPhases } from "../../../stacks/run/plan.ts";
import { fails, play, someSettings } from "./scene.ts";

const IDS = RUN_PHASES.map(({ id }) => id);
const VERIFY: RunPhaseId[] = ["wait", "handshake", "generate-traces", "verify-traces"];
const no = fails(new Error("no"));

/** Which phases a person asked for, and what becomes of the stack then. */
describe("the phases of a run", () => {
    it("begin where they are told to, with the earlier ones told as skipped, and still destroy", async () => {
        const { begun, report } = await play({ options: { fromPhase: "handshake" } });
        expect(begun).to.deep.equal(IDS.slice(4));
        expect(report.phases[0]).to.deep.include({
            status: "skipped",
            attempts: 0,
            detail: "skipped: the run starts at handshake",
        });
    });

    it("destroy what an earlier run deployed, when one fails after that", async () => {
        const options = { fromPhase: "handshake" } as const;
        const { begun } = await play({ options, actions: { handshake: no } });
        expect(begun).to.deep.equal(["handshake", "destroy", "leak-check"]);
    });

    it("leave out what they are told to, and say aloud that the stack stays without a destroy", async () => {
        const { begun, report } = await play({ options: { skipPhases: ["no-drift", "destroy"] } });
        expect(begun).to.deep.equal(IDS.slice(0, 7));
        expect(report.ok).to.equal(true);
        expect(report.phases.at(-2)?.detail).to.match(/the stack stays, with everything in it/);
        expect(report.phases.at(-1)?.detail).to.equal("nothing was destroyed");
    });

    it("are only those that are named: a verification destroys nothing, also when it fails", async () => {
        const options = { onlyPhases: VERIFY };
        expect((await play({ options })).begun).to.deep.equal(VERIFY);
        const failed = await play({ options, actions: { handshake: no } });
        expect(failed.begun).to.deep.equal(["wait", "handshake"]);
        expect(failed.report.failure?.class).to.equal("proof");
        expect(failed.status.destroy).to.equal("skipped");
    });

    it("look for leaks alone when nothing else is asked for, or when an earlier run destroyed", async () => {
        const alone: RunPhaseId[] = ["leak-check"];
        expect((await play({ options: { onlyPhases: alone } })).begun).to.deep.equal(alone);
        expect((await play({ options: { fromPhase: "leak-check" } })).begun).to.deep.equal(alone);
    });

    it("destroy a deployment that was deliberately passed over", async () => {
        const { begun } = await play({ options: { skipPhases: ["up"] }, actions: { wait: no } });
        expect(begun.slice(-3)).to.deep.equal(["wait", "destroy", "leak-check"]);
        const early = await play({ options: { skipPhases: ["up"] }, actions: { preview: no } });
        expect(early.begun).to.not.include("destroy");
    });

    it("begin nothing where they would destroy a stack of the production profile", async () => {
        const settings = someSettings({ profile: "production" });
        const whole = await play({ options: { settings } });
        expect(whole.begun).to.deep.equal([]);
        expect(whole.report.failure).to.deep.include({ phase: "preflight", class: "settings" });
        expect(whole.report.failure?.message).to.contain("--skip-phase destroy");
        const late = await play({ options: { settings, fromPhase: "no-drift" } });
        expect(late.begun).to.deep.equal([]);
        const kept = await play({ options: { settings, skipPhases: ["destroy"] } });
        expect(kept.begun).to.deep.equal(IDS.slice(0, 8));
        const verified = await play({ options: { settings, onlyPhases: VERIFY } });
        expect(verified.report.ok).to.equal(true);
    });

    describe("with a stack that is to be kept on failure", () => {
        const options = { keepOnFailure: true };

        it("keep it after a failed phase and after a time limit, and say so", async () => {
            const { begun, report } = await play({ options, actions: { "no-drift": no } });
            expect(begun).to.not.include("destroy");
            expect(report.phases.at(-2)?.detail).to.equal(
                "kept because no-drift failed: the stack s stays, with everything in it",
            );
            const timeouts = { wait: 5 };
            const late = await play({ options: { ...options, timeouts } });
            expect(late.begun).to.not.include("destroy");
        });

        it("destroy it when nothing failed", async () => {
            expect((await play({ options })).begun).to.deep.equal(IDS);
        });

        it("destroy it after an interruption: nobody is there to look at it", async () => {
            const { begun, report } = await play({ options, interruptAt: 35_000 });
            expect(begun.slice(-2)).to.deep.equal(["destroy", "leak-check"]);
            expect(report.failure?.class).to.equal("interrupted");
        });
    });

    it("are the same in the plan and in the run, whatever is asked for", async () => {
        const some = fc.option(fc.subarray(IDS), { nil: undefined });
        const from = fc.option(fc.constantFrom(...IDS), { nil: undefined });
        await fc.assert(
            fc.asyncProperty(from, some, some, async (fromPhase, skipPhases, onlyPhases) => {
                const selection = { fromPhase, skipPhases, onlyPhases };
                const { begun } = await play({ options: selection });
                const planned = plannedPhases(selection);
                // Without its destroy, or where that is skipped, a leak check makes no sense.
                const isOdd = planned.includes("leak-check") && !begun.includes("leak-check");
                expect(begun).to.deep.equal(isOdd ? planned.slice(0, -1) : planned);
                if (isOdd) expect(skipPhases).to.include("destroy");
            }),
        );
    });
});
