import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { failureOf } from "../../provider-objects/driver.ts";
import { Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

/** What is printed while the task runs. */
async function printed(task: () => Promise<unknown>): Promise<string[]> {
    const lines: string[] = [];
    const kept = [process.stdout, process.stderr].map((stream) => {
        const write = stream.write.bind(stream);
        stream.write = (text: unknown) => lines.push(String(text).trimEnd()) > 0;
        return () => (stream.write = write);
    });
    try {
        await task();
    } finally {
        for (const restore of kept) restore();
    }
    return lines;
}

describe("what a program says in the in-process engine", () => {
    it("is told as events, from hooks and about resources too, and never printed", async () => {
        const { up, events } = engineFor(async () => {
            const hook = new pulumi.ResourceHook("look", () => pulumi.log.info("from a hook"));
            const a = new Thing("a", {}, { hooks: { beforeCreate: [hook] } });
            await pulumi.log.info("a word");
            await pulumi.log.debug("not for people");
            await pulumi.log.warn("careful", a);
        });
        expect(await printed(() => up())).to.deep.equal([]);
        const told = events.filter(({ kind }) => kind === "status" || kind === "warning");
        expect(told).to.have.deep.members([
            { kind: "status", type: "", name: "", message: "a word" },
            { kind: "warning", type: "fake:index:Thing", name: "a", message: "careful" },
            { kind: "status", type: "", name: "", message: "from a hook" },
        ]);
    });

    it("fails the deployment when it is an error, as with Pulumi's engine", async () => {
        const { up, provider } = engineFor(async () => {
            new Thing("a");
            await pulumi.log.error("this cannot be right");
        });
        expect(
            await printed(async () => {
                expect((await failureOf(up())).message).to.equal("this cannot be right");
            }),
        ).to.deep.equal([]);
        expect(provider.things.size).to.equal(0);
    });

    it("waits for no resource of a run that failed", async () => {
        const failing = engineFor(
            async () => {
                await pulumi.log.warn("about the one that fails", new Thing("bad"));
            },
            { misbehaviour: { create: () => Promise.reject(new Error("no")) } },
        );
        await failureOf(failing.up());
        const next = engineFor(async () => {
            await pulumi.log.info("still told");
            return { a: new Thing("a").made };
        });
        expect((await next.up()).outputs).to.deep.equal({ a: "made a" });
        expect(next.events.map(({ message }) => message)).to.include("still told");
    });

    it("is printed by the SDK as ever outside of runs, and when the engine is disposed of", async () => {
        const { up, engine } = engineFor(() => ({ a: new Thing("a").made }));
        await up();
        const outside = await printed(() => pulumi.log.warn("outside"));
        await engine.dispose();
        const after = await printed(() => pulumi.log.warn("after"));
        expect([...outside, ...after]).to.deep.equal([
            "warning: [runtime] outside",
            "warning: [runtime] after",
        ]);
    });
});
