import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { KubernetesProvider } from "../../../../sandbox/provider-objects/kubernetes/kubernetes-provider.ts";
import { secret } from "../../../../sandbox/provider-objects/wire-values.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { Driver, failureOf } from "../driver.ts";
import { DEFINITION, definitionOf, type KubernetesFixture, kubernetesFixture } from "./fixture.ts";

const MAP = "kubernetes:core/v1:ConfigMap";
const SECRET = "kubernetes:core/v1:Secret";

describe("Kubernetes objects in the sandbox", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let fixture: KubernetesFixture;
    let driver: Driver;
    let meta: (name: string) => { metadata: { name: string; namespace: string } };

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        fixture = await kubernetesFixture(sandbox);
        ({ driver } = fixture);
        meta = (name) => ({ metadata: { name, namespace: fixture.namespace } });
    });

    after(() => fixture.close());

    it("are made, read back without a difference and deleted, with a name of their own where none is given", async () => {
        const made = await driver.make(MAP, "config", {
            metadata: { namespace: fixture.namespace },
            data: { a: "1" },
        });
        expect(made.id).to.match(new RegExp(`^${fixture.namespace}/config-[0-9a-f]{8}$`));
        await driver.expectNoChange(made);
        await driver.delete(made);
        expect(await driver.read(made)).to.equal(undefined);
        await driver.delete(made);
    });

    it("keep a Secret's values secret in every state, and take text or base64", async () => {
        const made = await driver.make(SECRET, "s", {
            ...meta("s"),
            stringData: secret({ key: "hidden" }),
        });
        const base64 = Buffer.from("hidden").toString("base64");
        expect(made.outs).to.have.deep.property("data", secret({ key: base64 }));
        await driver.expectNoChange(made);
        const updated = await driver.update(made, { stringData: secret({ other: "value" }) });
        const live = await driver.read(updated);
        expect(live).to.have.deep.property(
            "data",
            secret({ other: Buffer.from("value").toString("base64") }),
        );
        const found = await fixture.provider.read(updated.id, updated.urn, updated.outs, {
            oldInputs: updated.inputs,
        });
        for (const shown of [made.outs, live, found.inputs as unknown]) {
            const plain = JSON.stringify(shown, (_key, value: unknown) =>
                isSealed(value) ? "sealed" : value,
            );
            expect(plain).to.not.match(/hidden|aGlkZGVu|value"|dmFsdWU=/);
        }
        await driver.delete(updated);
    });

    it("keep a Secret's values secret even where the program does not say so", async () => {
        const made = await driver.make(SECRET, "s", {
            ...meta("plain"),
            stringData: { key: "hidden" },
        });
        expect(JSON.stringify(sealed(made.outs))).to.not.match(/hidden|aGlkZGVu/);
        await driver.delete(made);
    });

    it("lose what the program does not give any more, and keep what others own", async () => {
        const made = await driver.make(
            "kubernetes:x:Thing".replace("x", `${fixture.group}/v1`),
            "t",
            fixture.thing("lost", {}, { size: 1, colour: "red" }),
        );
        await fixture.patch(fixture.thingPath("lost"), { metadata: { labels: { theirs: "yes" } } });
        const updated = await driver.update(made, { spec: { size: 2 } });
        expect(updated.outs).to.have.deep.property("spec", { size: 2 });
        expect(updated.outs).to.have.nested.property("metadata.labels.theirs", "yes");
        await driver.delete(updated);
    });

    it("refuse a field that somebody else owns, unless it is to be forced", async () => {
        const type = `kubernetes:${fixture.group}/v1:Thing`;
        const made = await driver.make(type, "t", fixture.thing("contested"));
        await fixture.patch(fixture.thingPath("contested"), { spec: { size: 9 } }, "other");
        const changes = { spec: { size: 3 } };
        const failure = await failureOf(driver.update(made, changes));
        expect(failure.message).to.match(/apply conflict.*"other".*patchForce/s);
        const { metadata } = made.inputs as { metadata: { annotations: object } };
        const { annotations } = metadata;
        const forced = await driver.update(made, {
            ...changes,
            metadata: {
                ...metadata,
                annotations: { ...annotations, "pulumi.com/patchForce": "true" },
            },
        });
        expect(forced.outs).to.have.deep.property("spec", { size: 3 });
        await driver.delete(forced);
    });

    it("fail when one of that name is there already, and leave it as it is", async () => {
        const made = await driver.make(MAP, "one", { ...meta("taken"), data: { whose: "first" } });
        const failure = await failureOf(
            driver.make(MAP, "two", { ...meta("taken"), data: { whose: "second" } }),
        );
        expect(failure.message).to.match(/already exists.*Import it/);
        expect(await driver.read(made)).to.have.deep.property("data", { whose: "first" });
        await driver.delete(made);
    });

    it("take one that is there over only where the provider is told so", async () => {
        const made = await driver.make(MAP, "one", {
            ...meta("adopted"),
            data: { whose: "first" },
        });
        const taking = new KubernetesProvider();
        const { kubeconfig, context } = sandbox.cluster;
        taking.configure({
            kubeconfig,
            context,
            upsertExistingObjects: "true",
            enablePatchForce: "true",
        });
        const taken = await new Driver(taking).make(MAP, "two", {
            ...meta("adopted"),
            data: { whose: "second" },
        });
        expect(taken.outs).to.have.deep.property("data", { whose: "second" });
        await taking.close();
        await driver.delete(made);
    });

    it("refuse a field that the kind does not have, instead of dropping it", async () => {
        const failure = await failureOf(driver.make(MAP, "m", { ...meta("m"), datta: {} }));
        expect(failure.message).to.match(/strict decoding error: unknown field "datta"/);
        const type = `kubernetes:${fixture.group}/v1:Thing`;
        const other = await failureOf(driver.make(type, "t", fixture.thing("t", {}, { sise: 1 })));
        expect(other.message).to.match(/unknown field "spec.sise"/);
    });

    it("wait for a definition that is on its way", async () => {
        const group = `${freshName("late")}.example.com`;
        const type = `kubernetes:${group}/v1:Thing`;
        const early = driver.make(type, "t", fixture.thing("early"));
        const definition = await driver.make(DEFINITION, "crd", definitionOf(group));
        const made = await early;
        await driver.delete(definition);
        expect(await driver.read(made), "gone with its definition").to.equal(undefined);
        await driver.delete(made);
    });

    it("are read by their id alone, as an import or a get does", async () => {
        const urn = driver.urn("kubernetes:core/v1:Namespace", "n");
        const found = await fixture.provider.read(fixture.namespace, urn);
        expect(found.props).to.have.nested.property("status.phase", "Active");
        expect(found.inputs).to.have.nested.property("metadata.name", fixture.namespace);
        expect(found.inputs).to.not.have.any.keys("status");
        expect(found.inputs).to.not.have.nested.property("metadata.uid");
        expect(await fixture.provider.read(freshName("none"), urn)).to.deep.equal({});
    });

    it("are reached through the contents of a kubeconfig as through its path", async () => {
        const inline = new KubernetesProvider();
        inline.configure({ kubeconfig: await readFile(sandbox.cluster.kubeconfig, "utf8") });
        const urn = driver.urn("kubernetes:core/v1:Namespace", "n");
        expect((await inline.read(fixture.namespace, urn)).id).to.equal(fixture.namespace);
        await inline.close();
    });
});

/** What can be read without opening a secret. */
function sealed(value: unknown): unknown {
    const text = JSON.stringify(value, (_key, part: unknown) => (isSealed(part) ? "sealed" : part));
    return JSON.parse(text);
}

function isSealed(value: unknown): boolean {
    return (
        typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value
    );
}
