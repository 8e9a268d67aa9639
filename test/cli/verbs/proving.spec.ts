import { expect } from "chai";

import { hide } from "../../../cli/output/clean.ts";
import { run } from "../../../cli/program.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { checkCommandLines, type Case } from "../../support/command-lines.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someSettings } from "../../support/fake-rooms.ts";
import { failedRun, passedRun } from "../../support/run-reports.ts";

const PROBLEM = { path: "namespace", expected: "a name", found: "1", remedy: "Name it" };

const CASES: readonly Case[] = [
    {
        argv: "verify --stack dev",
        rooms: {
            runPhases: ({ onlyPhases }) =>
                Promise.resolve(passedRun({ runId: String(onlyPhases) })),
        },
        ended: "ok",
        data: { report: passedRun({ runId: "wait,handshake,generate-traces,verify-traces" }) },
    },
    {
        argv: "verify --stack dev --handshake",
        rooms: {
            runPhases: ({ onlyPhases }) =>
                Promise.resolve(passedRun({ runId: String(onlyPhases) })),
        },
        ended: "ok",
        data: { report: passedRun({ runId: "handshake" }) },
    },
    {
        argv: "run --branch feature/x",
        rooms: { runPhases: () => Promise.resolve(passedRun()) },
        ended: "ok",
        data: { stack: "branch-feature", report: passedRun() },
        text: /^Passed after 5 min 12 s\. The stack branch-feature is gone, and nothing of it is left\.\n$/u,
    },
    {
        argv: "run --stack dev",
        rooms: { runPhases: () => Promise.resolve(failedRun()) },
        ended: "proof",
        error: /^the role's trust names another issuer$/u,
        text: /What went wrong\n {2}✘ Prove the handshake: the role's[^]*diagnostics: [^]*Failed at "Prove the handshake"/u,
    },
    {
        argv: "run --stack dev --from-phase later",
        ended: "settings",
        error: /Expected a phase: preflight/u,
    },
    {
        argv: "run --stack dev --phase-timeout up=soon",
        ended: "settings",
        error: /such as 90s, 15m or 24h/u,
    },
    { argv: "run --stack dev --allowed-account 12", ended: "settings", error: /12 digits/u },
    {
        argv: "sweep --dry-run --yes",
        ended: "settings",
        error: /cannot be used with option '--yes'/u,
    },
    { argv: "sweep --concurrency 0", ended: "settings", error: /whole number from 1 to 64/u },
];

describe("a command line that proves", () => {
    checkCommandLines(CASES);

    it("names every wrong setting in the object", async () => {
        const io = fakeIo();
        const readSettings = () => Promise.reject(new SettingsError([PROBLEM]));
        await run(["run", "--stack", "dev", "--json"], io, fakeRooms({ readSettings }));
        const { error } = JSON.parse(io.printed.stdout) as { error: { problems: unknown } };
        expect(error.problems).to.deep.equal([PROBLEM]);
    });

    for (const verb of ["run", "verify"]) {
        it(`${verb} tells the run what it has learned to be secret, and shows none of it`, async () => {
            const io = fakeIo();
            const given: (readonly string[] | undefined)[] = [];
            const rooms = fakeRooms({
                readSettings: (_target, env, decryption) => {
                    expect(decryption?.root).to.be.a("function");
                    hide(env, ["kkkkkk"]);
                    return Promise.resolve(someSettings());
                },
                runPhases: ({ secrets }) => {
                    given.push(secrets);
                    return Promise.reject(new Error("refused kkkkkk"));
                },
            });
            await run([verb, "--stack", "dev"], io, rooms);
            expect(given).to.deep.equal([["kkkkkk"]]);
            expect(io.printed.stderr).to.contain("refused [redacted]");
            expect(JSON.stringify(io.printed)).to.not.contain("kkkkkk");
        });
    }
});
