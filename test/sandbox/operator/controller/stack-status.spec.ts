import { expect } from "chai";

import type { ClusterObject } from "../../../../sandbox/operator/cluster/objects.ts";
import { jsonObject, type JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import {
    holdingCondition,
    stackStatus,
    type ReconcileOutcome,
} from "../../../../sandbox/operator/controller/stack-status.ts";

const STACK: ClusterObject = {
    apiVersion: "tempo.grafana.com/v1alpha1",
    kind: "TempoStack",
    metadata: { name: "one", namespace: "ns" },
};
const NOON = new Date("2026-11-24T12:00:00.123Z");
const LATER = new Date("2026-11-24T12:05:00.000Z");

describe("the status of a TempoStack", () => {
    const statusOf = (
        pods: readonly ClusterObject[],
        previous: JsonObject = {},
        outcome?: ReconcileOutcome,
        now = NOON,
    ): JsonObject => stackStatus(STACK, previous, pods, outcome, now);

    const cases: readonly (readonly [string, readonly ClusterObject[], string])[] = [
        ["no pod at all", [], "Ready/Ready"],
        ["ready pods", [pod("a", "Running", [true, true])], "Ready/Ready"],
        [
            "a pod that is not ready yet",
            [pod("a", "Running", [true, false])],
            "Pending/PendingComponents",
        ],
        ["a pending pod", [pod("a", "Pending")], "Pending/PendingComponents"],
        ["a failed pod", [pod("a", "Failed"), pod("b", "Pending")], "Failed/FailedComponents"],
        ["a pod of which nothing is known", [pod("a", undefined)], "Failed/FailedComponents"],
        ["a pod that has done its work", [pod("a", "Succeeded")], "Ready/Ready"],
    ];
    for (const [what, pods, expected] of cases) {
        it(`is ${expected} with ${what}`, () => {
            const holding = holdingCondition(statusOf(pods));
            expect(`${holding?.type ?? ""}/${holding?.reason ?? ""}`).to.equal(expected);
        });
    }

    it("lists pods by component and state, and leaves out others' and those on their way out", () => {
        const status = statusOf([
            pod("b", "Running", [true]),
            pod("a", "Running", [true]),
            pod("slow", "Running", [false]),
            pod("leaving", "Running", [true], { deletionTimestamp: "2026-11-24T11:00:00Z" }),
            pod("elsewhere", "Running", [true], { namespace: "other" }),
            pod("foreign", "Running", [true], {
                labels: { ...labels("querier"), "app.kubernetes.io/instance": "two" },
            }),
            pod("front", "Pending", [], { labels: labels("query-frontend") }),
        ]);
        expect(status["components"]).to.deep.equal({
            compactor: {},
            distributor: {},
            gateway: {},
            ingester: {},
            querier: { Ready: ["a", "b"], Running: ["slow"] },
            queryFrontend: { Pending: ["front"] },
        });
    });

    it("puts what went wrong before what the pods say", () => {
        const outcome = { type: "Failed", reason: "FailedReconciliation", message: "no" } as const;
        const status = statusOf([pod("a", "Running", [true])], {}, outcome);
        expect(holdingCondition(status)).to.deep.equal(outcome);
    });

    it("keeps exactly one condition True, and the times of what did not change", () => {
        const first = statusOf([pod("a", "Pending")]);
        const same = statusOf([pod("a", "Pending")], first, undefined, LATER);
        expect(same["conditions"]).to.deep.equal(first["conditions"]);
        const ready = statusOf([pod("a", "Running", [true])], same, undefined, LATER);
        expect(ready["conditions"]).to.deep.equal([
            {
                type: "Pending",
                reason: "PendingComponents",
                message: "Some Tempo components are pending on dependencies",
                status: "False",
                lastTransitionTime: "2026-11-24T12:05:00Z",
            },
            {
                type: "Ready",
                reason: "Ready",
                message: "All components are operational",
                status: "True",
                lastTransitionTime: "2026-11-24T12:05:00Z",
            },
        ]);
        const again = statusOf([pod("a", "Pending")], ready, undefined, NOON);
        expect(
            (again["conditions"] as unknown[]).map((one) => jsonObject(one)["status"]),
        ).to.deep.equal(["True", "False"]);
    });
});

function labels(component: string): Readonly<Record<string, string>> {
    return {
        "app.kubernetes.io/name": "tempo",
        "app.kubernetes.io/instance": "one",
        "app.kubernetes.io/managed-by": "tempo-operator",
        "app.kubernetes.io/component": component,
    };
}

function pod(
    name: string,
    phase: string | undefined,
    ready: readonly boolean[] = [],
    metadata: Partial<ClusterObject["metadata"]> = {},
): ClusterObject {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: "ns", labels: labels("querier"), ...metadata },
        status: { phase, containerStatuses: ready.map((one) => ({ ready: one })) },
    };
}
