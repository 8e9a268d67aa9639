import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { secret } from "../../../sandbox/provider-objects/wire-values.ts";
import { failureOf } from "../provider-objects/driver.ts";
import { Group, Thing } from "./fake-provider.ts";
import { engineFor } from "./fixture.ts";

describe("the in-process engine", () => {
    it("makes resources after what they need, and hands back outputs and resources", async () => {
        const { up, provider } = engineFor(() => {
            const a = new Thing("a", { size: 1 });
            const b = new Thing("b", { of: a.made });
            const c = new Thing("c", {}, { dependsOn: [b] });
            return { made: b.made, id: c.id, plain: 1 };
        });
        const deployment = await up();
        expect(deployment.outputs).to.deep.equal({ made: "made b", id: "id-c", plain: 1 });
        expect(deployment.resources.map(({ name, id }) => [name, id])).to.deep.equal([
            ["a", "id-a"],
            ["b", "id-b"],
            ["c", "id-c"],
        ]);
        expect(provider.log).to.deep.equal([
            "create a",
            "created a",
            "create b",
            "created b",
            "create c",
            "created c",
        ]);
        expect(provider.things.get("b")).to.deep.equal({ of: "made a" });
    });

    it("gives the program its configuration, stack and project", async () => {
        const { up } = engineFor(() => {
            const config = new pulumi.Config();
            return {
                ...{
                    a: config.require("a"),
                    stack: pulumi.getStack(),
                    project: pulumi.getProject(),
                },
                dry: pulumi.runtime.isDryRun(),
            };
        });
        const { outputs } = await up({ "tempo-sts:a": "b" });
        expect(outputs).to.deep.equal({
            a: "b",
            stack: "rehearsal",
            project: "tempo-sts",
            dry: false,
        });
    });

    it("waits for resources that no output needs, and for components' children", async () => {
        const { up, provider } = engineFor(() => {
            const group = new Group("g");
            new Thing("after", {}, { dependsOn: [group] });
            return {};
        });
        const { resources } = await up();
        expect(provider.log.at(-2)).to.equal("create after");
        expect(resources.map(({ name }) => name)).to.deep.equal([
            "g",
            "g-first",
            "g-second",
            "after",
        ]);
    });

    it("names resources as Pulumi's engine does", async () => {
        const { up } = engineFor(() => {
            const group = new Group("g");
            return { child: group.first.urn, top: new Thing("t").urn, component: group.urn };
        });
        expect((await up()).outputs).to.deep.equal({
            child: "urn:pulumi:rehearsal::tempo-sts::fake:index:Group$fake:index:Thing::g-first",
            top: "urn:pulumi:rehearsal::tempo-sts::fake:index:Thing::t",
            component: "urn:pulumi:rehearsal::tempo-sts::fake:index:Group::g",
        });
    });

    it("keeps secrets secret on the way to the provider and back", async () => {
        const { up, provider } = engineFor(async () => {
            const a = new Thing(
                "a",
                { password: pulumi.secret("hidden") },
                { additionalSecretOutputs: ["made"] },
            );
            const isSecret = await pulumi.isSecret(a.made);
            return { isSecret, password: a.made };
        });
        expect((await up()).outputs).to.deep.equal({ isSecret: true, password: "made a" });
        expect(provider.things.get("a")).to.deep.equal({ password: secret("hidden") });
    });

    it("works on no more resources at once than it is told", async () => {
        const { up, provider } = engineFor(
            () => {
                for (let i = 0; i < 12; i++) new Thing(`t${i}`);
                return {};
            },
            { parallel: 3, milliseconds: 5 },
        );
        const deployment = await up();
        expect(provider.mostAtOnce).to.equal(3);
        provider.mostAtOnce = 0;
        await deployment.destroy();
        expect(provider.mostAtOnce).to.equal(3);
        expect(provider.things.size).to.equal(0);
    });

    it("hands time-outs on", async () => {
        const { up, provider } = engineFor(() => {
            new Thing("t", {}, { customTimeouts: { create: "1m30s", delete: "5s" } });
            return {};
        });
        await (await up()).destroy();
        expect(provider.options.get("create t")?.timeoutSeconds).to.equal(90);
        expect(provider.options.get("delete t")?.timeoutSeconds).to.equal(5);
    });

    it("previews without making anything: outputs are unknown, checks are made", async () => {
        const seen: unknown[] = [];
        const { engine, provider } = engineFor(() => {
            const a = new Thing("a");
            a.made.apply((made) => seen.push(made));
            const later = pulumi.runtime.invokeOutput("fake:index:get", { of: a.made });
            later.apply((value) => seen.push(value));
            new Thing("b", { of: a.made });
            return { dry: pulumi.runtime.isDryRun() };
        });
        const { resources } = await engine.preview({});
        expect(resources.map(({ name, id }) => [name, id])).to.deep.equal([
            ["a", ""],
            ["b", ""],
        ]);
        expect(provider.log).to.deep.equal([]);
        expect(seen).to.deep.equal([]);
        const wrong = engineFor(() => {
            new Thing("a", { invalid: true });
        });
        expect((await failureOf(wrong.engine.preview({}))).message).to.match(/it is invalid/);
    });

    it("ends its providers' connections when it is disposed of, and can go on", async () => {
        const { up, engine, provider } = engineFor(() => {
            new Thing("a");
        });
        await up();
        await engine.dispose();
        expect(provider.closed).to.equal(true);
        await up();
    });
});
