import { setTimeout as pause } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { DeploymentError } from "../../../../sandbox/engines/errors.ts";
import { InitializationError } from "../../../../sandbox/provider-objects/provider-object.ts";
import { failureOf } from "../../provider-objects/driver.ts";
import { Group, Thing } from "../fake-provider.ts";
import { engineFor, strayRejections } from "../fixture.ts";

/** Two that are independent of the failing one, and one that needs it. */
function program(): Record<string, unknown> {
    const a = new Thing("a");
    const b = new Thing("b", { of: a.made });
    const bad = new Thing("bad", { of: a.made });
    const after = new Thing("after", { of: bad.made });
    return { b: b.made, after: after.made };
}

const failing = (error: Error) => ({
    create: (name: string) => (name === "bad" ? Promise.reject(error) : undefined),
});

describe("a deployment that fails in the in-process engine", () => {
    it("names the resource and the reason, undoes what was made, and never begins what needs it", async () => {
        const { up, provider, events } = engineFor(program, {
            misbehaviour: failing(new Error("AccessDenied: no")),
        });
        const failure = await failureOf(up());
        expect(failure).to.be.instanceOf(DeploymentError);
        expect(failure.message).to.equal(`fake:index:Thing "bad": AccessDenied: no`);
        expect(failure).to.have.deep.property("resource", {
            type: "fake:index:Thing",
            name: "bad",
        });
        expect(failure).to.have.deep.property("remainders", []);
        expect(provider.things.size).to.equal(0);
        expect(provider.log).to.not.include("create after");
        expect(provider.log.slice(-4)).to.deep.equal([
            "delete b",
            "deleted b",
            "delete a",
            "deleted a",
        ]);
        expect(
            events.filter(({ kind }) => kind === "failed").map(({ name }) => name),
        ).to.deep.equal(["bad"]);
    });

    for (const code of [1, 2, 14]) {
        it(`ends, and does not hang, when the error carries the code ${code}`, async () => {
            const { up } = engineFor(program, {
                misbehaviour: failing(Object.assign(new Error("exit"), { code })),
            });
            expect((await failureOf(up())).message).to.equal(`fake:index:Thing "bad": exit`);
        });
    }

    it("leaves no rejection behind that nobody handles", async () => {
        const stray = await strayRejections(async () => {
            for (const depth of [0, 1, 2]) {
                const { up, engine } = engineFor(
                    () => {
                        const bad = new Thing("bad");
                        let last: pulumi.Output<string> = bad.made;
                        for (let i = 0; i < depth * 3; i++)
                            last = new Thing(`t${i}`, { of: last }).made;
                        new Group("g", { dependsOn: [bad] });
                        pulumi.all([last, bad.id]).apply(([made]) => made);
                        return { last };
                    },
                    { misbehaviour: failing(new Error("no")) },
                );
                await failureOf(up());
                await engine.dispose();
            }
        });
        expect(stray).to.deep.equal([]);
    });

    it("undoes a resource that was made and did not become ready", async () => {
        const made = new InitializationError("not ready", {
            id: "id-bad",
            properties: { made: "x" },
            reasons: ["not ready"],
        });
        const { up, provider } = engineFor(program, { misbehaviour: failing(made) });
        expect((await failureOf(up())).message).to.contain("not ready");
        expect(provider.log).to.include("deleted bad");
    });

    it("reports what it could not undo, and leaves what that needs", async () => {
        const misbehaviour = {
            ...failing(new Error("no")),
            delete: (name: string) =>
                name === "b" ? Promise.reject(new Error("locked")) : undefined,
        };
        const { up, provider } = engineFor(program, { misbehaviour });
        const failure = await failureOf(up());
        expect(failure.message).to.match(
            /"bad": no\nLeft behind:\n- fake:index:Thing "b": locked\n/,
        );
        expect(failure).to.have.deep.property("remainders", [
            { type: "fake:index:Thing", name: "b", reason: "locked" },
            { type: "fake:index:Thing", name: "a", reason: 'fake:index:Thing "b" still needs it' },
        ]);
        expect([...provider.things.keys()]).to.deep.equal(["a", "b"]);
    });

    it("begins nothing any more that its abandoned program asks for", async () => {
        const { up, provider } = engineFor(
            async () => {
                new Thing("bad");
                await pause(20);
                new Thing("late");
                new Thing("read", {}, { id: "there" });
                return {};
            },
            { misbehaviour: failing(new Error("no")) },
        );
        await failureOf(up());
        await pause(60);
        expect(provider.log).to.deep.equal(["create bad"]);
    });

    it("begins nothing that waits for its turn", async () => {
        const { up, provider } = engineFor(
            () => {
                new Thing("bad");
                new Thing("next");
                return {};
            },
            { misbehaviour: failing(new Error("no")), parallel: 1 },
        );
        await failureOf(up());
        expect(provider.log).to.deep.equal(["create bad"]);
    });

    it("waits for what is under way, and undoes that too", async () => {
        let slowIsDone = false;
        const misbehaviour = {
            create: async (name: string) => {
                if (name === "bad") throw new Error("no");
                await pause(30);
                slowIsDone = true;
            },
        };
        const { up, provider } = engineFor(
            () => ({ a: [new Thing("slow"), new Thing("bad")].map(({ made }) => made) }),
            { misbehaviour },
        );
        await failureOf(up());
        expect(slowIsDone).to.equal(true);
        expect(provider.log.slice(-2)).to.deep.equal(["delete slow", "deleted slow"]);
    });

    it("stops when it is given up, stops what is under way, and undoes what was made", async () => {
        const giveUp = new AbortController();
        const { up, provider } = engineFor(
            () => {
                const a = new Thing("a");
                return { b: new Thing("b", { of: a.made }).made };
            },
            { milliseconds: 40 },
        );
        const failing = failureOf(up({}, giveUp.signal));
        while (!provider.log.includes("create b")) await pause(2);
        giveUp.abort(new Error("interrupted by Ctrl-C"));
        expect((await failing).message).to.equal("interrupted by Ctrl-C");
        expect(provider.log).to.not.include("created b");
        expect(provider.log.slice(-2)).to.deep.equal(["delete a", "deleted a"]);
        expect((await failureOf(up({}, giveUp.signal))).message).to.equal("interrupted by Ctrl-C");
    });
});
