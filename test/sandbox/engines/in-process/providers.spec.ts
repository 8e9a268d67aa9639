import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { failureOf } from "../../provider-objects/driver.ts";
import { FakePulumiProvider, Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

async function plainly(): Promise<unknown> {
    return pulumi.runtime.invoke("fake:index:get", {}) as Promise<unknown>;
}

describe("providers, functions and reads in the in-process engine", () => {
    it("configures explicit providers from their arguments and default ones from the configuration", async () => {
        const { up, provider } = engineFor(async () => {
            const explicit = new FakePulumiProvider("p", { region: "explicit" });
            const called = pulumi.runtime.invokeOutput(
                "fake:index:get",
                { a: 1 },
                { provider: explicit },
            );
            await new Promise((resolve) => called.apply(resolve));
            return { called };
        });
        expect((await up()).outputs).to.deep.equal({ called: { a: 1, from: "explicit" } });
        expect(provider.config).to.deep.equal({ region: "explicit" });
        const other = engineFor(async () => ({
            called: await plainly(),
        }));
        expect((await other.up({ "fake:region": "config" })).outputs).to.deep.equal({
            called: { from: "config" },
        });
    });

    it("reads what belongs to somebody else, and leaves it alone", async () => {
        const { up, provider } = engineFor(() => ({
            found: new Thing("theirs", {}, { id: "there" }).made,
        }));
        const deployment = await up();
        expect(deployment.outputs).to.deep.equal({ found: "read there" });
        await deployment.destroy();
        expect(provider.log).to.deep.equal(["read theirs"]);
    });

    it("fails for what is to be read and is not there", async () => {
        const { up } = engineFor(() => ({
            found: new Thing("theirs", {}, { id: "missing" }).made,
        }));
        expect((await failureOf(up())).message).to.equal(
            `fake:index:Thing "theirs": resource 'missing' does not exist`,
        );
    });

    it("gives the program a function's failure in its own words, which it may handle", async () => {
        const misbehaviour = {
            invoke: () => Promise.reject(Object.assign(new Error("no such thing"), { code: 14 })),
        };
        const handled = engineFor(async () => ({ said: await plainly().catch(String) }), {
            misbehaviour,
        });
        expect((await handled.up()).outputs).to.deep.equal({ said: "Error: no such thing" });
        const unhandled = engineFor(async () => ({ said: await plainly() }), { misbehaviour });
        expect((await failureOf(unhandled.up())).message).to.equal("no such thing");
        const asOutput = engineFor(
            () => ({ said: pulumi.runtime.invokeOutput("fake:index:get", {}) }),
            { misbehaviour },
        );
        expect((await failureOf(asOutput.up())).message).to.equal("no such thing");
        const input = engineFor(
            () => {
                new Thing("t", { of: pulumi.runtime.invokeOutput("fake:index:get", {}) });
            },
            { misbehaviour },
        );
        expect((await failureOf(input.up())).message).to.contain("no such thing");
    });
});
