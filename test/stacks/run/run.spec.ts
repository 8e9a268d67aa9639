import { expect } from "chai";
import fc from "fast-check";

import type { PhaseAction } from "../../../stacks/run/options.ts";
import { StackLockedError } from "../../../stacks/runner/errors.ts";
import { RUN_PHASES } from "../../../stacks/run/phases.ts";
import { fails, PHASE_MILLISECONDS, play } from "./scene.ts";

const IDS = RUN_PHASES.map(({ id }) => id);
const UP = IDS.indexOf("up");
const REGULAR = IDS.slice(0, IDS.indexOf("destroy"));

const hangs: PhaseAction = () => new Promise(() => undefined);
const waitsForEver: PhaseAction = async ({ clock, signal }) => {
    await clock.sleep(1e9, signal);
    return { detail: "" };
};

/** Every phase is replaced and time is fake: what is shown is the order of things, not what a phase does. */
describe("a run", () => {
    it("makes every phase once, in order, and succeeds", async () => {
        const { report, begun } = await play({});
        expect(begun).to.deep.equal(IDS);
        expect(report.ok).to.equal(true);
        expect(report).to.not.have.any.keys("failure", "cleanUpFailure", "diagnostics");
        expect(report).to.include({ schema: "tempo-sts/run/v1", stack: "s", project: "tempo-sts" });
        expect(report.milliseconds).to.equal(IDS.length * PHASE_MILLISECONDS);
        expect(report.phases.map(({ id }) => id)).to.deep.equal(IDS);
    });

    for (const id of REGULAR) {
        const isDeployed = IDS.indexOf(id) >= UP;
        const consequence = isDeployed ? "destroys once" : "destroys nothing";
        const phase = RUN_PHASES.find((each) => each.id === id);

        it(`after ${id} has failed makes nothing further but ${consequence}, and fails as ${phase?.failureClass ?? ""}`, async () => {
            const { report, begun } = await play({ actions: { [id]: fails(new Error("no")) } });
            const after = isDeployed ? ["destroy", "leak-check"] : [];
            expect(begun).to.deep.equal([...IDS.slice(0, IDS.indexOf(id) + 1), ...after]);
            expect(report.failure).to.deep.equal({
                phase: id,
                class: phase?.failureClass,
                message: "no",
            });
        });

        it(`after ${id} has taken too long does the same, though the phase does not listen`, async () => {
            const { report, begun } = await play({
                actions: { [id]: hangs },
                options: { timeouts: { [id]: 60 } },
            });
            expect(begun.filter((each) => each === "destroy")).to.have.lengthOf(isDeployed ? 1 : 0);
            expect(report.failure?.class).to.equal(phase?.failureClass);
            expect(report.failure?.message).to.contain("longer than the 60 s it may");
        });
    }

    it("destroys nothing when another update has the stack: it is not this run's", async () => {
        const { report, begun } = await play({
            actions: { up: fails(new StackLockedError("locked")) },
        });
        expect(begun.at(-1)).to.equal("up");
        expect(report.failure).to.deep.include({ phase: "up", class: "deploy" });
        expect(report.phases.at(-2)?.detail).to.match(/another update has the stack/);
    });

    it("cleans up although whoever listens throws, and says so in the end", async () => {
        const throws = () => {
            throw new Error("broken pipe");
        };
        const listener = { started: throws, ended: throws, progress: throws };
        const { report, begun } = await play({ options: { listener } });
        expect(begun).to.deep.equal(IDS);
        expect(report.ok).to.equal(false);
        expect(report.failure).to.deep.include({ class: "bug" });
        expect(report.failure?.message).to.equal(
            "whoever listens to the run could not: broken pipe",
        );
    });

    it("keeps both failures when the clean-up fails too, the first one first", async () => {
        const { report } = await play({
            actions: {
                handshake: fails(new Error("mismatch")),
                destroy: fails(new Error("stuck")),
            },
        });
        expect(report.failure).to.deep.include({ phase: "handshake", class: "proof" });
        expect(report.cleanUpFailure).to.deep.equal({
            phase: "destroy",
            class: "clean-up",
            message: "stuck",
        });
    });

    it("fails for a clean-up that fails alone, and still looks what is left", async () => {
        const { report, status } = await play({ actions: { destroy: fails(new Error("stuck")) } });
        expect(report.failure).to.deep.include({ phase: "destroy", class: "clean-up" });
        expect(report).to.not.have.property("cleanUpFailure");
        expect(status["leak-check"]).to.equal("passed");
    });

    it("fails for what the leak check finds, and names it", async () => {
        const leak: PhaseAction = () =>
            Promise.resolve({
                detail: "",
                facts: { leftovers: ["bucket b"] },
                findings: [{ name: "bucket b", status: "failed", found: "still there" }],
            });
        const { report } = await play({ actions: { "leak-check": leak } });
        expect(report.ok).to.equal(false);
        expect(report.failure).to.deep.include({ phase: "leak-check", class: "clean-up" });
        expect(report.leftovers).to.deep.equal(["bucket b"]);
    });

    it("destroys within a time limit of its own when it is interrupted, and ends as interrupted", async () => {
        const seen: boolean[] = [];
        const destroy: PhaseAction = async ({ clock, signal }) => {
            seen.push(signal.aborted);
            await clock.sleep(PHASE_MILLISECONDS, signal);
            return { detail: "gone" };
        };
        const { report, begun, status } = await play({
            interruptAt: 4.5 * PHASE_MILLISECONDS,
            actions: { destroy },
        });
        expect(begun.at(-3)).to.equal("handshake");
        expect(seen).to.deep.equal([false]);
        expect(status).to.include({ destroy: "passed", "leak-check": "passed" });
        expect(report.failure).to.deep.equal({
            phase: "handshake",
            class: "interrupted",
            message: "interrupted by SIGTERM",
        });
    });

    it("does not mind an interruption when nothing but the clean-up is left", async () => {
        const { report } = await play({ interruptAt: 8.5 * PHASE_MILLISECONDS });
        expect(report.ok).to.equal(true);
    });

    it("gives the clean-up up at its own time limit", async () => {
        const { report } = await play({
            actions: { destroy: waitsForEver },
            options: { timeouts: { destroy: 30 } },
        });
        expect(report.failure).to.deep.include({ phase: "destroy", class: "clean-up" });
        expect(report.failure?.message).to.contain("longer than the 30 s");
    });

    it("hands on what phases find out, and reads the outputs only where up was not made", async () => {
        const read: string[] = [];
        const readOutputs = () => {
            read.push("read");
            return Promise.resolve({ roleArn: "from the stack" });
        };
        const roles: unknown[] = [];
        const handshake: PhaseAction = async (context) => {
            roles.push((await context.outputs())["roleArn"]);
            return { detail: "" };
        };
        const up: PhaseAction = () =>
            Promise.resolve({ detail: "", facts: { outputs: { roleArn: "from up" } } });
        const whole = await play({ actions: { up, handshake }, options: { readOutputs } });
        expect(whole.report.outputs).to.deep.equal({ roleArn: "from up" });
        expect(read).to.deep.equal([]);
        await play({ actions: { handshake }, options: { readOutputs, fromPhase: "handshake" } });
        expect(roles).to.deep.equal(["from up", "from the stack"]);
    });

    it("destroys if and only if up was begun, whatever fails and whenever it is interrupted", async function () {
        this.timeout(60_000);
        const failing = fc.option(fc.constantFrom(...REGULAR), { nil: undefined });
        const kinds = fc.constantFrom<PhaseAction>(
            fails(new Error("no")),
            fails(Object.assign(new Error("x"), { name: "Throttling" })),
            waitsForEver,
            hangs,
            () => Promise.reject(new TypeError("bug")),
        );
        const moment = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined });
        await fc.assert(
            fc.asyncProperty(failing, kinds, moment, async (id, action, interruptAt) => {
                const { report, begun, status } = await play({
                    ...(id === undefined ? {} : { actions: { [id]: action } }),
                    ...(interruptAt === undefined ? {} : { interruptAt }),
                });
                const destroyed = begun.filter((each) => each === "destroy").length;
                expect(destroyed).to.equal(begun.includes("up") ? 1 : 0);
                expect(begun.filter((each) => each === "leak-check")).to.have.lengthOf(destroyed);
                expect(report.phases.map((each) => each.id)).to.deep.equal(IDS);
                expect(report.ok).to.equal(
                    Object.values(status).every((each) => each === "passed"),
                );
            }),
            { numRuns: 150 },
        );
    });
});
