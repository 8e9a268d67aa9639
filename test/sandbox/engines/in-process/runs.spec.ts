import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { DestroyError } from "../../../../sandbox/engines/errors.ts";
import { failureOf } from "../../provider-objects/driver.ts";
import { Group, Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

describe("runs of the in-process engine", function () {
    this.timeout(30_000);

    function program(): Record<string, unknown> {
        const name = new pulumi.Config().require("name");
        const hook = new pulumi.ResourceHook("gate", async ({ newInputs }) => {
            const { owner } = newInputs as { owner: string };
            if (owner !== pulumi.getStack())
                throw new Error(`${owner} is not ${pulumi.getStack()}`);
            await Promise.resolve();
        });
        const a = new Thing(
            `${name}-a`,
            { owner: pulumi.getStack() },
            { hooks: { beforeCreate: [hook] } },
        );
        const group = new Group(`${name}-g`, { dependsOn: [a] });
        const secrets = new pulumi.Config().requireSecret("password");
        if (name === "n7") throw new Error("only n7 fails");
        return { name, stack: pulumi.getStack(), made: group.second.made, password: secrets };
    }

    it("are kept apart when a hundred of them run at once: stack, configuration, hooks, failures", async () => {
        const { engine, provider } = engineFor(program);
        const runs = Array.from({ length: 100 }, (_, i) => `n${i}`);
        const outcomes = await Promise.allSettled(
            runs.map((name) =>
                engine.up(
                    { "tempo-sts:name": name, "tempo-sts:password": `p-${name}` },
                    { stack: `s-${name}`, secretKeys: ["tempo-sts:password"] },
                ),
            ),
        );
        for (const [i, outcome] of outcomes.entries()) {
            const name = `n${i}`;
            if (name === "n7") {
                expect(outcome).to.have.nested.property("reason.message", "only n7 fails");
                continue;
            }
            expect(outcome).to.have.deep.nested.property("value.outputs", {
                name,
                stack: `s-${name}`,
                made: `made ${name}-g-second`,
                password: `p-${name}`,
            });
        }
        expect(provider.things.size).to.equal(99 * 3);
        await Promise.all(
            outcomes.map(async (outcome) => {
                if (outcome.status === "fulfilled") await outcome.value.destroy();
            }),
        );
        expect(provider.things.size).to.equal(0);
        await engine.dispose();
    });

    it("leave nothing to the next: configuration, names and hooks begin anew", async () => {
        const { engine, provider } = engineFor(program);
        for (let i = 0; i < 3; i++) {
            const deployment = await engine.up({
                "tempo-sts:name": "same",
                "tempo-sts:password": "x",
            });
            await deployment.destroy();
        }
        const failure = await failureOf(engine.up({ "tempo-sts:password": "x" }));
        expect(failure.message).to.match(
            /Missing required configuration variable 'tempo-sts:name'/,
        );
        expect(provider.things.size).to.equal(0);
    });

    it("leave the SDK of the process around them as it was", async () => {
        const { up, engine } = engineFor(() => ({ a: new Thing("a").made }));
        const look = (): unknown[] => [
            pulumi.getProject(),
            pulumi.getStack(),
            pulumi.runtime.allConfig(),
            pulumi.runtime.hasMonitor(),
        ];
        const before = look();
        await up({ "tempo-sts:a": "b" });
        await engine.dispose();
        expect(look()).to.deep.equal(before);
    });

    it("listen for rejections only until their engine is disposed of", async () => {
        const before = process.listenerCount("unhandledRejection");
        const [one, other] = [engineFor(() => ({})), engineFor(() => ({}))];
        await one.up();
        const during = process.listenerCount("unhandledRejection");
        await other.up();
        expect(process.listenerCount("unhandledRejection")).to.equal(during);
        await one.engine.dispose();
        await one.engine.dispose();
        expect(process.listenerCount("unhandledRejection")).to.equal(during);
        await other.engine.dispose();
        expect(process.listenerCount("unhandledRejection")).to.be.at.most(before);
    });
});

describe("destroy in the in-process engine", () => {
    it("deletes dependents first, the last made first, independent ones at once", async () => {
        const { up, provider } = engineFor(() => {
            const a = new Thing("a");
            const b = new Thing("b", { of: a.made });
            new Thing("c", {}, { dependsOn: [b] });
            new Thing("d", { of: a.made });
            return {};
        });
        const deployment = await up();
        provider.log.length = 0;
        await deployment.destroy();
        const at = (entry: string): number => provider.log.indexOf(entry);
        expect(at("delete b")).to.be.greaterThan(at("deleted c"));
        expect(at("delete a")).to.be.greaterThan(Math.max(at("deleted b"), at("deleted d")));
        expect(at("delete d")).to.be.lessThan(at("deleted c"));
    });

    it("refuses to touch anything while a resource is protected", async () => {
        const { up, provider } = engineFor(() => {
            const kept = new Thing("kept", {}, { protect: true });
            new Thing("other", { of: kept.made });
            return {};
        });
        const deployment = await up();
        const failure = await failureOf(deployment.destroy());
        expect(failure).to.be.instanceOf(DestroyError);
        expect(failure.message).to.match(/"kept": as it is currently marked for protection/);
        expect(provider.things.size).to.equal(2);
    });

    it("leaves what is to be retained, and what goes with another resource", async () => {
        const { up, provider } = engineFor(() => {
            const a = new Thing("a");
            new Thing("kept", {}, { retainOnDelete: true });
            new Thing("inside", { of: a.made }, { deletedWith: a });
            return {};
        });
        await (await up()).destroy();
        expect(provider.log.filter((entry) => entry.startsWith("delete "))).to.deep.equal([
            "delete a",
        ]);
        expect([...provider.things.keys()]).to.deep.equal(["kept", "inside"]);
    });

    it("names what it could not delete, leaves what that needs, and deletes the rest", async () => {
        const misbehaviour = {
            delete: (name: string) =>
                name === "b" ? Promise.reject(new Error("held by a finalizer")) : undefined,
        };
        const program = (): Record<string, unknown> => {
            const a = new Thing("a");
            new Thing("b", { of: a.made });
            new Thing("free");
            return {};
        };
        const { up, provider } = engineFor(program, { misbehaviour });
        const failure = await failureOf((await up()).destroy());
        expect(failure.message).to.match(/"b": held by a finalizer/);
        expect(failure.message).to.match(/"a": fake:index:Thing "b" still needs it/);
        expect([...provider.things.keys()].sort()).to.deep.equal(["a", "b"]);
    });

    it("stops when it is given up", async () => {
        const { up, provider } = engineFor(
            () => {
                new Thing("a");
            },
            { milliseconds: 5 },
        );
        const deployment = await up();
        const failure = await failureOf(
            deployment.destroy({ signal: AbortSignal.abort(new Error("enough")) }),
        );
        expect(failure.message).to.match(/"a": enough/);
        expect(provider.things.size).to.equal(1);
    });
});
