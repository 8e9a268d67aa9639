import { setTimeout as pause } from "node:timers/promises";

import { expect } from "chai";

import { Interrupt } from "../../../stacks/runner/interrupt.ts";

describe("a wish to stop", () => {
    const said = (message: string) => ({
        sequence: 1,
        timestamp: 1,
        stdoutEvent: { message, color: "never" },
    });

    it("reaches the CLI, when nothing else has told it", async () => {
        const wish = new AbortController();
        const interrupt = new Interrupt(wish.signal);
        interrupt.take(said("some words"));
        wish.abort(new Error("enough"));
        expect(interrupt.signal.aborted).to.equal(false);
        await pause(400);
        expect(interrupt.signal.reason).to.equal(wish.signal.reason);
    });

    it("is not passed on, when the CLI was told by the terminal, before or a little later", async () => {
        const wish = new AbortController();
        const [before, after] = [new Interrupt(wish.signal), new Interrupt(wish.signal)];
        const told = said("^C received; cancelling. If you would like to terminate immediately, …");
        before.take(told);
        wish.abort(new Error("enough"));
        await pause(50);
        after.take(told);
        await pause(400);
        expect([before.signal.aborted, after.signal.aborted]).to.deep.equal([false, false]);
    });

    it("reaches nobody, when the CLI has ended", async () => {
        const wish = new AbortController();
        const [ended, over] = [new Interrupt(wish.signal), new Interrupt(wish.signal)];
        ended.close();
        wish.abort(new Error("enough"));
        over.close();
        await pause(400);
        expect([ended.signal.aborted, over.signal.aborted]).to.deep.equal([false, false]);
    });
});
