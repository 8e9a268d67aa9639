import { expect } from "chai";

import { connectCluster } from "../../../stacks/cluster/connection.ts";
import { deleteVolumeClaims } from "../../../stacks/cluster/volume-claims.ts";
import {
    kubeconfigFor,
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";
import { virtualClock } from "../support/virtual-clock.ts";

const INSTANCE = { namespace: "tracing", tempoName: "tmstack" };
const CLAIMS = "/api/v1/namespaces/tracing/persistentvolumeclaims";
const GONE: Reply = { status: 404, body: { message: "not found" } };

describe("stacks/cluster/volume-claims", () => {
    let server: LocalServer | undefined;

    afterEach(async () => {
        await server?.stop();
        server = undefined;
    });

    it("deletes the claims of the instance and waits until they are gone", async () => {
        const lists = [["data-0", "data-1"], ["data-1"], []];
        const deleted = await deletion(({ method }) =>
            method === "DELETE" ? { status: 200, body: {} } : claims(lists.shift() ?? []),
        );
        expect(deleted).to.deep.equal(["data-0", "data-1"]);
        expect(lists).to.deep.equal([]);
        expect(deletions()).to.deep.equal([`${CLAIMS}/data-0`, `${CLAIMS}/data-1`]);
        const asked = server?.received.find(({ url }) => url.startsWith(`${CLAIMS}?`))?.url ?? "";
        expect(decodeURIComponent(asked)).to.contain(
            "app.kubernetes.io/managed-by=tempo-operator,app.kubernetes.io/instance=tmstack",
        );
    });

    it("deletes nothing while the TempoStack is still there", async () => {
        const deleted = await deletion(() => claims(["data-0"]), { status: 200, body: {} });
        expect(deleted).to.deep.equal([]);
        expect(deletions()).to.deep.equal([]);
    });

    it("takes a claim that somebody else has deleted for deleted", async () => {
        const lists = [["data-0"], []];
        const deleted = await deletion(({ method }) =>
            method === "DELETE" ? GONE : claims(lists.shift() ?? []),
        );
        expect(deleted).to.deep.equal(["data-0"]);
    });

    it("fails when it may not list or delete them, with what to do", async () => {
        const forbidden: Reply = { status: 403, body: { message: "forbidden for you" } };
        const listing = await rejection(deletion(() => forbidden));
        expect(listing.message).to.contain("list the volume claims in tracing");
        expect(listing.message).to.contain("forbidden for you");
        await server?.stop();
        const deleting = await rejection(
            deletion(({ method }) => (method === "DELETE" ? forbidden : claims(["data-0"]))),
        );
        expect(deleting.message).to.contain("delete the volume claim tracing/data-0");
        expect(deleting.message).to.contain("Let the user of this context");
    });

    it("fails when a claim does not go, naming it", async () => {
        const error = await rejection(
            deletion(({ method }) =>
                method === "DELETE" ? { status: 200, body: {} } : claims(["data-0"]),
            ),
        );
        expect(error.message).to.contain("data-0 in tracing to go within 120 s");
    });

    function deletions(): string[] {
        const received = server?.received ?? [];
        return received.filter(({ method }) => method === "DELETE").map(({ url }) => url);
    }

    async function deletion(
        answer: (request: Received) => Reply,
        tempoStack: Reply = GONE,
    ): Promise<string[]> {
        server = await localServer((request) =>
            request.url.includes("tempostacks") ? tempoStack : answer(request),
        );
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) }, {});
        return deleteVolumeClaims(cluster, INSTANCE, { clock: virtualClock() });
    }
});

function claims(names: readonly string[]): Reply {
    return { status: 200, body: { items: names.map((name) => ({ metadata: { name } })) } };
}
