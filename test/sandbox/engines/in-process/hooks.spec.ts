import { setTimeout as pause } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { failureOf } from "../../provider-objects/driver.ts";
import { Group, Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

describe("resource hooks in the in-process engine", () => {
    it("run before and after the resource is made, in order, with what they are about", async () => {
        const calls: unknown[] = [];
        const { up, provider, events } = engineFor(() => {
            const note = (name: string): pulumi.ResourceHook =>
                new pulumi.ResourceHook(name, (args) => {
                    calls.push([
                        name,
                        args.name,
                        args.type,
                        args.id,
                        args.newInputs,
                        args.newOutputs,
                    ]);
                    provider.log.push(`hook ${name}`);
                });
            new Thing(
                "t",
                { size: 1 },
                {
                    hooks: {
                        beforeCreate: [note("one"), note("two")],
                        afterCreate: [note("three")],
                    },
                },
            );
            return {};
        });
        await up();
        expect(provider.log).to.deep.equal([
            "hook one",
            "hook two",
            "create t",
            "created t",
            "hook three",
        ]);
        expect(calls).to.deep.equal([
            ["one", "t", "fake:index:Thing", "", { size: 1 }, undefined],
            ["two", "t", "fake:index:Thing", "", { size: 1 }, undefined],
            ["three", "t", "fake:index:Thing", "id-t", { size: 1 }, { size: 1, made: "made t" }],
        ]);
        expect(
            events
                .filter(({ kind }) => kind === "hook")
                .map(({ name, message }) => `${name}: ${message}`),
        ).to.deep.equal(['t: before hook "one"', 't: before hook "two"', 't: after hook "three"']);
    });

    it("give secrets to the hook as secrets", async () => {
        let shown: unknown;
        const { up } = engineFor(() => {
            const hook = new pulumi.ResourceHook("look", async ({ newInputs }) => {
                const { password } = newInputs as { password: pulumi.Output<string> };
                shown = [
                    await pulumi.isSecret(password),
                    await new Promise((resolve) => password.apply(resolve)),
                ];
            });
            new Thing(
                "t",
                { password: pulumi.secret("hidden") },
                { hooks: { beforeCreate: [hook] } },
            );
            return {};
        });
        await up();
        expect(shown).to.deep.equal([true, "hidden"]);
    });

    it("fail the resource when one before it throws, in the engine's words, and it is not made", async () => {
        const { up, provider } = engineFor(() => {
            const first = new Thing("first");
            const hook = new pulumi.ResourceHook("handshake", () =>
                Promise.reject(new Error("the token says another issuer")),
            );
            new Thing("t", { of: first.made }, { hooks: { beforeCreate: [hook] } });
            return {};
        });
        const failure = await failureOf(up());
        expect(failure.message).to.equal(
            `fake:index:Thing "t": before hook "handshake" failed: the token says another issuer`,
        );
        expect(provider.log).to.deep.equal([
            "create first",
            "created first",
            "delete first",
            "deleted first",
        ]);
    });

    it("fail the deployment when one after the resource throws, as Pulumi's engine does since 3.238; the resource is undone", async () => {
        const { up, provider } = engineFor(() => {
            const hook = new pulumi.ResourceHook("check", () => {
                throw new Error("not as it should be");
            });
            new Thing("t", {}, { hooks: { afterCreate: [hook] } });
            return {};
        });
        expect((await failureOf(up())).message).to.match(
            /after hook "check" failed: not as it should be$/,
        );
        expect(provider.log.at(-1)).to.equal("deleted t");
    });

    it("only warn where their errors are to be ignored", async () => {
        const { up, events } = engineFor(() => {
            const hook = new pulumi.ResourceHook(
                "maybe",
                () => Promise.reject(new Error("never mind")),
                { ignoreErrors: true },
            );
            new Thing("t", {}, { hooks: { beforeCreate: [hook], afterCreate: [hook] } });
            return {};
        });
        await up();
        expect(events.map(({ message }) => message)).to.include.members([
            'before hook "maybe" failed: never mind',
            'after hook "maybe" failed: never mind',
        ]);
    });

    it("fail when they do not end in time, and when the run is given up", async () => {
        const program = (): Record<string, unknown> => {
            const hook = new pulumi.ResourceHook("slow", () =>
                pause(5000, undefined, { ref: false }),
            );
            new Thing("t", {}, { hooks: { beforeCreate: [hook] } });
            return {};
        };
        const timed = engineFor(program, { hookTimeoutSeconds: 0.1 });
        expect((await failureOf(timed.up())).message).to.match(
            /before hook "slow" failed: it did not end within 0.1 s/,
        );
        const giveUp = new AbortController();
        const abandoned = engineFor(program);
        const failing = failureOf(abandoned.up({}, giveUp.signal));
        while (abandoned.events.length === 0) await pause(2);
        giveUp.abort(new Error("enough"));
        expect((await failing).message).to.equal("enough");
    });

    it("run in a preview only where they are meant to", async () => {
        const calls: string[] = [];
        const { engine } = engineFor(() => {
            const hook = (name: string, onDryRun: boolean): pulumi.ResourceHook =>
                new pulumi.ResourceHook(name, () => void calls.push(name), { onDryRun });
            new Thing(
                "t",
                {},
                { hooks: { beforeCreate: [hook("always", true), hook("real", false)] } },
            );
            return {};
        });
        await engine.preview({});
        expect(calls).to.deep.equal(["always"]);
    });

    it("run for components too: after them when their outputs are there", async () => {
        const { up, provider } = engineFor(() => {
            const note = (name: string): pulumi.ResourceHook =>
                new pulumi.ResourceHook(name, () => void provider.log.push(`hook ${name}`));
            new Group("g", {
                hooks: { beforeCreate: [note("before")], afterCreate: [note("after")] },
            });
            return {};
        });
        await up();
        expect(provider.log[0]).to.equal("hook before");
        expect(provider.log.indexOf("hook after")).to.be.greaterThan(
            provider.log.indexOf("created g-first"),
        );
    });

    it("refuse a name that is taken, and error hooks, which only Pulumi's engine has", async () => {
        const twice = engineFor(() => {
            const hooks = [1, 2].map(() => new pulumi.ResourceHook("same", () => undefined));
            new Thing("t", {}, { hooks: { beforeCreate: hooks } });
            return {};
        });
        expect((await failureOf(twice.up())).message).to.contain("already registered");
        const retried = engineFor(() => {
            new Thing("t", {}, { hooks: { onError: [new pulumi.ErrorHook("again", () => true)] } });
            return {};
        });
        expect((await failureOf(retried.up())).message).to.match(/does not support error hooks/);
    });
});
