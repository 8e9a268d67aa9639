import { expect } from "chai";

import {
    jsonObject,
    valueAt,
    type JsonObject,
} from "../../../../sandbox/operator/cluster/values.ts";
import { tryOut } from "../requests.ts";
import { makeNamespace, makeSecret, plainStack } from "../stacks.ts";
import { withOperators } from "./operators.ts";
import { OPEN_WARNING } from "./warnings.ts";

/** What it is, the spec beside the storage, and the members that are stored for it. */
type Case = readonly [what: string, given: JsonObject, stored: JsonObject];

const CASES: readonly Case[] = [
    [
        "quantities canonically",
        {
            storageSize: "10240Mi",
            resources: { total: { limits: { cpu: "0.5", memory: "1000" } } },
        },
        {
            storageSize: "10Gi",
            resources: { total: { limits: { cpu: "500m", memory: "1k" } } },
        },
    ],
    [
        "numbers as quantities",
        { storageSize: 5, resources: { total: { limits: { cpu: 2 } } } },
        { storageSize: "5", resources: { total: { limits: { cpu: "2" } } } },
    ],
    [
        "durations canonically",
        { retention: { global: { traces: "90m" } }, timeout: "1.5s" },
        { retention: { global: { traces: "1h30m0s" } }, timeout: "1.5s" },
    ],
    ["a useless size as the default", { storageSize: "0" }, { storageSize: "10Gi" }],
    [
        "an empty retention as the default",
        { retention: {}, timeout: "0s" },
        { retention: { global: { traces: "48h0m0s" } }, timeout: "30s" },
    ],
    [
        "nothing as the default",
        { retention: null, storageSize: null, template: { ingester: null } },
        { retention: { global: { traces: "48h0m0s" } }, storageSize: "10Gi" },
    ],
    [
        "empty limits as they were sent",
        { resources: { total: { limits: {} } } },
        { resources: { total: { limits: {} } } },
    ],
    [
        "environment variables as they were sent",
        {
            env: [
                { name: "A", value: "" },
                { name: "B", value: "x" },
            ],
        },
        {
            env: [
                { name: "A", value: "" },
                { name: "B", value: "x" },
            ],
        },
    ],
    [
        "a search without a default limit as it was sent",
        { search: { defaultResultLimit: 0 } },
        { search: { defaultResultLimit: 0, maxDuration: "0s" } },
    ],
];

withOperators("given TempoStacks of all kinds", (place) => {
    let namespace: string;

    before(async () => {
        namespace = await makeNamespace(place().cluster);
        await makeSecret(place().cluster, namespace);
    });

    const specOf = async (given: JsonObject): Promise<JsonObject> => {
        const answer = await tryOut(place().cluster, plainStack(namespace, given));
        expect(answer.status, answer.message).to.equal(201);
        return jsonObject(valueAt(answer.body, "spec"));
    };

    for (const [what, given, stored] of CASES) {
        it(`stores ${what}`, async () => {
            const spec = await specOf(given);
            for (const [name, value] of Object.entries(stored)) {
                expect(spec[name], name).to.deep.equal(value);
            }
        });
    }

    for (const [size, factor, replicas] of [
        ["1x.demo", 1, { ingester: 1, distributor: 1, querier: 1, compactor: 1, frontend: 1 }],
        ["1x.pico", 2, { ingester: 2, distributor: 2, querier: 2, compactor: 2, frontend: 2 }],
        ["1x.small", 2, { ingester: 2, distributor: 3, querier: 3, compactor: 2, frontend: 2 }],
        ["1x.medium", 2, { ingester: 2, distributor: 4, querier: 5, compactor: 3, frontend: 2 }],
    ] as const) {
        it(`stores the replicas and the replication of ${size}`, async () => {
            const spec = await specOf({ size });
            const found = (...path: readonly string[]): unknown =>
                valueAt(spec, "template", ...path, "replicas");
            expect(spec["replicationFactor"]).to.equal(factor);
            expect({
                ingester: found("ingester"),
                distributor: found("distributor", "component"),
                querier: found("querier"),
                compactor: found("compactor"),
                frontend: found("queryFrontend", "component"),
            }).to.deep.equal(replicas);
        });
    }

    it("gives the UI no login where it has no Route", async () => {
        for (const type of ["ingress", "none", ""]) {
            const jaegerQuery = { enabled: true, ingress: { type } };
            const spec = await specOf({ template: { queryFrontend: { jaegerQuery } } });
            const stored = valueAt(spec, "template", "queryFrontend", "jaegerQuery");
            expect(valueAt(stored, "authentication"), type).to.equal(undefined);
            expect(valueAt(stored, "ingress"), type).to.deep.equal({ type, route: {} });
        }
    });

    it("leaves a login that is turned off as it is", async () => {
        const jaegerQuery = {
            enabled: true,
            ingress: { type: "route", route: { termination: "passthrough" } },
            authentication: { enabled: false },
        };
        const spec = await specOf({ template: { queryFrontend: { jaegerQuery } } });
        const stored = valueAt(spec, "template", "queryFrontend", "jaegerQuery");
        expect(valueAt(stored, "authentication")).to.deep.equal({ enabled: false });
        expect(valueAt(stored, "ingress", "route")).to.deep.equal({ termination: "passthrough" });
    });

    it("keeps what the user says in labels and security contexts", async () => {
        const stack = plainStack(namespace, {
            template: { ingester: { podSecurityContext: { runAsUser: 7 } } },
        });
        const labels = {
            "app.kubernetes.io/managed-by": "me",
            "tempo.grafana.com/distribution": "mine",
        };
        const metadata = { ...stack.metadata, labels };
        const { body } = await tryOut(place().cluster, { ...stack, metadata });
        expect(valueAt(body, "metadata", "labels")).to.deep.equal({
            "app.kubernetes.io/managed-by": "me",
            "tempo.grafana.com/distribution": "openshift",
        });
        expect(valueAt(body, "spec", "template", "ingester", "podSecurityContext")).to.deep.equal({
            runAsUser: 7,
            fsGroup: 10001,
        });
    });

    it("warns of what it takes with doubts", async () => {
        const stack = plainStack(namespace, {
            size: "1x.pico",
            resources: { total: { limits: { cpu: "1" } } },
            extraConfig: { tempo: { server: { log_level: "debug" } } },
        });
        const { warnings } = await tryOut(place().cluster, stack);
        expect(warnings).to.deep.equal([
            "override tempo configuration could potentially break the stack, use it carefully",
            "both spec.size and spec.resources.total are specified; spec.size takes precedence for resource allocation",
            OPEN_WARNING,
        ]);
    });
});
