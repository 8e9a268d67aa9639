import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startEmulator } from "../../../sandbox/aws/emulator.ts";
import type { Emulator, EmulatorOptions } from "../../../sandbox/aws/emulator.ts";
import { pythonOfTheSandbox, temporaryFolder } from "./fixture.ts";

const exists = async (path: string) =>
    access(path).then(
        () => true,
        () => false,
    );
const answers = async (path: string) =>
    new Promise<boolean>((resolve) => {
        const socket = connect(path, () => {
            socket.destroy();
            resolve(true);
        });
        socket.once("error", () => {
            resolve(false);
        });
    });
const failure = async (started: Promise<unknown>): Promise<string> =>
    started.then(
        () => "it started",
        (reason: unknown) => (reason as Error).message,
    );
const until = async (condition: () => Promise<boolean>) => {
    const deadline = Date.now() + 5000;
    while (!(await condition())) {
        if (Date.now() > deadline) throw new Error("It did not come true within 5 s.");
        await sleep(25);
    }
};

/** Processes with this text in their command line, from the kernel's own list. */
const processesWith = async (part: string): Promise<string[]> => {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(
        pids.map(async (pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
    );
    return pids.filter((_, index) => lines[index]?.includes(part));
};

/** How many TCP ports they listen on. */
const portsOf = async (pids: readonly string[]): Promise<number> => {
    const links = await Promise.all(
        pids.map(async (pid) => {
            const names = await readdir(`/proc/${pid}/fd`);
            return Promise.all(
                names.map(async (name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "")),
            );
        }),
    );
    const inodes = new Set(links.flat().map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
    const tables = await Promise.all(
        ["tcp", "tcp6"].map(async (name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
    );
    const LISTEN = "0A";
    return tables
        .flatMap((table) => table.split("\n").map((line) => line.trim().split(/\s+/)))
        .filter((fields) => fields[3] === LISTEN && inodes.has(fields[9])).length;
};

describe("startEmulator", () => {
    let python: string;
    let dir: string;

    before(async function () {
        this.timeout(180_000);
        python = await pythonOfTheSandbox();
    });
    let running: Emulator | undefined;
    const start = async (options: Partial<EmulatorOptions> = {}) =>
        (running = await startEmulator({ python, dir, ...options }));
    beforeEach(async () => {
        dir = await temporaryFolder();
    });
    afterEach(async () => {
        await running?.stop();
        await rm(dir, { recursive: true, force: true });
    });

    it("answers, listens on no port, and is gone after a stop", async function () {
        this.slow(2000);
        const emulator = await start();
        expect(emulator.region).to.equal("us-east-2");
        expect(emulator.accountId).to.equal("123456789012");
        expect(await answers(emulator.socketPath)).to.equal(true);
        if (process.platform === "linux") {
            const pids = await processesWith(emulator.socketPath);
            expect(pids).to.not.be.empty;
            expect(await portsOf(pids)).to.equal(0);
        }
        expect(await readFile(emulator.logFile, "utf8")).to.match(/Ready/);
        await emulator.stop();
        await emulator.stop();
        expect(emulator.process.exit).to.not.equal(undefined);
        expect(await exists(emulator.socketPath)).to.equal(false);
        expect(await exists(emulator.logFile)).to.equal(true);
    });

    it("keeps its folder from other users, and its root key from every form AWS has", async () => {
        const emulator = await start({ dir: join(dir, "own") });
        const { mode } = await stat(dirname(emulator.socketPath));
        await emulator.stop();
        expect(mode & 0o077).to.equal(0);
        expect(emulator.root.accessKeyId).to.not.match(/^(A[KS]IA|\d{12}$|test$)/);
    });

    it("finds a shorter place for its socket when the folder's name is too long", async () => {
        const deep = join(dir, "d".repeat(60), "e".repeat(60));
        await mkdir(deep, { recursive: true });
        const emulator = await start({ dir: deep });
        expect(await answers(emulator.socketPath)).to.equal(true);
        const place = dirname(emulator.socketPath);
        await emulator.stop();
        expect(place).to.not.equal(deep);
        expect(await exists(place)).to.equal(false);
    });

    it("is given nothing of the caller's AWS settings", async function () {
        if (process.platform !== "linux") this.skip();
        process.env["AWS_PROFILE"] = "callers-own";
        try {
            const { socketPath } = await start();
            const pids = await processesWith(socketPath);
            expect(pids).to.not.be.empty;
            for (const pid of pids) {
                expect(await readFile(`/proc/${pid}/environ`, "utf8")).to.not.contain(
                    "callers-own",
                );
            }
        } finally {
            delete process.env["AWS_PROFILE"];
        }
    });

    it("fails with the reason when there is no such Python", async () => {
        const missing = join(dir, "no-python");
        expect(await failure(startEmulator({ python: missing, dir }))).to.match(
            /MiniStack ended with code 127 before it answered[^]*no-python/,
        );
    });

    it("fails with the reason when Python has no MiniStack", async () => {
        const bare = join(dir, "python");
        await writeFile(bare, "#!/bin/sh\necho \"No module named 'ministack'\" >&2\nexit 1\n", {
            mode: 0o755,
        });
        expect(await failure(startEmulator({ python: bare, dir }))).to.match(
            /ended with code 1 [^]*No module named 'ministack'/,
        );
    });

    it("gives up when it is told to, before and during the start, and stops when told later", async () => {
        expect(
            await failure(
                startEmulator({ python, dir, signal: AbortSignal.abort(new Error("before")) }),
            ),
        ).to.equal("before");
        const during = AbortSignal.timeout(30);
        expect(await failure(startEmulator({ python, dir, signal: during }))).to.match(/timeout/);
        const later = new AbortController();
        const emulator = await start({ signal: later.signal });
        later.abort();
        await emulator.process.exited;
        expect(await answers(emulator.socketPath)).to.equal(false);
    });

    it("dies with the process that started it, even by SIGKILL, and takes its folder along", async function () {
        this.timeout(20_000);
        this.slow(3000);
        const folder = join(dir, "own");
        const module = new URL("../../../sandbox/aws/emulator.ts", import.meta.url).href;
        const parent = spawn(
            process.execPath,
            [
                "--input-type=module",
                "-e",
                `const { startEmulator } = await import(${JSON.stringify(module)});
                 const { socketPath } = await startEmulator(${JSON.stringify({ python, dir: folder })});
                 console.log(socketPath);
                 setInterval(() => undefined, 1000);`,
            ],
            { stdio: ["ignore", "pipe", "inherit"] },
        );
        const [line] = (await once(parent.stdout, "data")) as [Buffer];
        const socketPath = line.toString().trim();
        expect(await answers(socketPath)).to.equal(true);
        parent.kill("SIGKILL");
        await until(async () => !(await answers(socketPath)));
        await until(async () => !(await exists(folder)));
    });
});
