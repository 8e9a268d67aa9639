import { expect } from "chai";

import { waitForRollout, RolloutError } from "../../../stacks/gates/rollout.ts";
import { fakeCloud, tempoReply, WORLD, type FakeCloud } from "../support/fake-cloud.ts";
import type { Received, Reply } from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";
import { virtualClock } from "../support/virtual-clock.ts";

const LABELS = ["compactor", "distributor", "querier", "query-frontend"];
const STATUS = ["compactor", "distributor", "ingester", "querier", "queryFrontend"];
const ENV = [{ name: "TEMPO_STS_ROLLOUT", value: "new" }];

interface Scene {
    /** Changes one workload's numbers. */
    workload?: (name: string) => object;
    env?: (name: string) => unknown[];
    labels?: readonly string[];
    tempo?: () => Reply;
}

/** The roll-out is read from a server that answers as a cluster does; time is virtual. */
describe("the roll-out gate", () => {
    let cloud: FakeCloud;
    let scene: Scene;
    let looks: number;

    before(async () => {
        cloud = await fakeCloud({ cluster: (request) => answer(request) });
    });
    after(async () => cloud.stop());
    beforeEach(() => {
        scene = {};
        looks = 0;
    });

    function answer({ url: path }: Pick<Received, "url">): Reply | undefined {
        if (path.includes("/tempostacks/")) {
            looks += 1;
            return scene.tempo?.() ?? ready();
        }
        if (path.includes("/deployments")) {
            return list((scene.labels ?? LABELS).map(workload));
        }
        return path.includes("/statefulsets") ? list([workload("ingester")]) : undefined;
    }

    function workload(component: string): object {
        const name = `tempo-t-${component}`;
        return {
            metadata: { name, generation: 2, labels: { "app.kubernetes.io/component": component } },
            spec: {
                replicas: 1,
                template: {
                    spec: { containers: [{ name: "tempo", env: scene.env?.(name) ?? ENV }] },
                },
            },
            status: {
                observedGeneration: 2,
                replicas: 1,
                updatedReplicas: 1,
                readyReplicas: 1,
                ...scene.workload?.(name),
            },
        };
    }

    async function wait(isUpdate = false, timeoutSeconds = 60) {
        const clock = virtualClock();
        const request = { namespace: WORLD.namespace, tempoName: WORLD.tempoName, isUpdate };
        await waitForRollout(request, { ...clock, cluster: cloud.cluster, timeoutSeconds });
        return clock.sleptSeconds();
    }

    it("opens at once when a new instance is complete", async () => {
        expect(await wait()).to.equal(0);
    });

    it("asks only for what the operator made for this instance", async () => {
        cloud.requests.cluster.length = 0;
        await wait();
        const selectors = cloud.requests.cluster
            .map(({ url }) => new URL(url, "http://x").searchParams.get("labelSelector"))
            .filter((selector) => selector !== null);
        const selector = "app.kubernetes.io/managed-by=tempo-operator,app.kubernetes.io/instance=t";
        expect(selectors).to.deep.equal([selector, selector]);
    });

    it("after an update looks twice, because the operator may not have passed it on yet", async () => {
        expect(await wait(true)).to.equal(3);
        expect(looks).to.equal(2);
    });

    it("starts counting anew when what looked complete is not", async () => {
        scene.tempo = () =>
            looks === 2 ? tempoReply("Pending", "PendingComponents", "x") : ready();
        expect(await wait(true)).to.be.greaterThan(6);
    });

    const obstacles: [string, Scene, string][] = [
        [
            "a template without the new environment",
            {
                env: (n) =>
                    n.endsWith("querier") ? [{ name: "TEMPO_STS_ROLLOUT", value: "old" }] : ENV,
            },
            "tempo-t-querier does not have the new TEMPO_STS_ROLLOUT yet",
        ],
        [
            "a controller that is behind",
            { workload: (n) => (n.endsWith("ingester") ? { observedGeneration: 1 } : {}) },
            "tempo-t-ingester is not looked at by its controller yet",
        ],
        [
            "pods of the new kind missing",
            {
                workload: (n) =>
                    n.endsWith("querier") ? { updatedReplicas: 0, readyReplicas: 1 } : {},
            },
            "tempo-t-querier has 0 of 1 pods of the new kind",
        ],
        [
            "pods of the old kind left",
            { workload: (n) => (n.endsWith("querier") ? { replicas: 2 } : {}) },
            "tempo-t-querier still has 1 pods of the old kind",
        ],
        [
            "pods that are not ready",
            { workload: (n) => (n.endsWith("distributor") ? { readyReplicas: 0 } : {}) },
            "tempo-t-distributor has 0 of 1 pods ready",
        ],
        [
            "a component without a workload",
            { labels: LABELS.slice(1) },
            "compactor has no workload",
        ],
        [
            "Ready without any pod",
            { tempo: () => ready({}) },
            "the operator lists no ready pod of ingester",
        ],
        [
            "a TempoStack that is not Ready",
            { tempo: () => tempoReply("Pending", "PendingComponents", "wait") },
            "the TempoStack is not Ready",
        ],
        [
            "a TempoStack that is not there",
            { tempo: () => ({ status: 404, body: { message: "not found" } }) },
            "the TempoStack could not be read",
        ],
    ];
    for (const [what, obstacle, message] of obstacles) {
        it(`fails at the deadline on ${what}, and says so`, async () => {
            scene = obstacle;
            const error = await rejection(wait());
            expect(error).to.be.instanceOf(RolloutError);
            expect(error.message).to.contain(message).and.to.contain("after 6");
        });
    }

    it("fails well before the deadline when the operator has given up, with the operator's words", async () => {
        scene.tempo = () =>
            tempoReply("ConfigurationError", "InvalidStorageConfig", "no such Secret");
        const error = await rejection(wait(false, 3000));
        expect(error.message).to.contain("no such Secret");
        expect(looks).to.be.lessThan(20);
    });

    it("looks again when the API does not answer for a moment", async () => {
        let failures = 2;
        const shaky = await fakeCloud({
            cluster: (request) =>
                request.url.includes("/deployments") && failures-- > 0
                    ? { status: 503, body: { message: "etcd is busy" } }
                    : answer(request),
        });
        try {
            const request = { namespace: "n", tempoName: "t", isUpdate: false };
            const clock = virtualClock();
            await waitForRollout(request, { ...clock, cluster: shaky.cluster, timeoutSeconds: 60 });
            expect(clock.sleptSeconds()).to.be.greaterThan(0);
        } finally {
            await shaky.stop();
        }
    });

    it("fails at once, with what to allow, when the workloads may not be read", async () => {
        scene.labels = [];
        const forbidden: Reply = { status: 403, body: { message: "forbidden" } };
        const closed = await fakeCloud({
            cluster: (request) =>
                request.url.includes("/apis/apps/") ? forbidden : answer(request),
        });
        try {
            const request = { namespace: "n", tempoName: "t", isUpdate: false };
            const tools = { ...virtualClock(), cluster: closed.cluster, timeoutSeconds: 60 };
            const error = await rejection(waitForRollout(request, tools));
            expect(error.message).to.contain("Let the user of this context get and list");
        } finally {
            await closed.stop();
        }
    });
});

function list(items: readonly object[]): Reply {
    return { status: 200, body: { items } };
}

function ready(components?: object): Reply {
    const pods = Object.fromEntries(STATUS.map((name) => [name, { Ready: [`${name}-0`] }]));
    const reply = tempoReply("Ready", "Ready", "All components are operational");
    const { status } = reply.body as { status: object };
    return {
        status: 200,
        body: { spec: { env: ENV }, status: { ...status, components: components ?? pods } },
    };
}
