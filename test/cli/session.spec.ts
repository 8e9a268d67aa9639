import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { UserError } from "../../cli/errors.ts";
import type { OutputFlags } from "../../cli/options/common.ts";
import { runVerb, type Session, type VerbOutcome } from "../../cli/session.ts";
import { OperationFailedError } from "../../stacks/runner/errors.ts";
import { fakeIo, type FakeIo } from "../support/fake-io.ts";
import { HOSTILE } from "../support/hostile-text.ts";

const FLAGS: OutputFlags = { color: true };
const STEP = { id: "up", title: "Deploy dev" };
const VERB = { name: "up", failure: "deploy" } as const;
const EVENT = { urn: "u", type: "aws:s3/bucket:Bucket", name: "traces" };

describe("a verb", () => {
    it("tells its step on stderr and its result on stdout, in plain lines without a terminal", async () => {
        const io = fakeIo();
        expect(await play(io, {}, told)).to.equal("ok");
        expect(io.printed.stdout).to.equal("done\n");
        expect(io.printed.stderr).to.match(
            /^… Deploy dev\n {2}created aws:s3\/bucket:Bucket traces\n {2}traces: beware\n✔ Deploy dev: 1 created \(\d\.\d s\)\n$/u,
        );
    });

    it("prints its result alone with --quiet, and its failure too", async () => {
        const io = fakeIo();
        await play(io, { quiet: true }, told);
        expect(io.printed).to.deep.equal({ stdout: "done\n", stderr: "" });
        await play(io, { quiet: true }, fails(new UserError("no")));
        expect(io.printed.stderr).to.equal("tempo-sts: no\n");
    });

    it("tells events with ndjson, and nothing else on stderr", async () => {
        const io = fakeIo();
        await play(io, { logFormat: "ndjson" }, told);
        const events = io.printed.stderr
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<string, unknown>);
        expect(events.map(({ kind }) => kind)).to.deep.equal([
            "step-started",
            ...Array<string>(3).fill("resource"),
            "step-ended",
        ]);
        expect(events[2]).to.deep.include({
            step: "up",
            state: "end",
            operation: "create",
            ...EVENT,
        });
        expect(events.at(-1)).to.deep.include({
            status: "passed",
            detail: "1 created",
            title: "Deploy dev",
        });
    });

    it("draws its steps on a terminal, in colours unless they are not wanted", async () => {
        for (const [env, option, colored] of [
            [{}, true, true],
            [{ NO_COLOR: "1" }, true, false],
            [{}, false, false],
            [{ TERM: "dumb" }, true, false],
        ] as const) {
            const io = fakeIo({ columns: 60, env });
            await play(io, { color: option, quiet: true }, () =>
                Promise.resolve({ class: "ok", text: ({ style }) => style.good("fine") }),
            );
            expect(io.printed.stdout.includes("\u001b[32m")).to.equal(colored);
            expect(stripVTControlCharacters(io.printed.stdout)).to.equal("fine\n");
        }
    });

    it("shows no secret and steers no terminal, whatever it is told", async () => {
        for (const flags of [
            {},
            { json: true },
            { logFormat: "ndjson" as const },
            { json: true, logFormat: "ndjson" as const },
        ]) {
            const io = fakeIo({ env: { PULUMI_CONFIG_PASSPHRASE: "correct horse battery" } });
            await play(io, flags, async (session) => {
                session.stack = HOSTILE;
                await session.begin([STEP]);
                await session.step(
                    STEP,
                    (progress) => {
                        progress(`${HOSTILE} correct horse battery`);
                        session.teller.note(HOSTILE);
                        session.teller.resource("up", {
                            kind: "message",
                            severity: "error",
                            ...EVENT,
                            message: HOSTILE,
                        });
                        return Promise.resolve(HOSTILE);
                    },
                    () => `${HOSTILE} correct horse battery`,
                );
                throw new UserError(`${HOSTILE} correct horse battery`);
            });
            const all = io.printed.stdout + io.printed.stderr;
            expect(all).to.not.match(/wJalrX|correct horse battery/u);
            expect(all).to.not.match(/[\u001b\u0007\u009b\u202e]/u);
        }
    });

    it("gives a failure the class that the error has, else its own", async () => {
        expect(await play(fakeIo(), {}, fails(new OperationFailedError("no", [])))).to.equal(
            "deploy",
        );
        expect(await play(fakeIo(), {}, fails(new UserError("no", "preflight")))).to.equal(
            "preflight",
        );
        expect(await play(fakeIo(), {}, fails(new TypeError("no")))).to.equal("bug");
        expect(await play(fakeIo(), {}, fails("text"))).to.equal("bug");
        const access = Object.assign(new Error("denied"), { name: "AccessDenied", $metadata: {} });
        expect(await play(fakeIo(), {}, fails(access))).to.equal("deploy");
    });

    it("shows a failed step as one, with the first line of its reason", async () => {
        const io = fakeIo();
        await play(io, {}, async (session) => {
            await session.begin([STEP]);
            return session.step(STEP, () =>
                Promise.reject(new UserError("first\nsecond", "deploy")),
            );
        });
        expect(io.printed.stderr).to.match(
            /✘ Deploy dev: first \(\d\.\d s\)\ntempo-sts: first\nsecond\n$/u,
        );
    });

    it("is interrupted by a signal, and says so whatever fails then", async () => {
        const io = fakeIo();
        const ended = await play(io, { json: true }, (session) => {
            io.send("SIGTERM");
            expect(session.signal.aborted).to.equal(true);
            return Promise.reject(new OperationFailedError("killed", []));
        });
        expect(ended).to.equal("interrupted");
        expect(JSON.parse(io.printed.stdout)).to.deep.include({ ok: false, exitCode: 130 });
        expect(io.listening()).to.equal(0);
    });

    it("gives up at its time limit, which is a failure of its own kind", async () => {
        const io = fakeIo();
        const ended = await play(io, { timeout: 0.02 }, async ({ signal }) => {
            // A timer of Node's that only this waits for keeps no process alive.
            const alive = setInterval(() => undefined, 1000);
            await new Promise((resolve) => {
                signal.addEventListener("abort", resolve);
            });
            clearInterval(alive);
            throw new OperationFailedError("killed", []);
        });
        expect(ended).to.equal("deploy");
        expect(io.printed.stderr).to.match(/gave up after 0\.0 s, as --timeout says/u);
    });

    it("asks nobody where nobody sits", async () => {
        const canAsk = async (io: FakeIo, flags: Partial<OutputFlags> = {}) => {
            let can = false;
            await play(io, flags, (session) => {
                can = session.canAsk;
                return Promise.resolve({ class: "ok" });
            });
            return can;
        };
        expect(await canAsk(fakeIo({ columns: 80, stdin: true }))).to.equal(true);
        expect(await canAsk(fakeIo({ columns: 80 }))).to.equal(false);
        expect(await canAsk(fakeIo({ stdin: true }))).to.equal(false);
        expect(await canAsk(fakeIo({ columns: 80, stdin: true }), { json: true })).to.equal(false);
    });
});

function play(
    io: FakeIo,
    flags: Partial<OutputFlags>,
    work: (session: Session) => Promise<VerbOutcome>,
) {
    return runVerb(VERB, { ...FLAGS, ...flags }, io, work);
}

async function told(session: Session): Promise<VerbOutcome> {
    await session.begin([STEP]);
    await session.step(
        STEP,
        () => {
            const { onEvent } = session.running("up");
            onEvent?.({ kind: "begin", step: "create", ...EVENT });
            onEvent?.({ kind: "end", step: "create", ...EVENT });
            onEvent?.({ kind: "message", severity: "warning", ...EVENT, message: "beware" });
            return Promise.resolve();
        },
        () => "1 created",
    );
    return { class: "ok", text: () => "done" };
}

/** What is thrown may be anything at all. */
function fails(reason: unknown) {
    return async () => {
        await Promise.resolve();
        throw reason;
    };
}
