import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { prepareSandbox } from "../../../sandbox/setup/prepare.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { eventually, runs } from "./child.ts";
import { rejection, scratchFolder, shellScript } from "./scratch.ts";

const NOWHERE = { kubernetes: "http://127.0.0.1:1", etcd: "http://127.0.0.1:1" };

describe("the preparation of the sandbox", () => {
    const scratch = scratchFolder();
    const cached = () => readdirSync(join(scratch(), "cache"));

    /** A Go whose compiler never ends. */
    async function slowGo(): Promise<string> {
        const pid = join(scratch(), "pid");
        const body = `if [ "$1" = env ]; then echo go1.26.8; exit; fi; echo $$ > ${pid}; exec sleep 300`;
        return shellScript(join(scratch(), "go"), body);
    }

    const compilerPid = () => {
        const file = join(scratch(), "pid");
        return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    };

    async function prepare(python: string, signal?: AbortSignal) {
        return prepareSandbox({
            needControlPlane: true,
            root: join(scratch(), "cache"),
            signal,
            python: { candidates: [python] },
            controlPlane: {
                env: {},
                release: { sites: NOWHERE, platform: "linux" },
                build: { goCandidates: [await slowGo()] },
            },
        });
    }

    it("gives up a build of minutes at once when there is no Python, and leaves nothing", async () => {
        const python = await shellScript(
            join(scratch(), "python"),
            `while [ ! -s ${join(scratch(), "pid")} ]; do sleep 0.02; done; exit 1`,
        );
        const reason = await rejection(prepare(python));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message).to.contain("expected Python 3.10 or later");
        expect(compilerPid()).to.be.greaterThan(0);
        await eventually("no compiler", () => !runs(compilerPid()));
        expect(cached()).to.deep.equal([]);
    });

    it("gives up both when it is told to, with the reason given", async () => {
        const python = await shellScript(
            join(scratch(), "python"),
            'case "$2" in -c) echo 3.12.1; echo "$0"; echo complete;; *) exec sleep 300;; esac',
        );
        const stop = new AbortController();
        const preparing = prepare(python, stop.signal);
        void preparing.catch(() => undefined);
        await eventually("a compiler", () => compilerPid() > 0);
        stop.abort(new Error("Ctrl-C"));
        expect((await rejection(preparing)).message).to.equal("Ctrl-C");
        await eventually("no compiler", () => !runs(compilerPid()));
        expect(cached()).to.deep.equal([]);
    });

    it("gets the real things, and says nothing the second time", async function () {
        this.timeout(20 * 60_000);
        const first = await prepareSandbox({ needControlPlane: true });
        const lines: string[] = [];
        const onProgress = (line: string) => lines.push(line);
        expect(await prepareSandbox({ needControlPlane: true, onProgress })).to.deep.equal(first);
        expect(lines).to.deep.equal([]);
        const without = await prepareSandbox({ needControlPlane: false, onProgress });
        expect(without).to.deep.equal({ python: first.python, binaries: undefined });
    });
});
