import { setTimeout as wait } from "node:timers/promises";

import { expect } from "chai";

import { WorkQueue } from "../../../../sandbox/operator/cluster/work-queue.ts";
import { eventually } from "../waiting.ts";

describe("the work queue", () => {
    let end: AbortController;
    let errors: string[];

    beforeEach(() => {
        end = new AbortController();
        errors = [];
    });

    afterEach(() => {
        end.abort();
    });

    const queueOf = (work: (key: string) => Promise<void>, more = {}): WorkQueue =>
        new WorkQueue({
            work,
            onError: (error, key) => errors.push(`${key}: ${error.message}`),
            signal: end.signal,
            ...more,
        });

    it("works once on a key that is added many times before its turn", async () => {
        const worked: string[] = [];
        const queue = queueOf(
            async (key) => {
                worked.push(key);
                await wait(5);
            },
            { concurrency: 1 },
        );
        for (const key of ["a", "b", "b", "b"]) queue.add(key);
        await eventually("both are done", async () => worked.length >= 2 && wait(20, true));
        expect(worked).to.deep.equal(["a", "b"]);
    });

    it("works again on a key that is added while it is worked on, and never twice at once", async () => {
        let running = 0;
        let most = 0;
        let runs = 0;
        const queue = queueOf(async () => {
            running += 1;
            most = Math.max(most, running);
            await wait(10);
            running -= 1;
            runs += 1;
        });
        queue.add("a");
        queue.add("a");
        queue.add("a");
        await eventually("the second run", async () => runs === 2 && wait(20, true));
        expect([runs, most]).to.deep.equal([2, 1]);
    });

    it("works on no more keys at once than it may", async () => {
        let running = 0;
        let most = 0;
        let runs = 0;
        const queue = queueOf(
            async () => {
                running += 1;
                most = Math.max(most, running);
                await wait(5);
                running -= 1;
                runs += 1;
            },
            { concurrency: 3 },
        );
        for (let key = 0; key < 10; key += 1) queue.add(String(key));
        await eventually("all are done", async () => wait(1, runs === 10));
        expect(most).to.equal(3);
    });

    it("tries again what fails, tells of it, and goes on with the rest", async () => {
        const runs: string[] = [];
        const queue = queueOf(async (key) => {
            runs.push(key);
            await Promise.resolve();
            if (key === "bad" && runs.filter((one) => one === "bad").length < 3) {
                throw new Error("not yet");
            }
        });
        queue.add("bad");
        queue.add("good");
        await eventually("three attempts", async () =>
            wait(1, runs.filter((one) => one === "bad").length === 3),
        );
        expect(errors).to.deep.equal(["bad: not yet", "bad: not yet"]);
        expect(runs).to.include("good");
    });

    it("tries again, but tells nothing of, what is expected to fail", async () => {
        let runs = 0;
        const queue = queueOf(
            async () => {
                runs += 1;
                await Promise.resolve();
                if (runs === 1) throw new Error("someone was faster");
            },
            { isExpected: (error: unknown) => String(error).includes("faster") },
        );
        queue.add("a");
        await eventually("the second attempt", async () => wait(1, runs === 2));
        expect(errors).to.deep.equal([]);
    });

    it("is drained when its signal has fired and what was under way has ended", async () => {
        let ended = 0;
        let begun = 0;
        const queue = queueOf(
            async () => {
                begun += 1;
                await wait(20);
                ended += 1;
            },
            { concurrency: 1 },
        );
        queue.add("a");
        queue.add("b");
        await wait(1);
        end.abort();
        await queue.drained();
        queue.add("c");
        await wait(30);
        expect([begun, ended]).to.deep.equal([1, 1]);
    });
});
