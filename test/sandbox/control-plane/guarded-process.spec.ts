import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { logTail, startGuarded } from "../../../sandbox/control-plane/guarded-process.ts";
import { eventually, runs, startScript } from "../setup/child.ts";
import { CHECKOUT, scratchFolder } from "../setup/scratch.ts";

const GUARDED = join(CHECKOUT, "sandbox/control-plane/guarded-process.ts");

/** Starts a guarded shell that starts a grandchild, tells both pids, and waits. Arguments: the script, a folder. */
const PARENT = `
    const { startGuarded } = await import(${JSON.stringify(GUARDED)});
    const [script, folder] = process.argv.slice(-2);
    const args = ["-c", script, "sh", folder];
    startGuarded({ command: "/bin/sh", args, logFile: folder + ".log", removeIfOrphaned: folder });
    setInterval(() => {}, 1000);
`;

const FAMILY = 'sleep 300 & echo $! > "$1/grandchild"; echo $$ > "$1/child"; wait';

describe("a guarded process", () => {
    const scratch = scratchFolder();
    const log = () => join(scratch(), "log");
    const shell = (script: string, ...args: string[]) =>
        startGuarded({
            command: "/bin/sh",
            args: ["-c", script, "sh", ...args],
            logFile: log(),
        });
    const pidIn = (name: string) => Number(readFileSync(join(scratch(), name), "utf8"));
    const written = (name: string) => () =>
        existsSync(join(scratch(), name)) && readFileSync(join(scratch(), name), "utf8") !== "";

    it("ends with its own code, and its words are in the log", async () => {
        const child = shell("echo out; echo err >&2; exit 7");
        expect(child.exit).to.equal(undefined);
        expect((await child.exited).code).to.equal(7);
        expect(child.exit?.code).to.equal(7);
        expect(await logTail(log())).to.equal("out\nerr");
        expect(await logTail(log(), 1)).to.equal("err");
    });

    it("gets its arguments, folder and environment as they are", async () => {
        const child = startGuarded({
            command: "/bin/sh",
            args: ["-c", 'pwd; echo "$1|$2|$WORD"', "sh", "a  b", "$HOME'\""],
            cwd: scratch(),
            env: { WORD: "x y", PATH: process.env["PATH"] },
            logFile: log(),
        });
        await child.exited;
        expect(await logTail(log())).to.equal(`${scratch()}\na  b|$HOME'"|x y`);
    });

    it("ends with 127 and a reason when there is no such program", async () => {
        const child = startGuarded({ command: "/no/such/program", logFile: log() });
        expect((await child.exited).code).to.equal(127);
        expect(await logTail(log())).to.contain("/no/such/program");
    });

    it("stops in good order when it can", async () => {
        const child = shell(
            "trap 'echo tidied; exit 3' TERM; echo up; while :; do sleep 0.05; done",
        );
        await eventually("a start", () => readFileSync(log(), "utf8").includes("up"));
        await child.stop();
        expect(child.exit?.code).to.equal(3);
        expect(await logTail(log(), 1)).to.equal("tidied");
        await child.stop();
    });

    it("is killed when it does not stop in time", async () => {
        const child = shell(
            `trap '' TERM; echo $$ > "$1/child"; while :; do sleep 0.05; done`,
            scratch(),
        );
        await eventually("a start", written("child"));
        const start = performance.now();
        await child.stop(200);
        expect(performance.now() - start).to.be.within(200, 3000);
        expect(runs(pidIn("child"))).to.equal(false);
    });

    it("takes what it started along when it stops, and when it only ends", async () => {
        for (const end of ["wait", "exit 0"]) {
            const child = shell(FAMILY.replace("; wait", `; ${end}`), scratch());
            await eventually("a grandchild", written("grandchild"));
            await child.stop();
            await child.exited;
            await eventually("no grandchild", () => !runs(pidIn("grandchild")));
        }
    });

    for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
        it(`does not outlive a parent that ends by ${signal}, nor does its folder`, async () => {
            const folder = join(scratch(), "folder");
            mkdirSync(folder);
            writeFileSync(join(scratch(), "bystander"), "");
            const parent = startScript(PARENT, [FAMILY, folder]);
            await eventually("a family", written("folder/child"));
            const pids = [pidIn("folder/child"), pidIn("folder/grandchild")];
            expect(pids.map(runs)).to.deep.equal([true, true]);
            parent.process.kill(signal);
            await parent.ended;
            await eventually("nobody", () => !pids.some(runs));
            await eventually("no folder", () => !existsSync(folder));
            expect(existsSync(join(scratch(), "bystander"))).to.equal(true);
        });
    }

    it("leaves its folder alone when it only stops", async () => {
        const folder = join(scratch(), "folder");
        mkdirSync(folder);
        const child = startGuarded({
            command: "/bin/sleep",
            args: ["300"],
            logFile: log(),
            removeIfOrphaned: folder,
        });
        await child.stop();
        expect(existsSync(folder)).to.equal(true);
    });
});
