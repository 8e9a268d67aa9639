/** What AWS refuses is told, never passed over and never fatal; where AWS is busy, it is asked again. */
import { expect } from "chai";

import type { AwsConnection } from "../../../stacks/aws/connection.ts";
import { inventory } from "../../../stacks/sweep/inventory.ts";
import type { OwnedThing } from "../../../stacks/sweep/owned-thing.ts";
import { planSweep } from "../../../stacks/sweep/plan.ts";
import { sweep } from "../../../stacks/sweep/sweep.ts";
import { freshName, SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { awsError, s3Error } from "../support/fake-cloud.ts";
import type { Received, Reply } from "../support/local-server.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { type EmulatedWorld, makeBucket, makePolicy, makeRole, openEmulated } from "./emulated.ts";
import { operationOf, startProxy } from "./proxy.ts";
import { awsTags, NOW, PROJECT } from "./world.ts";

const DENIED = awsError(403, "AccessDenied", "User: x is not authorized to perform: y");
const BUSY = awsError(400, "Throttling", "Rate exceeded");
const SLOW = s3Error(503, "SlowDown", "Please reduce your request rate.");

describe("an inventory that is refused something", function () {
    this.timeout(60_000);
    let world: EmulatedWorld;
    const id = freshName("swp");
    const name = `tracing-${id}`;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await openEmulated();
        await makeBucket(world, name, awsTags(`gone-${id}`));
        await makeRole(world, name, awsTags(`gone-${id}`));
        await makePolicy(world, name, awsTags(`gone-${id}`));
    });

    after(() => {
        world.close();
    });

    const through = async <T>(
        answer: (request: Received) => Reply | undefined,
        work: (aws: AwsConnection) => Promise<T>,
    ): Promise<T> => {
        const proxy = await startProxy(world.sandbox.aws, answer);
        const { url } = proxy;
        try {
            return await work({ ...world.aws, endpoints: { s3: url, iam: url, sts: url } });
        } finally {
            await proxy.stop();
        }
    };
    const found = (answer: (request: Received) => Reply | undefined) =>
        through(answer, async (aws) => {
            const things = await inventory({ aws, clock: virtualClock() });
            return things.filter((each) => each.name === name || each.unchecked !== undefined);
        });
    const lines = (things: readonly OwnedThing[]): string[] =>
        things.map(({ kind, name: called, unchecked }) =>
            unchecked === undefined ? `${kind} ${called}` : `${kind} ${called}: ${unchecked}`,
        );
    const said = "AccessDenied: User: x is not authorized to perform: y";
    const ALL = [`bucket ${name}`, `role ${name}`, `policy ${name}`];

    it("finds all where nothing is refused, through the proxy too", async () => {
        expect(lines(await found(() => undefined))).to.have.members(ALL);
    });

    const LISTS: [string, RegExp, string[]][] = [
        ["roles", /^ListRoles$/, [`bucket ${name}`, `policy ${name}`, `role every role: ${said}`]],
        [
            "policies",
            /^ListPolicies$/,
            [`bucket ${name}`, `role ${name}`, `policy every policy: ${said}`],
        ],
        [
            "buckets",
            /^GET \/\?max-buckets/,
            [`role ${name}`, `policy ${name}`, `bucket every bucket: ${said}`],
        ],
    ];
    for (const [what, operation, expected] of LISTS) {
        it(`tells that it could not list ${what}, and finds the others`, async () => {
            const things = await found((request) =>
                operation.test(operationOf(request))
                    ? what === "buckets"
                        ? s3Error(403, "AccessDenied", "User: x is not authorized to perform: y")
                        : DENIED
                    : undefined,
            );
            expect(lines(things)).to.have.members(expected);
        });
    }

    it("tells of which one it could not read the tags, and the plan keeps that one", async () => {
        const things = await found((request) =>
            operationOf(request) === "ListRoleTags" && request.body.includes(name)
                ? DENIED
                : undefined,
        );
        expect(lines(things)).to.have.members([
            `bucket ${name}`,
            `policy ${name}`,
            `role ${name}: ${said}`,
        ]);
        const { accountId } = world.sandbox.aws;
        const plan = planSweep({
            stacks: [],
            owned: things,
            now: NOW,
            accountId,
            project: PROJECT,
        });
        expect(plan.rows.find(({ kind }) => kind === "role")).to.include({
            action: "keep",
            why: `could not be checked, because ${said}`,
        });
    });

    it("asks again where AWS is busy, each request on its own, and finds everything", async () => {
        const seen = new Map<string, number>();
        const things = await found((request) => {
            const key = `${operationOf(request)} ${request.body}`;
            const times = seen.get(key) ?? 0;
            seen.set(key, times + 1);
            const refusal = key.startsWith("GET") ? SLOW : BUSY;
            return times < 2 ? refusal : undefined;
        });
        expect(lines(things)).to.have.members(ALL);
        expect([...seen.values()].every((times) => times === 3)).to.equal(true);
    });

    it("gives up after seven attempts, and tells it", async () => {
        let asked = 0;
        const things = await found((request) => {
            if (operationOf(request) !== "ListRoles") return undefined;
            asked += 1;
            return BUSY;
        });
        expect(asked).to.equal(7);
        expect(lines(things)).to.include("role every role: Throttling: Rate exceeded");
    });

    it("never has more than eight requests under way", async () => {
        let now = 0;
        let most = 0;
        await through(
            () => undefined,
            async (aws) => {
                const { openAws } = await import("../../../stacks/sweep/aws-access.ts");
                const access = await openAws(aws);
                const ask = () =>
                    access.ask(async () => {
                        now += 1;
                        most = Math.max(most, now);
                        await new Promise((resolve) => setImmediate(resolve));
                        now -= 1;
                    });
                await Promise.all(Array.from({ length: 100 }, ask));
                access.close();
            },
        );
        expect(most).to.equal(8);
    });

    it("fails a line whose tags cannot be read at the last moment, and deletes the others", async () => {
        const things = (await found(() => undefined)).filter(({ kind }) => kind !== "bucket");
        const { accountId } = world.sandbox.aws;
        const plan = planSweep({
            stacks: [],
            owned: things,
            now: NOW,
            accountId,
            project: PROJECT,
        });
        const report = await through(
            (request) => (operationOf(request) === "ListRoleTags" ? DENIED : undefined),
            (aws) =>
                sweep({
                    plan,
                    destroyStack: () => Promise.reject(new Error("no stack was expected")),
                    connections: { aws },
                }),
        );
        const states = report.rows.map(({ kind, state, message }) => [kind, state, message]);
        expect(states).to.have.deep.members([
            ["role", "failed", said],
            ["policy", "done", undefined],
        ]);
    });
});
