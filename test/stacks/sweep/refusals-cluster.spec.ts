/** What the cluster refuses is told, kind by kind, and ends nothing else. */
import { expect } from "chai";

import { connectCluster } from "../../../stacks/cluster/connection.ts";
import { inventory } from "../../../stacks/sweep/inventory.ts";
import { deleteObject } from "../../../stacks/sweep/kinds/cluster-objects.ts";
import { NAMESPACE_TYPE } from "../../../stacks/sweep/kinds/namespaces.ts";
import { kubeconfigFor, localServer, type Received, type Reply } from "../support/local-server.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { clusterLabels, inCluster } from "./world.ts";

const NOBODY = "http://127.0.0.1:1";
// Nothing is asked of AWS here: it answers to nobody, and is told as that.
const AWS = {
    region: "us-east-2",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    endpoints: { s3: NOBODY, iam: NOBODY, sts: NOBODY },
};

/** The lines that an inventory of this cluster gives, AWS left out. */
async function linesOf(url: string): Promise<string[]> {
    const cluster = await connectCluster({ kubeconfig: kubeconfigFor(url) }, {});
    const things = await inventory({ aws: AWS, cluster, clock: virtualClock() });
    return things
        .filter(({ kind }) => !["bucket", "role", "policy"].includes(kind))
        .map(({ kind, name, unchecked }) => `${kind} ${name}: ${unchecked ?? "found"}`);
}

async function answered(answer: (request: Received) => Reply): Promise<string[]> {
    const server = await localServer(answer);
    const lines = await linesOf(server.url);
    await server.stop();
    return lines;
}

const EMPTY: Reply = { status: 200, body: { items: [] } };

describe("an inventory of a cluster", () => {
    it("tells what it may not list", async () => {
        const denied = { status: 403, body: { message: "user cannot list it" } };
        const lines = await answered(({ url }) =>
            /^\/api\/v1\/(?:secrets|namespaces)/.test(url) ? denied : EMPTY,
        );
        expect(lines).to.have.members([
            "secret every secret: status 403: user cannot list it",
            "namespace every namespace: status 403: user cannot list it",
        ]);
    });

    it("finds no TempoStack where the cluster knows none", async () => {
        const lines = await answered(({ url }) =>
            url.includes("tempostacks") ? { status: 404, body: {} } : EMPTY,
        );
        expect(lines).to.deep.equal([]);
    });

    it("reads every page, and asks again where the cluster is busy", async () => {
        let asked = 0;
        const page = (name: string, next?: string): Reply => ({
            status: 200,
            body: {
                metadata: next === undefined ? {} : { continue: next },
                items: [{ metadata: { name, uid: name, labels: clusterLabels("gone") } }],
            },
        });
        const lines = await answered(({ url }) => {
            if (!url.startsWith("/api/v1/namespaces")) return EMPTY;
            asked += 1;
            if (asked % 2 === 1) return { status: 429, body: { message: "busy" } };
            return url.includes("continue=next") ? page("b") : page("a", "next");
        });
        expect(lines).to.have.members(["namespace a: found", "namespace b: found"]);
        expect(asked).to.equal(4);
    });

    it("tells that there is no answer, after five attempts", async () => {
        const lines = await linesOf(NOBODY);
        const kinds = ["namespace", "job", "tempo-stack", "config-map", "secret"];
        expect(lines.map((line) => line.split(" ")[0])).to.have.members(kinds);
        expect(lines[0]).to.match(/gave no answer \(ECONNREFUSED\)/);
    });
});

describe("the deletion of an object", () => {
    const thing = { ...inCluster("namespace", "n", clusterLabels("gone")), id: "u" };
    const remove = async (answer: (request: Received) => Reply): Promise<string> => {
        const server = await localServer(answer);
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) }, {});
        const tools = { cluster, clock: virtualClock() };
        const said = await deleteObject(tools, NAMESPACE_TYPE, thing, 30).then(
            () => "gone",
            (error: unknown) => String(error),
        );
        await server.stop();
        return said;
    };
    const there = (uid: string, more: object = {}): Reply => ({
        status: 200,
        body: { metadata: { uid, finalizers: ["example.com/hold"] }, ...more },
    });

    it("goes on where the cluster is busy meanwhile, until it is gone", async () => {
        let asked = 0;
        const said = await remove(({ method }) => {
            asked += 1;
            if (asked % 2 === 1) return { status: 503, body: {} };
            return method === "DELETE" || asked < 6 ? there("u") : { status: 404, body: {} };
        });
        expect(said).to.equal("gone");
        expect(asked).to.equal(6);
    });

    it("ends when another of the same name is there", async () => {
        const another = await remove(({ method }) => there(method === "DELETE" ? "u" : "v"));
        expect(another).to.equal("gone");
    });

    it("fails after its time, and says what holds the object", async () => {
        const conditions = [
            { type: "A", status: "True", message: "pods have content remaining" },
            { type: "B", status: "False", message: "no" },
        ];
        const said = await remove(() => there("u", { status: { conditions } }));
        expect(said).to.equal(
            "Error: it is still there after 30 s: pods have content remaining; its finalizers are example.com/hold",
        );
    });

    it("fails where the cluster refuses", async () => {
        const said = await remove(() => ({ status: 403, body: { message: "no" } }));
        expect(said).to.equal("Error: the cluster refused: status 403: no");
    });
});
