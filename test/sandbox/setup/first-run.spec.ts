import { execFileSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { fakeNpm, firstRun, makeCheckout } from "./checkout.ts";
import { eventually, runs } from "./child.ts";
import type { Child } from "./child.ts";
import { scratchFolder } from "./scratch.ts";

/** Writes its pid and sleeps. */
const SLOW = `require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000);`;

/** Installs as npm does, once it may. */
const PATIENT = `
const { execFileSync } = require("child_process");
const waiting = setInterval(() => {
    if (!require("fs").existsSync("go")) return;
    clearInterval(waiting);
    execFileSync("npm", process.argv.slice(2), { stdio: "inherit" });
}, 20);`;

describe("the first run", function () {
    this.timeout(60_000);
    const scratch = scratchFolder();
    let template = "";
    let checkout = "";
    before(async () => {
        template = mkdtempSync(join(tmpdir(), "tempo-sts-test-"));
        await makeCheckout(template);
    });
    after(() => {
        rmSync(template, { recursive: true });
    });
    beforeEach(() => {
        cpSync(template, scratch(), { recursive: true });
        checkout = join(scratch(), "checkout");
    });

    const npmCi = () => execFileSync("npm", ["ci", "--silent"], { cwd: checkout });
    const modules = (name: string) => join(checkout, "node_modules", name);
    const locks = () => {
        const cache = join(scratch(), "cache", "tempo-sts");
        return existsSync(cache) ? readdirSync(cache) : [];
    };
    async function end(child: Child): Promise<string> {
        expect((await child.ended).code, child.output()).to.equal(0);
        return child.output();
    }

    it("installs once, then runs the script with its arguments, and the second time only runs it", async () => {
        const args = ["a b", "--c=$d", ""];
        const first = await end(firstRun(checkout, args));
        expect(first).to.contain("installing the packages once (npm ci): 0 s");
        expect(first)
            .to.contain(`script ${JSON.stringify(args)}`)
            .and.not.to.contain("EBADENGINE");
        const installed = statSync(modules("node")).ctimeMs;
        expect(await end(firstRun(checkout, args))).to.equal(`script ${JSON.stringify(args)}\n`);
        expect(statSync(modules("node")).ctimeMs).to.equal(installed);
        expect(locks()).to.deep.equal([]);
    });

    it("takes what the developer's own npm installed from the same lock file", async () => {
        npmCi();
        writeFileSync(modules("mine"), "");
        expect(await end(firstRun(checkout, []))).to.equal("script []\n");
        expect(existsSync(modules("mine"))).to.equal(true);
    });

    it("installs again when the lock file says something else", async () => {
        npmCi();
        const file = join(checkout, "package-lock.json");
        const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, object> };
        lock.packages["node_modules/node"] = {
            ...lock.packages["node_modules/node"],
            license: "MIT",
        };
        writeFileSync(file, JSON.stringify(lock));
        expect(await end(firstRun(checkout, []))).to.equal("script []\n");
        lock.packages["node_modules/node"] = {
            ...lock.packages["node_modules/node"],
            version: "24.0.1",
        };
        writeFileSync(file, JSON.stringify(lock));
        const child = firstRun(checkout, []);
        await child.ended;
        expect(child.output()).to.contain("installing the packages once");
    });

    it("installs again after an installation that was cut off", async () => {
        npmCi();
        rmSync(modules(".package-lock.json"));
        expect(await end(firstRun(checkout, []))).to.contain("installing the packages once");
        rmSync(modules("node"), { recursive: true });
        expect(await end(firstRun(checkout, []))).to.contain("installing the packages once");
    });

    it("leaves alone what another package manager installed", async () => {
        npmCi();
        rmSync(modules(".package-lock.json"));
        writeFileSync(modules(".modules.yaml"), "");
        expect(await end(firstRun(checkout, []))).to.equal("script []\n");
    });

    it("installs development packages whatever npm is told to leave out", async () => {
        const env = {
            NODE_ENV: "production",
            npm_config_omit: "dev",
            npm_config_engine_strict: "true",
        };
        expect(await end(firstRun(checkout, [], env))).to.contain("script []");
        expect(existsSync(modules("node"))).to.equal(true);
    });

    it("installs in one of two that start at once; the other waits and says for whom", async () => {
        const npm_execpath = fakeNpm(scratch(), PATIENT);
        const one = firstRun(checkout, ["one"], { npm_execpath });
        await one.prints("installing");
        const two = firstRun(checkout, ["two"], { npm_execpath });
        await two.prints("waiting for process");
        writeFileSync(join(checkout, "go"), "");
        expect(await end(one))
            .to.contain('script ["one"]')
            .and.not.to.contain("waiting for");
        expect(await end(two))
            .to.contain('script ["two"]')
            .and.not.to.contain("installing the packages once");
        expect(two.output()).to.match(/waiting for process \d+, which is installing the packages/);
        expect(locks()).to.deep.equal([]);
    });

    it("fails in one line with npm's reason", async () => {
        const npm = fakeNpm(
            scratch(),
            'console.error("npm warn EBADENGINE x\\nnpm error code E404\\nnpm error no such package: y\\nnpm error A complete log of this run"); process.exit(1);',
        );
        const child = firstRun(checkout, [], { npm_execpath: npm });
        expect((await child.ended).code).to.equal(1);
        const lines = child
            .output()
            .trim()
            .split("\n")
            .filter((line) => !line.includes("installing the packages"));
        expect(lines).to.deep.equal([
            `tempo-sts: npm ci in ${checkout} ended with code 1: no such package: y`,
        ]);
        expect(locks()).to.deep.equal([]);
    });

    it("fails in one line when npm says it is done and nothing is there", async () => {
        const npm = fakeNpm(scratch(), "");
        const child = firstRun(checkout, [], { npm_execpath: npm });
        expect((await child.ended).code).to.equal(1);
        expect(child.output()).to.contain("but afterwards something else is there");
    });

    it("fails when it is not told what to run", async () => {
        const child = firstRun(checkout, []);
        await child.ended;
        const script = join(checkout, "sandbox/setup/first-run.mjs");
        expect(() => execFileSync(process.execPath, [script], { stdio: "pipe" })).to.throw(
            "tempo-sts: expected a script to run, got none",
        );
    });

    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const) {
        it(`ends with ${String(code)} on ${signal} while it installs, and leaves no process and no lock`, async () => {
            const npm = fakeNpm(scratch(), SLOW);
            const child = firstRun(checkout, [], { npm_execpath: npm });
            await eventually("npm", () => existsSync(join(checkout, "pid")), 20_000);
            child.process.kill(signal);
            expect((await child.ended).code).to.equal(code);
            expect(child.output()).to.contain(`stopped by ${signal}`);
            const pid = Number(readFileSync(join(checkout, "pid"), "utf8"));
            await eventually("no npm", () => !runs(pid));
            expect(locks()).to.deep.equal([]);
        });
    }

    it("installs after one that was killed, whose npm went with it", async () => {
        const npm = fakeNpm(scratch(), SLOW);
        const killed = firstRun(checkout, [], { npm_execpath: npm });
        await eventually("npm", () => existsSync(join(checkout, "pid")), 20_000);
        const pid = Number(readFileSync(join(checkout, "pid"), "utf8"));
        killed.process.kill("SIGKILL");
        await killed.ended;
        await eventually("no npm", () => !runs(pid));
        expect(locks()).to.have.length(1);
        expect(await end(firstRun(checkout, []))).to.contain("script []");
        expect(locks()).to.deep.equal([]);
    });
});
