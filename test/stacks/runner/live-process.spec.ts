import { spawn } from "node:child_process";
import { hostname } from "node:os";

import { expect } from "chai";

import { holderOf, type ProcessTable, THIS_COMPUTER } from "../../../stacks/runner/live-process.ts";

const WRITTEN = "2026-11-24T10:00:00Z";

function lock(pid: number, more: { hostname?: string; timestamp?: string } = {}) {
    return { path: "p", username: "ci", hostname: "here", timestamp: WRITTEN, pid, ...more };
}

function table(processes: Readonly<Record<number, string | undefined>>): ProcessTable {
    return {
        hostname: "here",
        exists: (pid) => pid in processes,
        startedAt: (pid) => {
            const started = processes[pid];
            return Promise.resolve(started === undefined ? undefined : Date.parse(started));
        },
    };
}

describe("the process that holds a lock", () => {
    const computer = table({
        1: "2026-11-24T09:00:00Z",
        2: "2026-11-24T10:30:00Z",
        3: undefined,
        4: "2026-11-24T10:00:04Z",
    });

    it("is gone, when there is none of its number, or one that began after the lock was written", async () => {
        expect(await holderOf(lock(99), computer)).to.equal("gone");
        expect(await holderOf(lock(2), computer)).to.equal("gone");
    });

    it("is alive, when it began before, at about the same time, or nobody knows when", async () => {
        expect(await holderOf(lock(1), computer)).to.equal("alive");
        expect(await holderOf(lock(4), computer)).to.equal("alive");
        expect(await holderOf(lock(3), computer)).to.equal("alive");
        expect(await holderOf(lock(2, { timestamp: "" }), computer)).to.equal("alive");
    });

    it("is elsewhere, when the lock is of another computer, or says nothing", async () => {
        expect(await holderOf(lock(99, { hostname: "there" }), computer)).to.equal("elsewhere");
        expect(await holderOf(lock(0), computer)).to.equal("elsewhere");
        expect(await holderOf(lock(-1), computer)).to.equal("elsewhere");
    });

    it("is told by this computer", async () => {
        const own = { hostname: hostname(), timestamp: new Date().toISOString() };
        expect(await holderOf(lock(process.pid, own))).to.equal("alive");
        const started = await THIS_COMPUTER.startedAt(process.pid);
        const expected = Date.now() - process.uptime() * 1000;
        expect(started).to.be.closeTo(expected, 5_000);
        // This process was not there yet when such a lock was written.
        const before = { ...own, timestamp: new Date(expected - 60_000).toISOString() };
        expect(await holderOf(lock(process.pid, before))).to.equal("gone");
        expect(THIS_COMPUTER.exists(1)).to.equal(true);
        const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
        const { pid = 0 } = child;
        await new Promise((resolve) => child.once("exit", resolve));
        expect(await holderOf(lock(pid, own))).to.equal("gone");
    });
});
