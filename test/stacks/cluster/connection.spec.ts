import { expect } from "chai";

import { makeServerCertificate } from "../../../sandbox/aws/certificates.ts";
import { ClusterUnreachable, connectCluster } from "../../../stacks/cluster/connection.ts";
import { kubeconfigFor, localServer, type LocalServer } from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";

describe("stacks/cluster/connection", () => {
    let server: LocalServer | undefined;

    afterEach(async () => {
        await server?.stop();
        server = undefined;
    });

    it("asks over https as the kubeconfig's user, trusting its authority", async () => {
        const certificate = await makeServerCertificate(["localhost", "127.0.0.1"]);
        server = await localServer(() => ({ status: 200, body: { kind: "X" } }), certificate);
        const kubeconfig = kubeconfigFor(server.url, certificate.ca);
        const cluster = await connectCluster({ kubeconfig }, {});
        expect(cluster.context).to.equal("here");
        expect(await cluster.ask("/api/v1/x?y=z")).to.deep.include({
            status: 200,
            body: { kind: "X" },
        });
        expect(server.received[0]).to.include({ method: "GET", url: "/api/v1/x?y=z" });
        expect(server.received[0]?.headers.authorization).to.equal("Bearer user-token");
    });

    it("refuses an authority that the kubeconfig does not name", async () => {
        const certificate = await makeServerCertificate(["localhost", "127.0.0.1"]);
        const other = await makeServerCertificate(["localhost"]);
        server = await localServer(() => ({ status: 200 }), certificate);
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url, other.ca) });
        const error = await rejection(cluster.ask("/"));
        expect(error).to.be.instanceOf(ClusterUnreachable);
        expect(error)
            .to.have.property("code")
            .that.matches(/CERT|SIGN|VERIFY/);
    });

    it("keeps the path of the server, and sends JSON", async () => {
        server = await localServer(() => ({ status: 201, body: {} }));
        const kubeconfig = kubeconfigFor(`${server.url}/k8s/clusters/x/`);
        const cluster = await connectCluster({ kubeconfig });
        await cluster.ask("/api", { method: "POST", body: { a: 1 } });
        expect(server.received[0]).to.include({
            method: "POST",
            url: "/k8s/clusters/x/api",
            body: '{"a":1}',
        });
        expect(server.received[0]?.headers["content-type"]).to.equal("application/json");
    });

    it("sends what a DELETE says with its length, without which nothing of it is read", async () => {
        server = await localServer(() => ({ status: 200, body: {} }));
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) });
        await cluster.ask("/api", { method: "DELETE", body: { ä: 1 } });
        expect(server.received[0]).to.include({ method: "DELETE", body: '{"ä":1}' });
        expect(server.received[0]?.headers["content-length"]).to.equal("8");
    });

    it("gives the status of an answer that is not JSON", async () => {
        server = await localServer(() => ({ status: 503, body: "<html>" }));
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) });
        expect(await cluster.ask("/")).to.deep.include({ status: 503, body: undefined });
    });

    it("fails with the network's code where nobody listens", async () => {
        const gone = await localServer(() => "hang");
        await gone.stop();
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(gone.url) });
        const error = await rejection(cluster.ask("/"));
        expect(error).to.include({ name: "ClusterUnreachable", code: "ECONNREFUSED" });
        expect(error.message).to.include(gone.url);
        expect(error.cause).to.be.instanceOf(Error);
    });

    it("fails after its time-out where nobody answers", async () => {
        server = await localServer(() => "hang");
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) }, {}, 50);
        const error = await rejection(cluster.ask("/"));
        expect(error).to.include({ name: "ClusterUnreachable", code: "TimeoutError" });
    });

    it("ends with the caller's own reason when the caller gives up", async () => {
        server = await localServer(() => "hang");
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(server.url) });
        const reason = new Error("given up");
        const error = await rejection(cluster.ask("/", { signal: AbortSignal.abort(reason) }));
        expect(error).to.equal(reason);
    });
});
