/** How a sweep goes about stacks: each looked at again, so many at once, past failures, no further than it may. */
import { expect } from "chai";

import { RunnerError } from "../../../stacks/runner/errors.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import { planSweep, type SweepPlan } from "../../../stacks/sweep/plan.ts";
import { reportOfPlan } from "../../../stacks/sweep/report.ts";
import { sweep, type SweepRequest } from "../../../stacks/sweep/sweep.ts";
import { awsError } from "../support/fake-cloud.ts";
import { localServer, type LocalServer, type Reply } from "../support/local-server.ts";
import { ACCOUNT, FUTURE, NOW, OVER, PROJECT, stackNamed, tagsOfStack } from "./world.ts";

const planOf = (stacks: readonly SweepStack[]): SweepPlan =>
    planSweep({ stacks, owned: [], now: NOW, accountId: ACCOUNT, project: PROJECT });

function identity(account: string): Reply {
    const body =
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        `<Arn>arn:aws:iam::${account}:user/u</Arn><UserId>u</UserId><Account>${account}</Account>` +
        "</GetCallerIdentityResult></GetCallerIdentityResponse>";
    return { status: 200, body };
}

describe("a sweep of stacks", () => {
    let sts: LocalServer;
    let reply = identity(ACCOUNT);

    before(async () => {
        sts = await localServer(() => reply);
    });

    beforeEach(() => {
        reply = identity(ACCOUNT);
    });

    after(async () => sts.stop());

    const run = (plan: SweepPlan, request: Partial<SweepRequest>) =>
        sweep({
            plan,
            destroyStack: () => Promise.resolve(),
            connections: {
                aws: {
                    region: "us-east-2",
                    credentials: { accessKeyId: "a", secretAccessKey: "b" },
                    endpoints: { sts: sts.url },
                },
            },
            ...request,
        });

    it("destroys those that are over and no others, and tells of all", async () => {
        const living = { tags: tagsOfStack("b", { ...OVER, expires: FUTURE }) };
        const plan = planOf([stackNamed("a"), stackNamed("b", living), stackNamed("org/x/c")]);
        const destroyed: string[] = [];
        const heard: string[] = [];
        const report = await run(plan, {
            destroyStack: ({ name }) => Promise.resolve(destroyed.push(name)),
            listener: {
                began: ({ what, state }) => heard.push(`${what} ${state}`),
                ended: ({ what, state }) => heard.push(`${what} ${state}`),
            },
            concurrency: 1,
        });
        expect(destroyed).to.deep.equal(["a", "org/x/c"]);
        expect(heard).to.deep.equal(["a planned", "a done", "c planned", "c done"]);
        expect(report).to.deep.equal({
            schema: "tempo-sts/sweep/v1",
            ok: true,
            dryRun: false,
            account: ACCOUNT,
            project: PROJECT,
            counts: { planned: 0, done: 2, failed: 0, kept: 1, unchecked: 0 },
            rows: [
                row("a", "it expired at 20261124T104259Z", "destroy", "done"),
                row("b", "it expires at 20261124T104301Z", "keep", "kept"),
                row("c", "it expired at 20261124T104259Z", "destroy", "done"),
            ],
        });
    });

    it("only tells, in a dry run", () => {
        const report = reportOfPlan(planOf([stackNamed("a"), stackNamed("b", { tags: {} })]));
        expect(report).to.include({ ok: true, dryRun: true });
        expect(report.rows.map(({ state }) => state)).to.deep.equal(["planned", "kept"]);
        expect(report.counts).to.deep.include({ planned: 1, kept: 1 });
    });

    it("goes past a failure, and is not well then", async () => {
        const report = await run(planOf(["a", "b", "c"].map((name) => stackNamed(name))), {
            destroyStack: ({ name }) =>
                name === "b"
                    ? Promise.reject(new RunnerError("the cluster is gone"))
                    : Promise.resolve(),
        });
        expect(report.ok).to.equal(false);
        const states = report.rows.map(({ what, state, message }) => [what, state, message]);
        expect(states).to.deep.equal([
            ["a", "done", undefined],
            ["b", "failed", "the cluster is gone"],
            ["c", "done", undefined],
        ]);
    });

    it("leaves alone a stack that was prolonged or is at work meanwhile, and one that is gone", async () => {
        const now: Record<string, SweepStack | undefined> = {
            prolonged: stackNamed("prolonged", {
                tags: tagsOfStack("prolonged", { ...OVER, expires: FUTURE }),
            }),
            busy: stackNamed("busy", { updating: true }),
            gone: undefined,
            same: stackNamed("same"),
        };
        const destroyed: string[] = [];
        const report = await run(planOf(Object.keys(now).map((name) => stackNamed(name))), {
            readStack: ({ name }) => Promise.resolve(now[name]),
            destroyStack: ({ name }) => Promise.resolve(destroyed.push(name)),
        });
        expect(destroyed).to.deep.equal(["same"]);
        expect(report.rows.map(({ state, message }) => [state, message])).to.deep.equal([
            ["kept", "left alone: now it expires at 20261124T104301Z"],
            [
                "kept",
                "left alone: now an update of it is under way, or was killed: `tempo-sts unlock --stack busy` tells",
            ],
            ["done", "it was gone already"],
            ["done", undefined],
        ]);
        expect(report.ok).to.equal(true);
    });

    it("has as many at once as it may, a thousand in all", async () => {
        let now = 0;
        let most = 0;
        const stacks = Array.from({ length: 1000 }, (_, index) => stackNamed(`s${index}`));
        const report = await run(planOf(stacks), {
            concurrency: 7,
            destroyStack: async () => {
                now += 1;
                most = Math.max(most, now);
                await new Promise((resolve) => setImmediate(resolve));
                now -= 1;
            },
        });
        expect(most).to.equal(7);
        expect(report.counts.done).to.equal(1000);
    });

    it("begins nothing more once it is to end, and says what is left", async () => {
        const ending = new AbortController();
        const report = await run(planOf(["a", "b", "c"].map((name) => stackNamed(name))), {
            concurrency: 1,
            signal: ending.signal,
            destroyStack: () => {
                ending.abort();
                return Promise.resolve();
            },
        });
        expect(report.rows.map(({ state }) => state)).to.deep.equal(["done", "planned", "planned"]);
        expect(report.rows[1]?.message).to.equal("not begun: the sweep was ended");
        expect(report.ok).to.equal(false);
    });

    it("refuses the credentials of another account, and those that AWS refuses, before anything is done", async () => {
        const destroyed: string[] = [];
        const attempt = async (): Promise<string> => {
            const act = run(planOf([stackNamed("a")]), {
                destroyStack: ({ name }) => Promise.resolve(destroyed.push(name)),
            });
            return act.then(
                () => "it went through",
                (error: unknown) => String(error),
            );
        };
        reply = identity("999999999999");
        expect(await attempt()).to.match(/credentials of the account 123456789012.*got those of 9/);
        reply = awsError(403, "ExpiredToken", "The security token is expired");
        expect(await attempt()).to.match(/ExpiredToken: The security token is expired\. Nothing/);
        expect(destroyed).to.deep.equal([]);
    });

    it("asks AWS nothing where there is nothing to do", async () => {
        const before = sts.received.length;
        const report = await run(planOf([stackNamed("a", { tags: {} })]), {});
        expect(report.ok).to.equal(true);
        expect(sts.received).to.have.lengthOf(before);
    });
});

function row(what: string, why: string, action: string, state: string): object {
    return { kind: "stack", what, why, action, state };
}
