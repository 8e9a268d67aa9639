import { expect } from "chai";

import { run } from "../../../cli/program.ts";
import type { Rooms } from "../../../cli/rooms.ts";
import { OWNERSHIP_TAGS } from "../../../components/pure/lifetime/tags.ts";
import { LIFETIME_TAGS, PLACE_TAGS } from "../../../components/pure/lifetime/lifetime.ts";
import { CliMissingError, StackMissingError } from "../../../stacks/runner/errors.ts";
import { sweep as realSweep } from "../../../stacks/sweep/sweep.ts";
import { reportOfPlan, sweepReport } from "../../../stacks/sweep/report.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someSettings, someStack } from "../../support/fake-rooms.ts";

const ACCOUNT = "123456789012";
const TAGS = {
    [OWNERSHIP_TAGS.project]: "tempo-sts",
    [OWNERSHIP_TAGS.profile]: "ephemeral",
    [OWNERSHIP_TAGS.namespace]: "n",
    [OWNERSHIP_TAGS.tempoName]: "tmstack",
    [OWNERSHIP_TAGS.buildNamespace]: "b",
    [PLACE_TAGS.accountId]: ACCOUNT,
    [PLACE_TAGS.region]: "us-east-2",
    [LIFETIME_TAGS.owner]: "ada",
    [LIFETIME_TAGS.created]: "20260101T000000Z",
};
const EXPIRED = { ...TAGS, [LIFETIME_TAGS.expires]: "20260102T000000Z" };
const STACKS = [
    someStack({ name: "old", tags: EXPIRED }),
    someStack({ name: "older", tags: EXPIRED }),
    someStack({ name: "kept", tags: TAGS }),
];

describe("the verb sweep", () => {
    it("only tells, unless it is to act", async () => {
        const { io, code } = await play(["sweep"]);
        expect(code).to.equal(0);
        expect(io.printed.stdout).to.match(
            /What would go\nkind +what +why\nstack +old +[^\n]+\nstack +older/u,
        );
        expect(io.printed.stdout).to.match(
            /2 to take away, 1 to keep, in the account 123456789012\. Nothing was touched/u,
        );
    });

    it("gives the plan as one object", async () => {
        const { io } = await play(["sweep", "--json"]);
        const { report, notes } = JSON.parse(io.printed.stdout) as {
            report: { dryRun: boolean; counts: object };
            notes: string[];
        };
        expect(report.dryRun).to.equal(true);
        expect(report.counts).to.deep.include({ planned: 2, kept: 1 });
        expect(notes).to.deep.equal([
            "no cluster is configured here, so nothing in one was looked at",
        ]);
    });

    it("destroys and removes what has expired, looking at each again", async () => {
        const destroyed: unknown[] = [];
        const { io, code } = await play(
            ["sweep", "--yes", "--concurrency", "2", "--backend", "s3://b"],
            {
                sweep: async (request) => {
                    const { plan, destroyStack, readStack, concurrency } = request;
                    expect(concurrency).to.equal(2);
                    const planned = plan.rows.filter(({ action }) => action === "destroy");
                    for (const { stack } of planned) {
                        if (stack === undefined) continue;
                        expect(await readStack?.(stack)).to.equal(undefined);
                        await destroyStack(stack, request.signal);
                    }
                    const rows = reportOfPlan(plan).rows.map((row) =>
                        row.state === "planned" ? ({ ...row, state: "done" } as const) : row,
                    );
                    for (const row of rows) request.listener?.ended?.(row);
                    return sweepReport(plan, rows, false);
                },
                showStack: () => Promise.reject(new StackMissingError("gone")),
                destroyStack: ({ stack, backend }, options) => {
                    destroyed.push({ stack, backend, remove: options?.remove });
                    return Promise.resolve({ existed: true, changes: {}, repaired: [] });
                },
            },
        );
        expect(code, io.printed.stderr).to.equal(0);
        expect(destroyed).to.deep.equal([
            { stack: "old", backend: "s3://b", remove: true },
            { stack: "older", backend: "s3://b", remove: true },
        ]);
        expect(io.printed.stdout).to.match(/2 taken away, 0 failed, 1 kept/u);
        expect(io.printed.stderr).to.contain("done stack old");
    });

    it("is about one stack where one is named", async () => {
        const { io } = await play(["sweep", "--stack", "older"]);
        expect(io.printed.stdout).to.match(/1 to take away, 0 to keep/u);
        expect(io.printed.stdout).to.not.match(/stack +old /u);
    });

    it("ends with the code of the clean-up when something failed, and goes on before", async () => {
        const { io, code } = await play(["sweep", "--yes"], {
            sweep: ({ plan }) => {
                const rows = reportOfPlan(plan).rows.map(
                    (row) => ({ ...row, state: "failed", message: "AccessDenied" }) as const,
                );
                return Promise.resolve(sweepReport(plan, rows, false));
            },
        });
        expect(code).to.equal(7);
        expect(io.printed.stdout).to.contain("✘ stack old: AccessDenied");
        expect(io.printed.stderr).to.contain("3 could not be taken away. Each says why");
    });

    it("refuses to go on when AWS does not say whose the credentials are", async () => {
        const callerAccount = () => Promise.reject(new Error("ExpiredToken"));
        const { io, code } = await play(["sweep"], { callerAccount });
        expect(code).to.equal(3);
        expect(io.printed.stderr).to.match(
            /Expected AWS to say whose the credentials are, but: ExpiredToken/u,
        );
    });

    it("reads what is encrypted by the CLI that it works with", async () => {
        const roots: unknown[] = [];
        await play(["sweep", "--install-cli"], {
            findCli: () => Promise.reject(new CliMissingError("none")),
            installCli: () => Promise.resolve({ path: "", version: "", root: "/installed" }),
            readSettings: async (_target, _env, decryption) => {
                expect(decryption?.signal).to.be.instanceOf(AbortSignal);
                roots.push(await decryption?.root?.());
                return someSettings();
            },
        });
        expect(roots).to.deep.equal(["/installed"]);
    });

    it("passes over no cluster that was asked for", async () => {
        const settings = someSettings({ kubernetes: { context: "kind" } });
        const readSettings = () => Promise.resolve(settings);
        const { code, io } = await play(["sweep"], { readSettings });
        expect(code).to.equal(2);
        expect(io.printed.stderr).to.contain("`kubernetes.context`");
    });

    it("asks for no destroy of a plan that has none", async () => {
        const { code } = await play(["sweep", "--yes"], {
            listStacks: () => Promise.resolve([]),
            sweep: realSweep,
        });
        expect(code).to.equal(0);
    });
});

async function play(argv: readonly string[], rooms: Partial<Rooms> = {}) {
    const io = fakeIo();
    const problem = {
        path: "kubernetes.context",
        expected: "a context",
        found: "none",
        remedy: "",
    };
    const code = await run(
        argv,
        io,
        fakeRooms({
            callerAccount: () => Promise.resolve(ACCOUNT),
            connectCluster: () => Promise.reject(new SettingsError([problem])),
            listStacks: () => Promise.resolve(STACKS),
            inventory: () => Promise.resolve([]),
            ...rooms,
        }),
    );
    return { io, code };
}
