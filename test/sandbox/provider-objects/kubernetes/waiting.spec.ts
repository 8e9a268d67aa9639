import { setTimeout as pause } from "node:timers/promises";

import { expect } from "chai";

import { InitializationError } from "../../../../sandbox/provider-objects/provider-object.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf, type Made } from "../driver.ts";
import { type KubernetesFixture, kubernetesFixture } from "./fixture.ts";

const JOB = "kubernetes:batch/v1:Job";

describe("waiting for Kubernetes objects in the sandbox", function () {
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

    const setStatus = (name: string, status: object) =>
        fixture.patch(`${fixture.thingPath(name)}/status`, { status });

    /** Lets it be made, and plays its controller as soon as it is there. */
    async function whenThere(name: string, play: () => Promise<unknown>): Promise<void> {
        for (;;) {
            const found = await fixture.api
                .request("GET", fixture.thingPath(name))
                .catch(() => undefined);
            if (found !== undefined) break;
            await pause(20);
        }
        await play();
    }

    it("ends when every wish of the annotation is fulfilled, telling what is missing", async () => {
        const told: string[] = [];
        const wishes = JSON.stringify([
            "condition=Ready",
            "jsonpath={.status.components.ingester.Running[0]}",
        ]);
        let done = false;
        const making = driver
            .make(type, "t", fixture.thing("wished", { "pulumi.com/waitFor": wishes }), {
                onStatus: (message) => told.push(message),
            })
            .finally(() => (done = true));
        await whenThere("wished", () =>
            setStatus("wished", {
                conditions: [{ type: "Ready", status: "False", message: "no pod" }],
            }),
        );
        await setStatus("wished", { conditions: [{ type: "Ready", status: "True" }] });
        await pause(150);
        expect(done).to.equal(false);
        await setStatus("wished", { components: { ingester: { Running: ["pod-0"] } } });
        const made = await making;
        expect(made.outs).to.have.nested.property("status.components.ingester.Running[0]", "pod-0");
        expect(told.join("\n")).to.match(/Running\[0\]} selected nothing/);
        await driver.delete(made);
    });

    it("fails in time, with what it waited for and with the object in the state", async () => {
        const wished = fixture.thing("late", {
            "pulumi.com/waitFor": "condition=Ready",
            "pulumi.com/timeoutSeconds": "1",
        });
        const failure = await failureOf(driver.make(type, "t", wished));
        expect(failure).to.be.instanceOf(InitializationError);
        expect(failure.message).to.match(
            /timed out waiting to be Ready.*after 1 s.*has no condition Ready/,
        );
        expect(failure).to.have.property("id", `${fixture.namespace}/late`);
        expect(failure).to.have.nested.property("properties.metadata.uid");
        await driver.delete(await adopt("late"));
    });

    it("takes the request's own limit before the annotation's", async () => {
        const wished = fixture.thing("limited", {
            "pulumi.com/waitFor": "condition=Ready",
            "pulumi.com/timeoutSeconds": "60",
        });
        const failure = await failureOf(driver.make(type, "t", wished, { timeoutSeconds: 0.3 }));
        expect(failure.message).to.match(/after 0.3 s/);
        await driver.delete(await adopt("limited"));
    });

    it("is left out where it is to be skipped, and for a kind that is ready at once", async () => {
        const skipping = fixture.thing("skipped", {
            "pulumi.com/waitFor": "condition=Ready",
            "pulumi.com/skipAwait": "true",
        });
        await driver.remove(
            await driver.make(type, "t", skipping),
            await driver.make(type, "t", fixture.thing("at-once")),
        );
    });

    it("fails when the object is deleted meanwhile, and when it is given up", async () => {
        const wished = (name: string) =>
            fixture.thing(name, { "pulumi.com/waitFor": "condition=Ready" });
        const deleted = failureOf(driver.make(type, "t", wished("deleted")));
        await whenThere("deleted", () =>
            fixture.api.request("DELETE", fixture.thingPath("deleted")),
        );
        expect((await deleted).message).to.match(/was deleted while it was waited for/);
        const giveUp = new AbortController();
        const abandoned = failureOf(
            driver.make(type, "t", wished("abandoned"), { signal: giveUp.signal }),
        );
        await whenThere("abandoned", () => {
            giveUp.abort(new Error("enough"));
            return Promise.resolve();
        });
        expect((await abandoned).message).to.match(/enough/);
        await driver.delete(await adopt("abandoned"));
    });

    it("refuses a malformed wish once the object is there", async () => {
        const failure = await failureOf(
            driver.make(type, "t", fixture.thing("malformed", { "pulumi.com/waitFor": "Ready" })),
        );
        expect(failure.message).to.match(/expected a "jsonpath=" or "condition=" prefix/);
        await driver.delete(await adopt("malformed"));
    });

    it("follows an update to the new condition", async () => {
        const made = await driver.make(type, "t", fixture.thing("updated"));
        const { metadata } = fixture.thing("updated", {
            "pulumi.com/waitFor": "jsonpath={.status.seen}=2",
        });
        const updating = driver.update(made, { metadata, spec: { size: 2 } });
        await pause(100);
        await setStatus("updated", { seen: 1 });
        await setStatus("updated", { seen: 2 });
        expect((await updating).outs).to.have.nested.property("status.seen", 2);
        await driver.delete(made);
    });

    it("is for a Job its completion, and ends at once when it fails", async () => {
        const container = { name: "c", image: "none.example/none" };
        const job = (name: string) => ({
            metadata: { name, namespace: fixture.namespace },
            spec: { template: { spec: { restartPolicy: "Never", containers: [container] } } },
        });
        const ends = async (name: string, conditions: object[], status: object): Promise<void> => {
            const path = `/apis/batch/v1/namespaces/${fixture.namespace}/jobs/${name}`;
            while ((await fixture.api.request("GET", path).catch(() => undefined)) === undefined)
                await pause(20);
            await fixture.patch(`${path}/status`, {
                status: { startTime: "2026-01-01T00:00:00Z", conditions, ...status },
            });
        };
        const condition = (type: string, reason: string) => ({
            type,
            status: "True",
            reason,
            message: "by hand",
            lastTransitionTime: "2026-01-01T00:00:00Z",
        });
        const [good, bad] = [freshName("good"), freshName("bad")];
        const completing = driver.make(JOB, "j", job(good));
        await ends(good, [condition("SuccessCriteriaMet", "x"), condition("Complete", "x")], {
            completionTime: "2026-01-01T00:00:01Z",
            succeeded: 1,
            uncountedTerminatedPods: {},
        });
        await driver.delete(await completing);
        const failing = failureOf(driver.make(JOB, "j", job(bad)));
        await ends(
            bad,
            [
                condition("FailureTarget", "BackoffLimitExceeded"),
                condition("Failed", "BackoffLimitExceeded"),
            ],
            {},
        );
        const failure = await failing;
        expect(failure.message).to.match(/the Job failed \(BackoffLimitExceeded\): by hand/);
        if (!(failure instanceof InitializationError)) throw failure;
        const { id, properties: outs } = failure;
        await driver.delete({ id, urn: driver.urn(JOB, "j"), inputs: {}, outs });
    });

    async function adopt(name: string): Promise<Made> {
        const urn = driver.urn(type, "t");
        const found = await fixture.provider.read(`${fixture.namespace}/${name}`, urn);
        return {
            id: `${fixture.namespace}/${name}`,
            urn,
            inputs: {},
            outs: found.props as Made["outs"],
        };
    }
});
