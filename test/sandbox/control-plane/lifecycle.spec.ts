import { mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect } from "chai";

import { startControlPlane } from "../../../sandbox/control-plane/control-plane.ts";
import type { ControlPlane } from "../../../sandbox/control-plane/control-plane.ts";
import { freePort } from "../../../sandbox/control-plane/free-port.ts";
import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";
import type { ControlPlaneBinaries } from "../../../sandbox/setup/control-plane-binaries.ts";
import { eventually, startScript } from "../setup/child.ts";
import { CHECKOUT, rejection, scratchFolder, shellScript } from "../setup/scratch.ts";
import { ISSUER, START_TIMEOUT_MS } from "./cluster.ts";

const START = `
    const { startControlPlane } = await import(${JSON.stringify(join(CHECKOUT, "sandbox/control-plane/control-plane.ts"))});
    const [dir, binaries] = process.argv.slice(-2);
    await startControlPlane({ dir, binaries: JSON.parse(binaries), issuer: ${JSON.stringify(ISSUER)} });
    console.log("ready");
`;

describe("the control plane's life", function () {
    this.timeout(90_000);
    const scratch = scratchFolder();
    let binaries: ControlPlaneBinaries;
    before(async function () {
        this.timeout(START_TIMEOUT_MS);
        binaries = await ensureControlPlane();
    });

    const start = (signal: AbortSignal) =>
        startControlPlane({ dir: scratch(), binaries, issuer: ISSUER, signal });

    // The shell that guards a process sees its end a moment after us: on a busy computer, a long one.
    async function expectNothingLeft(): Promise<void> {
        const deadline = Date.now() + 2000;
        while (processesIn(scratch()).length > 0 && Date.now() < deadline) await sleep(20);
        expect(processesIn(scratch())).to.deep.equal([]);
        expect(readdirSync(scratch())).to.deep.equal([]);
    }

    describe("beside another one, and beside somebody on its first port", () => {
        let dir = "";
        let taken = 0;
        let one: ControlPlane;
        let two: ControlPlane;
        const asked: number[] = [];
        before(async () => {
            dir = await mkdtemp(join(tmpdir(), "tempo-sts-test-"));
            const squatter = createServer();
            await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
            taken = (squatter.address() as AddressInfo).port;
            const nextPort = () => {
                asked.push(performance.now());
                return asked.length === 1 ? Promise.resolve(taken) : freePort();
            };
            const options = { dir, binaries, issuer: ISSUER };
            const starting = [
                startControlPlane({ ...options, nextPort }),
                startControlPlane(options),
            ];
            [one, two] = (await Promise.all(starting)) as [ControlPlane, ControlPlane];
            squatter.close();
        });
        after(() => rm(dir, { recursive: true, force: true }));

        it("takes another port, and soon", () => {
            expect(asked).to.have.length(2);
            expect((asked[1] ?? 0) - (asked[0] ?? 0)).to.be.lessThan(4000);
            expect(new URL(one.server).port).not.to.equal(String(taken));
            expect(one.server).not.to.equal(two.server);
        });

        it("has its own keys, and lives on when the other ends", async () => {
            const kid = async (plane: ControlPlane) => (await plane.jwks()).keys[0]?.kid;
            expect(await kid(one)).not.to.equal(await kid(two));
            await one.stop();
            expect(await kid(two)).to.be.a("string");
        });

        it("ends without a process or a file, however often it is ended", async () => {
            expect(processesIn(dir).length).to.be.greaterThan(2);
            await Promise.all([two.stop(), two.stop()]);
            await two.stop();
            expect(processesIn(dir)).to.deep.equal([]);
            expect(readdirSync(dir)).to.deep.equal([]);
        });
    });

    for (const milliseconds of [0, 150, 700, 1500]) {
        it(`leaves nothing when it is given up after ${String(milliseconds)} ms`, async () => {
            const stop = new AbortController();
            const starting = start(stop.signal);
            void starting.catch(() => undefined);
            await sleep(milliseconds);
            stop.abort(new Error("Ctrl-C"));
            expect((await rejection(starting)).message).to.equal("Ctrl-C");
            await expectNothingLeft();
        });
    }

    it("does not begin when it was given up before", async () => {
        const signal = AbortSignal.abort(new Error("Ctrl-C"));
        expect((await rejection(start(signal))).message).to.equal("Ctrl-C");
        await expectNothingLeft();
    });

    for (const moment of ["while it starts", "when it has started"]) {
        it(`does not outlive a parent that is killed ${moment}`, async () => {
            const parent = startScript(START, [scratch(), JSON.stringify(binaries)]);
            if (moment === "when it has started") await parent.prints("ready");
            else await eventually("a start", () => processesIn(scratch()).length > 3, 20_000);
            parent.process.kill("SIGKILL");
            await parent.ended;
            await eventually("no process", () => processesIn(scratch()).length === 0);
            await eventually("no file", () => readdirSync(scratch()).length === 0);
        });
    }

    const broken: { what: string; replace: keyof ControlPlaneBinaries; says: string }[] = [
        {
            what: "etcd",
            replace: "etcd",
            says: "expected etcd to keep running, but it ended with code 3: no disk",
        },
        {
            what: "kube-apiserver",
            replace: "kubeApiserver",
            says: "expected kube-apiserver to keep running, but it ended with code 3: no disk",
        },
        {
            what: "kube-controller-manager",
            replace: "kubeControllerManager",
            says: "expected kube-controller-manager to make the service account",
        },
    ];
    for (const { what, replace, says } of broken) {
        it(`fails with its words when ${what} ends at once, and leaves nothing`, async () => {
            const program = await shellScript(join(scratch(), "program"), "echo no disk; exit 3");
            const dir = join(scratch(), "planes");
            mkdirSync(dir);
            const starting = startControlPlane({
                dir,
                binaries: { ...binaries, [replace]: program },
                issuer: ISSUER,
            });
            const { message } = await rejection(starting);
            expect(message).to.contain(says).and.to.contain("no disk");
            expect(processesIn(scratch())).to.deep.equal([]);
            expect(readdirSync(dir)).to.deep.equal([]);
        });
    }
});

/** Every process that works in `folder`: the programs, and their guards too. */
function processesIn(folder: string): string[] {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.filter((pid) => {
        try {
            return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
        } catch {
            return false; // it has just ended
        }
    });
}
