import { expect } from "chai";

import observed from "../observed-stack.json" with { type: "json" };
import type { ClusterObject } from "../../../../sandbox/operator/cluster/objects.ts";
import { jsonList, jsonObject, valueAt } from "../../../../sandbox/operator/cluster/values.ts";
import { create, get, type Answer } from "../requests.ts";
import {
    blueprintStack,
    COMPONENT_KINDS,
    conditionOf,
    CONTAINERS,
    makeNamespace,
    makeSecret,
    TOKEN_SECRET,
    untilUp,
} from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";
import { JAEGER_WARNING, OPEN_WARNING } from "./warnings.ts";

const NAMESPACE = "chainsaw-awssts-tempo";
const FRONTEND = "tempo-tmstack-query-frontend";
const LABELS = {
    "app.kubernetes.io/instance": "tmstack",
    "app.kubernetes.io/managed-by": "tempo-operator",
    "app.kubernetes.io/name": "tempo",
};
const ROLE = {
    "eks.amazonaws.com/audience": "sts.amazonaws.com",
    "eks.amazonaws.com/role-arn": TOKEN_SECRET.role_arn,
};

withOperators("given the blueprint's TempoStack", (place) => {
    let answer: Answer;
    let stored: ClusterObject;
    const read: (...of: readonly [Parameters<typeof get>[1], string]) => ReturnType<typeof get> = (
        kind,
        name,
    ) => get(place().cluster, kind, NAMESPACE, name);

    before(async () => {
        const { cluster } = place();
        await makeNamespace(cluster, NAMESPACE);
        await makeSecret(cluster, NAMESPACE);
        answer = await create(cluster, blueprintStack(NAMESPACE));
        stored = await untilUp(cluster, NAMESPACE);
    });

    it("accepts it, with both warnings", () => {
        expect(answer.status, answer.message).to.equal(201);
        expect(answer.warnings).to.have.members([JAEGER_WARNING, OPEN_WARNING]);
    });

    it("stores the object that was observed, field by field", () => {
        expect(stored["spec"]).to.deep.equal(observed.spec);
        expect(stored.metadata.labels).to.deep.equal(observed.metadata.labels);
        expect(stored.metadata.finalizers).to.deep.equal(observed.metadata.finalizers);
    });

    it("gets ready with one True condition and a pod in each component", async () => {
        expect(await conditionOf(place().cluster, NAMESPACE)).to.equal(
            "Ready/Ready: All components are operational",
        );
        const components = jsonObject(valueAt(stored, "status", "components"));
        expect(components).to.have.all.keys(Object.keys(observed.status.components));
        expect(components["ingester"]).to.deep.equal({ Ready: ["tempo-tmstack-ingester-0"] });
    });

    it("makes both service accounts with their annotations and labels", async () => {
        const base = await read("ServiceAccount", "tempo-tmstack");
        const frontend = await read("ServiceAccount", FRONTEND);
        expect(base?.metadata.annotations).to.deep.equal(ROLE);
        expect(base?.metadata.labels).to.deep.equal({
            ...LABELS,
            "app.kubernetes.io/component": "serviceaccount",
        });
        expect(frontend?.metadata.annotations).to.deep.equal({
            ...ROLE,
            "serviceaccounts.openshift.io/oauth-redirectreference.primary": `{"kind":"OAuthRedirectReference","apiVersion":"v1","reference":{"kind":"Route","name":"${FRONTEND}"}}`,
        });
        expect(frontend?.metadata.labels).to.deep.equal({
            ...LABELS,
            "app.kubernetes.io/component": "query-frontend",
        });
    });

    it("is the controller of both service accounts", async () => {
        for (const name of ["tempo-tmstack", FRONTEND]) {
            const account = await read("ServiceAccount", name);
            expect(account?.metadata.ownerReferences).to.deep.equal([
                {
                    apiVersion: "tempo.grafana.com/v1alpha1",
                    kind: "TempoStack",
                    name: "tmstack",
                    uid: stored.metadata.uid,
                    controller: true,
                    blockOwnerDeletion: true,
                },
            ]);
        }
    });

    it("runs each component under its own identity", async () => {
        const accounts: Record<string, unknown> = {};
        for (const [component, kind] of COMPONENT_KINDS) {
            const object = await read(kind, `tempo-tmstack-${component}`);
            accounts[component] = valueAt(object, "spec", "template", "spec", "serviceAccountName");
        }
        expect(accounts).to.deep.equal({
            distributor: "tempo-tmstack",
            ingester: "tempo-tmstack",
            querier: "tempo-tmstack",
            compactor: "tempo-tmstack",
            "query-frontend": FRONTEND,
        });
    });

    it("puts the login proxy and the Jaeger UI beside the query frontend", async () => {
        const containers = jsonList(valueAt(await read("Deployment", FRONTEND), ...CONTAINERS));
        expect(containers.map((one) => valueAt(one, "name"))).to.deep.equal([
            "tempo",
            "jaeger-query",
            "tempo-query",
            "oauth-proxy",
        ]);
    });

    it("shares the limits out among the containers", async () => {
        const shares: Record<string, unknown> = {};
        for (const [component, kind] of COMPONENT_KINDS) {
            const object = await read(kind, `tempo-tmstack-${component}`);
            shares[component] = jsonList(valueAt(object, ...CONTAINERS)).map((one) =>
                valueAt(one, "resources", "limits", "cpu"),
            );
        }
        expect(shares).to.deep.equal({
            distributor: ["540m"],
            ingester: ["760m"],
            querier: ["200m"],
            compactor: ["320m"],
            "query-frontend": ["90m", "70m", "90m", "20m"],
        });
    });

    it("gives each Service its ports", async () => {
        const ports: Record<string, unknown> = {};
        for (const part of [
            "distributor",
            "ingester",
            "querier",
            "compactor",
            "query-frontend",
            "query-frontend-discovery",
            "gossip-ring",
        ]) {
            const service = await read("Service", `tempo-tmstack-${part}`);
            ports[part] = jsonList(valueAt(service, "spec", "ports")).map((one) =>
                valueAt(one, "port"),
            );
        }
        expect(ports).to.deep.equal({
            distributor: [4318, 4317, 3200, 14268, 6831, 6832, 14250, 9411],
            ingester: [3200, 9095],
            querier: [7946, 3200, 9095],
            compactor: [7946, 3200],
            "query-frontend": [3200, 9095, 16685, 16686, 16687, 8443],
            "query-frontend-discovery": [3200, 9095, 9096, 16685, 16686, 16687],
            "gossip-ring": [7946],
        });
    });

    it("makes a Route to the login proxy that gets a host and is admitted", async () => {
        const route = await eventually("the Route is admitted", async () => {
            const found = await read("Route", FRONTEND);
            return valueAt(found, "status", "ingress", 0, "host") ? found : undefined;
        });
        const host = `${FRONTEND}-${NAMESPACE}.apps.sandbox.invalid`;
        expect(valueAt(route, "spec", "host")).to.equal(host);
        expect(valueAt(route, "status", "ingress", 0, "host")).to.equal(host);
        expect(valueAt(route, "spec", "tls", "termination")).to.equal("reencrypt");
        expect(valueAt(route, "spec", "port", "targetPort")).to.equal("oauth-proxy");
        expect(route.metadata.annotations).to.deep.equal({
            "haproxy.router.openshift.io/timeout": "30s",
        });
    });
});
