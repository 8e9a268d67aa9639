import { setTimeout as pause } from "node:timers/promises";

import { expect } from "chai";

import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf } from "../driver.ts";
import { type KubernetesFixture, kubernetesFixture } from "./fixture.ts";

describe("the deletion of Kubernetes objects in the sandbox", function () {
    this.timeout(60_000);
    let fixture: KubernetesFixture;
    let driver: Driver;
    let type: string;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        fixture = await kubernetesFixture(await sharedSandbox());
        ({ driver } = fixture);
        type = `kubernetes:${fixture.group}/v1:Thing`;
    });

    after(() => fixture.close());

    it("waits until the object is gone, and names the finalizers that hold it", async () => {
        const made = await driver.make(type, "t", fixture.thing("held"));
        await fixture.patch(fixture.thingPath("held"), {
            metadata: { finalizers: ["example.com/hold"] },
        });
        const failure = await failureOf(driver.delete(made, { timeoutSeconds: 0.3 }));
        expect(failure.message).to.match(/timed out waiting for the deletion.*example\.com\/hold/);
        let gone = false;
        const deleting = driver.delete(made).then(() => (gone = true));
        await pause(100);
        expect(gone).to.equal(false);
        await fixture.patch(fixture.thingPath("held"), { metadata: { finalizers: null } });
        await deleting;
        expect(await driver.read(made)).to.equal(undefined);
    });

    it("waits until what the object owns is gone too", async () => {
        const map = (name: string, metadata: object = {}) => ({
            metadata: { name, namespace: fixture.namespace, ...metadata },
        });
        const owner = await driver.make("kubernetes:core/v1:ConfigMap", "owner", map("owner"));
        const { uid } = owner.outs["metadata"] as { uid: string };
        const reference = {
            apiVersion: "v1",
            kind: "ConfigMap",
            name: "owner",
            uid,
            blockOwnerDeletion: true,
        };
        const parts = { ownerReferences: [reference], finalizers: ["example.com/hold"] };
        await driver.make("kubernetes:core/v1:ConfigMap", "owned", map("owned", parts));
        const failure = await failureOf(driver.delete(owner, { timeoutSeconds: 1 }));
        expect(failure.message).to.match(/foregroundDeletion/);
        const path = `/api/v1/namespaces/${fixture.namespace}/configmaps/owned`;
        await fixture.patch(path, { metadata: { finalizers: null } });
        await driver.delete(owner);
        expect(await driver.read(owner)).to.equal(undefined);
    });

    it("never touches another object of the same name that was made anew", async () => {
        const made = await driver.make(type, "t", fixture.thing("renewed"));
        await fixture.api.request("DELETE", fixture.thingPath("renewed"));
        const other = await driver.make(type, "t", fixture.thing("renewed", {}, { size: 7 }));
        await driver.delete(made);
        expect(await driver.read(other)).to.have.deep.property("spec", { size: 7 });
        await driver.delete(other);
    });
});
