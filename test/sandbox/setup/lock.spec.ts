import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect } from "chai";

import { acquireLock } from "../../../sandbox/setup/lock.mjs";
import { startScript } from "./child.ts";
import { CHECKOUT, rejection, scratchFolder } from "./scratch.ts";

const LOCK = join(CHECKOUT, "sandbox/setup/lock.mjs");

const HOLD = `
    const { acquireLock } = await import(${JSON.stringify(LOCK)});
    await acquireLock(process.argv.at(-1), "holding");
    console.log("held");
    setInterval(() => {}, 1000);
`;

const COUNT = `
    const { acquireLock } = await import(${JSON.stringify(LOCK)});
    const { readFileSync, writeFileSync } = await import("node:fs");
    const [lock, counter] = process.argv.slice(-2);
    for (let i = 0; i < 20; i++) {
        const held = await acquireLock(lock, "counting");
        const before = Number(readFileSync(counter, "utf8"));
        await new Promise((done) => setTimeout(done, Math.random() * 3));
        writeFileSync(counter, String(before + 1));
        held.release();
    }
`;

describe("the lock between processes", () => {
    const scratch = scratchFolder();
    const folder = () => join(scratch(), "deep", "thing.lock");

    it("is held by one at a time and leaves nothing behind", async () => {
        const first = await acquireLock(folder(), "one");
        const order: string[] = [];
        const second = acquireLock(folder(), "two").then((lock) => {
            order.push("second has it");
            return lock;
        });
        await sleep(250);
        order.push("first releases");
        first.release();
        (await second).release();
        expect(order).to.deep.equal(["first releases", "second has it"]);
        expect(existsSync(folder())).to.equal(false);
    });

    it("may be released twice without taking it from the next", async () => {
        const first = await acquireLock(folder(), "one");
        first.release();
        const second = await acquireLock(folder(), "two");
        first.release();
        expect(await readdir(folder())).to.have.length(1);
        second.release();
    });

    it("tells who holds it and why", async () => {
        const child = startScript(HOLD, [folder()]);
        await child.prints("held");
        const stop = new AbortController();
        const seen: unknown[] = [];
        const waiting = acquireLock(folder(), "me", {
            signal: stop.signal,
            onWait: (owner) => {
                seen.push(owner?.pid, owner?.purpose);
                stop.abort(new Error("enough"));
            },
        });
        expect((await rejection(waiting)).message).to.match(/enough|abort/);
        expect(seen).to.deep.equal([child.process.pid, "holding"]);
        child.process.kill("SIGKILL");
        await child.ended;
    });

    it("is taken at once from a process that was killed", async () => {
        const child = startScript(HOLD, [folder()]);
        await child.prints("held");
        child.process.kill("SIGKILL");
        await child.ended;
        const start = performance.now();
        (await acquireLock(folder(), "me")).release();
        expect(performance.now() - start).to.be.lessThan(500);
    });

    it("goes with a process that exits while it holds it", async () => {
        const child = startScript(HOLD.replace("setInterval(() => {}, 1000)", "process.exit(3)"), [
            folder(),
        ]);
        expect((await child.ended).code).to.equal(3);
        expect(existsSync(folder())).to.equal(false);
    });

    it("is taken from a pid that now belongs to another process", async () => {
        const held = await acquireLock(folder(), "me");
        const [name = ""] = await readdir(folder());
        const owner = JSON.parse(await readFile(join(folder(), name), "utf8")) as object;
        held.release();
        await mkdir(folder());
        await writeFile(join(folder(), name), JSON.stringify({ ...owner, started: "1" }));
        (await acquireLock(folder(), "me")).release();
    });

    it("is not taken from another machine while its heart beats, and is when it stops", async () => {
        await mkdir(folder(), { recursive: true });
        const file = join(folder(), "7-abc.json");
        const owner = { pid: 7, started: "1", machine: "elsewhere", purpose: "x", since: 0 };
        await writeFile(file, JSON.stringify(owner));
        const beat = setInterval(() => void utimes(file, new Date(), new Date()), 50);
        let taken = false;
        const waiting = acquireLock(folder(), "me", { silenceMs: 400 }).then((lock) => {
            taken = true;
            return lock;
        });
        await sleep(900);
        expect(taken).to.equal(false);
        clearInterval(beat);
        (await waiting).release();
    });

    it("is taken from an owner that died before it could write its name", async () => {
        await mkdir(folder(), { recursive: true });
        (await acquireLock(folder(), "me", { namelessMs: 200 })).release();
    });

    it("keeps four processes from losing a count, one of them killed in the middle", async function () {
        this.timeout(20_000);
        const counter = join(scratch(), "counter");
        await writeFile(counter, "0");
        const killed = startScript(HOLD, [folder()]);
        await killed.prints("held");
        const children = [1, 2, 3, 4].map(() => startScript(COUNT, [folder(), counter]));
        killed.process.kill("SIGKILL");
        for (const child of children) {
            expect((await child.ended).code, child.output()).to.equal(0);
        }
        expect(await readFile(counter, "utf8")).to.equal("80");
    });
});
