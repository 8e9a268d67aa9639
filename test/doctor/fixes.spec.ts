import { expect } from "chai";

import { prepareFix } from "../../doctor/fixes.ts";
import type { ClusterAnswer, ClusterRequest } from "../../stacks/cluster/connection.ts";
import { rejection } from "../stacks/support/rejection.ts";
import { fakeTools, ROLE_ARN } from "./support/fake-facts.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const OBJECTS: Readonly<Record<string, object>> = {
    "/apis/tempo.grafana.com/v1alpha1/namespaces/ns/tempostacks/t": {
        spec: { storage: { secret: { name: "s", type: "s3" } } },
    },
    "/api/v1/namespaces/ns/secrets/s": {
        data: { bucket: base64("b"), region: base64("us-east-2"), role_arn: base64(ROLE_ARN) },
    },
    "/api/v1/namespaces/ns/pods": {
        items: ["ingester", "distributor"].map((component) => ({
            metadata: {
                name: `tempo-t-${component}-0`,
                labels: { "app.kubernetes.io/component": component },
            },
            spec: { serviceAccountName: "tempo-t" },
        })),
    },
};

describe("doctor/fixes", () => {
    it("changes nothing before it is told to, and says what it is going to do", async () => {
        const { done, fix } = await prepared("restart-pods");
        expect(fix.question).to.match(/^Delete 1 pods in ns, .*tempo-t-ingester-0$/);
        expect(done).to.deep.equal([]);
    });

    it("restarts the pods that reach the bucket, and no others", async () => {
        const { done, fix } = await prepared("restart-pods");
        expect(await fix.apply()).to.include("1 pods start anew");
        expect(done).to.deep.equal([["DELETE", "/api/v1/namespaces/ns/pods/tempo-t-ingester-0"]]);
    });

    it("takes a pod that has gone by itself for restarted", async () => {
        const { fix } = await prepared("restart-pods", { status: 404, body: {} });
        expect(await fix.apply()).to.include("start anew");
    });

    it("annotates the service accounts with the Secret's role, by a merge", async () => {
        const { done, fix, bodies } = await prepared("annotate-service-accounts");
        await fix.apply();
        expect(done).to.deep.equal([["PATCH", "/api/v1/namespaces/ns/serviceaccounts/tempo-t"]]);
        expect(bodies[0]).to.deep.equal({
            metadata: {
                annotations: {
                    "eks.amazonaws.com/role-arn": ROLE_ARN,
                    "eks.amazonaws.com/audience": "sts.amazonaws.com",
                },
            },
        });
    });

    it("fails with the cluster's reason where it refuses", async () => {
        const refusal = { status: 403, body: { message: "may not" } };
        const { fix } = await prepared("annotate-service-accounts", refusal);
        const error = await rejection(fix.apply());
        expect(error.message).to.include("refuses to PATCH").and.include("status 403: may not");
    });
});

async function prepared(
    name: Parameters<typeof prepareFix>[0],
    reply: ClusterAnswer = { status: 200, body: {} },
) {
    const done: [string, string][] = [];
    const bodies: unknown[] = [];
    const tools = fakeTools((path: string, { method = "GET", body }: ClusterRequest = {}) => {
        if (method !== "GET") {
            done.push([method, path]);
            bodies.push(body);
            return reply;
        }
        const found = OBJECTS[path.replace(/\?.*/, "")];
        return { status: found === undefined ? 404 : 200, body: found };
    });
    return { done, bodies, fix: await prepareFix(name, tools) };
}
