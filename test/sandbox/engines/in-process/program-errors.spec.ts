import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { failureOf } from "../../provider-objects/driver.ts";
import { Thing } from "../fake-provider.ts";
import { engineFor, strayRejections } from "../fixture.ts";

const failing = (error: Error) => ({
    create: (name: string) => (name === "bad" ? Promise.reject(error) : undefined),
});

describe("a program that fails in the in-process engine", () => {
    it("gives the program's own error as it is, and undoes what was made", async () => {
        const thrown = new pulumi.RunError("expected `region`, got nothing");
        const { up, provider } = engineFor(async () => {
            const a = new Thing("a");
            await new Promise((resolve) => a.made.apply(resolve));
            throw thrown;
        });
        const failure = await failureOf(up());
        expect(failure.message).to.equal("expected `region`, got nothing");
        expect(failure).to.have.property("resource", undefined);
        expect(failure.cause).to.equal(thrown);
        expect(provider.things.size).to.equal(0);
    });

    it("is one with an error in an apply, whether an output needs it or not", async () => {
        for (const needed of [true, false]) {
            const stray = await strayRejections(async () => {
                const { up, provider } = engineFor(() => {
                    const a = new Thing("a");
                    const broken = a.made.apply((): string => {
                        throw new Error("broken apply");
                    });
                    return needed ? { broken } : {};
                });
                expect((await failureOf(up())).message).to.equal("broken apply");
                expect(provider.things.size).to.equal(0);
            });
            for (const reason of stray) expect(String(reason)).to.equal("Error: broken apply");
        }
    });

    it("is one with a promise in the program that rejects and that nobody awaits", async () => {
        await strayRejections(async () => {
            const { up } = engineFor(() => {
                new Thing("a");
                void Promise.reject(new Error("floating"));
                return {};
            });
            expect((await failureOf(up())).message).to.equal("floating");
        });
    });

    it("never takes a rejection that is not of its runs", async () => {
        const { up } = engineFor(() => ({ a: new Thing("a").made }), { milliseconds: 30 });
        const stray = await strayRejections(async () => {
            const running = up();
            void Promise.reject(new Error("somebody else's"));
            expect((await running).outputs).to.deep.equal({ a: "made a" });
        });
        expect(stray.map(String)).to.deep.equal(["Error: somebody else's"]);
    });

    it("owns what its abandoned program rejects with later", async () => {
        const stray = await strayRejections(async () => {
            const { up } = engineFor(
                () => {
                    setTimeout(() => void Promise.reject(new Error("late")), 15);
                    return { a: new Thing("bad").made };
                },
                { misbehaviour: failing(new Error("no")) },
            );
            expect((await failureOf(up())).message).to.match(/no$/);
        });
        expect(stray.map(String)).to.deep.equal(["Error: late"]);
    });
});
