import { expect } from "chai";

import { RESOURCES } from "../../../../sandbox/operator/cluster/objects.ts";
import { valueAt, type JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import { remove } from "../../../../sandbox/operator/cluster/verbs.ts";
import { get, make, patch } from "../requests.ts";
import { makeNamespace } from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";

const LABELS = { "app.kubernetes.io/managed-by": "tempo-operator" };

withOperators("with what is played of the cluster around it", (place) => {
    it("leaves the pods of Jobs and of real nodes alone", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await eventually("the account", async () =>
            get(cluster, "ServiceAccount", namespace, "default"),
        );
        const owner = {
            apiVersion: "v1",
            controller: true,
            uid: "00000000-0000-0000-0000-000000000001",
        };
        const pod = (name: string, kind: string, nodeName?: string) =>
            make(cluster, {
                apiVersion: "v1",
                kind: "Pod",
                metadata: {
                    name,
                    namespace,
                    labels: LABELS,
                    // Owners of kinds without objects: the collector must not find them missing.
                    ownerReferences: [{ ...owner, kind, name: "x", apiVersion: "apps/v1" }],
                    finalizers: ["specs.example/kept"],
                },
                spec: {
                    ...(nodeName === undefined ? {} : { nodeName }),
                    containers: [{ name: "main", image: "none.invalid/none" }],
                },
            });
        await pod("of-a-job", "Job");
        await pod("on-a-node", "ReplicaSet", "node-1");
        await pod("ours", "ReplicaSet");
        await eventually("our pod is said to run", async () => {
            const ours = await get(cluster, "Pod", namespace, "ours");
            return valueAt(ours, "status", "phase") === "Running";
        });
        for (const name of ["of-a-job", "on-a-node"]) {
            const other = await get(cluster, "Pod", namespace, name);
            expect(valueAt(other, "status", "phase"), name).to.equal("Pending");
        }
        for (const name of ["of-a-job", "on-a-node", "ours"]) {
            await patch(cluster, "Pod", namespace, name, { metadata: { finalizers: null } });
            await remove(cluster.api, RESOURCES.Pod, { namespace, name });
        }
    });

    it("gives a Route a host once, and lets it keep a host of its own", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        const host = async (name: string): Promise<unknown> =>
            valueAt(await get(cluster, "Route", namespace, name), "spec", "host");
        const route = (name: string, spec: JsonObject) =>
            make(cluster, {
                apiVersion: RESOURCES.Route.apiVersion,
                kind: "Route",
                metadata: { name, namespace },
                spec: { to: { kind: "Service", name: "x" }, ...spec },
            });
        await route("without", {});
        await route("with", { host: "own.example" });
        expect(await host("without")).to.equal(`without-${namespace}.apps.sandbox.invalid`);
        expect(await host("with")).to.equal("own.example");
        await patch(cluster, "Route", namespace, "with", { spec: { host: null, path: "/x" } });
        expect(await host("with")).to.equal("own.example");
    });
});
