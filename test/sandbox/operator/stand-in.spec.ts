import { expect } from "chai";

import observed from "./observed-stack.json" with { type: "json" };
import { installCrds } from "../../../sandbox/crds/install.ts";
import type { Operator, OperatorEvent } from "../../../sandbox/operator/events.ts";
import { startRouter } from "../../../sandbox/operator/router.ts";
import { startSandboxOperator } from "../../../sandbox/operator/sandbox-operator.ts";
import { startOperator } from "../../../sandbox/operator/stand-in.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import { borrowCluster, ISSUER, type TestCluster } from "./cluster.ts";
import { failureOf } from "./failure.ts";
import { create, get, make, patch, removeAndWait, tryOut } from "./requests.ts";
import {
    blueprintStack,
    conditionOf,
    makeNamespace,
    makeSecret,
    plainStack,
    untilUp,
} from "./stacks.ts";
import { eventually } from "./waiting.ts";

const WEBHOOKS = "tempo-sts-sandbox-operator";

describe("the operator's side of a sandbox, on definitions of our own", function () {
    this.timeout(60_000);
    let cluster: TestCluster;
    let operator: Operator | undefined;
    const events: OperatorEvent[] = [];
    const errors: Error[] = [];

    const start = async (): Promise<Operator> =>
        startSandboxOperator({
            ...cluster,
            onEvent: (event) => events.push(event),
            onError: (error) => errors.push(error),
        });

    before(async function () {
        this.timeout(60_000);
        cluster = await borrowCluster();
    });

    after(async () => {
        await operator?.stop();
        await cluster.stop();
    });

    it("fails at once, and leaves no webhook behind, where the definitions are missing", async () => {
        const begun = performance.now();
        const error = await failureOf(startOperator({ ...cluster }));
        expect(error.message).to.contain("Install the definitions before the operator");
        expect(performance.now() - begun).to.be.lessThan(5000);
        expect(await webhooks()).to.deep.equal([undefined, undefined]);
    });

    it("leaves Routes alone in a cluster that serves them itself", async () => {
        const router = await startRouter({ ...cluster });
        const name = "tempo-sts-sandbox-router";
        const webhook = await get(cluster, "MutatingWebhookConfiguration", undefined, name);
        expect(webhook).to.equal(undefined);
        await router.stop();
    });

    it("gives up where its caller does", async () => {
        const signal = AbortSignal.abort(new Error("not wanted any more"));
        await failureOf(startOperator({ ...cluster, signal }));
        expect(await webhooks()).to.deep.equal([undefined, undefined]);
    });

    it("starts when they are there, and says what it is", async () => {
        await installCrds({
            ...cluster,
            issuer: ISSUER,
            env: {},
            releasesUrl: "http://127.0.0.1:1",
        });
        operator = await start();
        expect(operator.kind).to.equal("stand-in");
        expect(operator.description).to.equal(
            "a stand-in for the Tempo operator 0.22.0 (openshift)",
        );
    });

    it("stores the object that was observed, within a second or so, and tells what goes on", async () => {
        const namespace = await makeNamespace(cluster, "chainsaw-awssts-tempo");
        await makeSecret(cluster, namespace);
        const begun = performance.now();
        await make(cluster, blueprintStack(namespace));
        const stored = await untilUp(cluster, namespace);
        expect(performance.now() - begun).to.be.lessThan(6000);
        expect(stored["spec"]).to.deep.equal(observed.spec);
        expect(valueAt(stored, "status", "operatorVersion")).to.equal("0.22.0");
        const querier = await get(cluster, "Deployment", namespace, "tempo-tmstack-querier");
        expect(valueAt(querier, "spec", "template", "spec", "schedulerName")).to.equal(
            "tempo-sts-sandbox",
        );
        await eventually("the event of being ready", async () => {
            const last = events.at(-1);
            await Promise.resolve();
            return last?.message === "Ready: All components are operational" ? last : undefined;
        });
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
        await eventually("the event of being gone", async () => {
            await Promise.resolve();
            return events.some((one) => one.kind === "gone" && one.namespace === namespace);
        });
    });

    it("says in its own words what it does not play", async () => {
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        const generator = { enabled: true, remoteWriteURLs: ["http://metrics.example"] };
        await make(cluster, plainStack(namespace, { template: { metricsGenerator: generator } }));
        await eventually("the refusal", async () => {
            const condition = await conditionOf(cluster, namespace);
            return condition.includes("does not play the metricsGenerator");
        });
        const secret = { name: "aws-sts", type: "azure" };
        const answer = await create(cluster, blueprintStack(namespace, { storage: { secret } }));
        expect(answer.status).to.equal(422);
        expect(answer.message).to.contain("stand-in knows storage of type s3 only, got azure");
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("takes a null for nothing said, even where the definition looks at nothing", async () => {
        const namespace = await makeNamespace(cluster);
        const answer = await tryOut(cluster, plainStack(namespace, { limits: { global: null } }));
        expect(answer.status, answer.message).to.equal(201);
    });

    it("makes the StatefulSet anew when its volumes get another size", async () => {
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await make(cluster, plainStack(namespace));
        await untilUp(cluster, namespace);
        await patch(cluster, "TempoStack", namespace, "tmstack", { spec: { storageSize: "20Gi" } });
        await eventually("the StatefulSet asks for more", async () => {
            const set = await get(cluster, "StatefulSet", namespace, "tempo-tmstack-ingester");
            const claim = valueAt(set, "spec", "volumeClaimTemplates", 0, "spec");
            return valueAt(claim, "resources", "requests", "storage") === "20Gi";
        });
        await untilUp(cluster, namespace);
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("takes its webhooks away when it stops, and can be started again", async () => {
        await operator?.stop();
        expect(await webhooks()).to.deep.equal([undefined, undefined]);
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await make(cluster, plainStack(namespace));
        operator = await start();
        await patch(cluster, "TempoStack", namespace, "tmstack", { spec: { timeout: "31s" } });
        await untilUp(cluster, namespace);
        expect(errors.map(String)).to.deep.equal([]);
    });

    it("stops quickly, and tells of the outage without end of it, when the cluster dies first", async () => {
        errors.length = 0;
        await cluster.stop();
        await eventually("the outage is told", async () => {
            await Promise.resolve();
            return errors.length > 0;
        });
        const begun = performance.now();
        await operator?.stop();
        await operator?.stop();
        expect(performance.now() - begun).to.be.lessThan(3500);
        expect(errors.length).to.be.lessThan(40);
        for (const error of errors) {
            expect(error.message).to.match(
                /ECONNREFUSED|hang up|aborted|ECONNRESET|terminated|answered 5\d\d/u,
            );
        }
    });

    const webhooks = async () =>
        Promise.all([
            get(cluster, "MutatingWebhookConfiguration", undefined, WEBHOOKS),
            get(cluster, "ValidatingWebhookConfiguration", undefined, WEBHOOKS),
        ]);
});
