import type { RequestListener } from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import {
    makeServerCertificate,
    type ServerCertificate,
} from "../../../sandbox/aws/certificates.ts";
import { connectCluster, type Cluster } from "../../../stacks/cluster/connection.ts";
import { keptOpen } from "../../../stacks/cluster/kept-open.ts";
import { kubeconfigFor } from "../support/local-server.ts";

describe("stacks/cluster/kept-open", () => {
    let certificate: ServerCertificate;
    let server: https.Server | undefined;
    let connections: number;

    before(async () => {
        certificate = await makeServerCertificate(["localhost", "127.0.0.1"]);
    });

    afterEach(() => {
        server?.closeAllConnections();
        server?.close();
    });

    async function clusterAnswering(handle: RequestListener): Promise<Cluster> {
        connections = 0;
        const { certificate: cert, privateKey: key } = certificate;
        const made = https.createServer({ cert, key }, handle);
        server = made;
        made.on("secureConnection", () => (connections += 1));
        await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
        const { port } = made.address() as AddressInfo;
        const kubeconfig = kubeconfigFor(`https://127.0.0.1:${port}`, certificate.ca);
        return connectCluster({ kubeconfig }, {});
    }

    it("asks one question after the other over one connection", async () => {
        const cluster = await clusterAnswering((_, answer) => answer.end("{}"));
        for (const path of ["/a", "/b", "/c"]) {
            expect(await cluster.ask(path)).to.include({ status: 200 });
        }
        expect(connections).to.equal(1);
    });

    it("asks again over a new one where the other end has closed the kept one", async () => {
        let asked = 0;
        const cluster = await clusterAnswering((request, answer) => {
            asked += 1;
            if (asked === 2) request.socket.destroy();
            else answer.end(JSON.stringify({ asked }));
        });
        await cluster.ask("/a");
        expect(await cluster.ask("/b")).to.deep.include({ status: 200, body: { asked: 3 } });
        expect(connections).to.equal(2);
    });

    it("leaves agents of other kinds as they are, and makes one for each", () => {
        class Proxy extends https.Agent {}
        const proxy = new Proxy();
        expect(keptOpen(proxy)).to.equal(proxy);
        expect(keptOpen(undefined)).to.equal(undefined);
        const plain = new https.Agent({ ca: "x" });
        expect(keptOpen(plain)).to.equal(keptOpen(plain));
        expect(keptOpen(plain)).to.have.nested.property("options.ca", "x");
    });
});
