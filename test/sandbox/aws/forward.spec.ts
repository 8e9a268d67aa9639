import { expect } from "chai";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { request } from "node:https";
import { join } from "node:path";

import { makeServerCertificate } from "../../../sandbox/aws/certificates.ts";
import { startFront } from "../../../sandbox/aws/front.ts";
import type { Front } from "../../../sandbox/aws/front.ts";
import { call, temporaryFolder } from "./fixture.ts";

const AUTHORIZATION =
    "AWS4-HMAC-SHA256 Credential=AKIA0123456789ABCDEF/20261124/us-east-2/s3/aws4_request, SignedHeaders=host, Signature=00";

describe("forwarding", () => {
    let dir: string;
    let front: Front;
    let emulator: Server;
    let caFile: string;
    let answer: (request: IncomingMessage, response: ServerResponse) => void;

    before(async () => {
        dir = await temporaryFolder();
        const socketPath = join(dir, "emulator.sock");
        emulator = createServer((incoming, outgoing) => {
            answer(incoming, outgoing);
        }).listen(socketPath);
        await once(emulator, "listening");
        const certificate = await makeServerCertificate(["127.0.0.1"]);
        caFile = join(dir, "ca.pem");
        await writeFile(caFile, certificate.ca);
        const unused = () => {
            throw new Error("not part of this test");
        };
        front = await startFront({
            ...{ socketPath, certificate, keysFor: unused },
            iam: { createAdministrator: unused, clientIds: unused, role: unused, close: unused },
        });
    });
    after(async () => {
        await front.stop();
        emulator.close();
        emulator.closeAllConnections();
        await rm(dir, { recursive: true });
    });
    const open = async (method: string, path: string, headers: Record<string, string> = {}) => {
        const ca = await readFile(caFile, "utf8");
        const { port } = new URL(front.endpoint);
        const all = { authorization: AUTHORIZATION, ...headers };
        return request({
            ...{ method, path, port, ca },
            host: "127.0.0.1",
            headers: all,
            agent: false,
        });
    };

    it("keeps the method, the path as it was written, the Host and every header", async () => {
        let seen: Pick<IncomingMessage, "method" | "url" | "rawHeaders"> | undefined;
        answer = ({ method, url, rawHeaders }, response) => {
            seen = { method, url, rawHeaders };
            response.writeHead(203, "Odd", [
                ["x-two", "1"],
                ["x-two", "2"],
                ["Connection", "close"],
            ]);
            response.end("body");
        };
        const path = "/b/%C3%A4%20b+c%2F..%2f//?x-id=PutObject&versionId=%20";
        const got = await call({ caFile }, front.plainHttpEndpoint, {
            ...{ method: "PUT", path },
            headers: {
                ...{
                    authorization: AUTHORIZATION,
                    host: "tracing.example:444",
                    "x-amz-meta-A": ["1", "2"],
                },
                ...{ "x-forwarded-proto": "https", te: "trailers", "content-length": "2" },
            },
            body: "hi",
        });
        expect([seen?.method, seen?.url]).to.deep.equal(["PUT", path]);
        expect(seen?.rawHeaders.filter((_, index) => index % 2 === 0)).to.have.members([
            ...["authorization", "host", "x-amz-meta-A", "x-amz-meta-A", "content-length"],
            ...["x-forwarded-proto", "Connection"],
        ]);
        const headers = seen?.rawHeaders ?? [];
        expect(headers[headers.indexOf("host") + 1]).to.equal("tracing.example:444");
        expect(headers[headers.indexOf("x-forwarded-proto") + 1]).to.equal("http");
        expect([got.status, got.body, got.headers["x-two"]]).to.deep.equal([203, "body", "1, 2"]);
    });

    it("hands on an upload while it is still being sent, and an answer while it is still being made", async () => {
        const arrived: string[] = [];
        answer = (incoming, outgoing) => {
            incoming.once("data", (chunk: Buffer) => {
                arrived.push(chunk.toString());
                outgoing.writeHead(200);
                outgoing.write("early");
                incoming.once("end", () => outgoing.end("late"));
            });
        };
        const upload = await open("PUT", "/b/k", { "transfer-encoding": "chunked" });
        upload.write("first");
        const [response] = (await once(upload, "response")) as [IncomingMessage];
        const [early] = (await once(response, "data")) as [Buffer];
        expect([arrived, early.toString()]).to.deep.equal([["first"], "early"]);
        upload.end("last");
        const [late] = (await once(response, "data")) as [Buffer];
        expect(late.toString()).to.equal("late");
    });

    it("gives up an upload when the client has gone, and a download too", async () => {
        const gone = new Promise<void>((resolve) => {
            answer = (incoming) => {
                incoming.resume();
                incoming.once("close", resolve);
            };
        });
        const upload = await open("PUT", "/b/k", { "content-length": "1000" });
        upload.on("error", () => undefined);
        upload.write("first");
        await once(emulator, "request");
        upload.destroy();
        await gone;

        const unheard = new Promise<void>((resolve) => {
            answer = (_, outgoing) => {
                outgoing.writeHead(200).write("x".repeat(1000));
                outgoing.once("close", resolve);
            };
        });
        const download = await open("GET", "/b/k");
        download.on("error", () => undefined);
        download.end();
        await once(download, "response");
        download.destroy();
        await unheard;
    });

    it("breaks the client's answer off where the emulator breaks off, and goes on serving", async () => {
        answer = (_, outgoing) => {
            outgoing.writeHead(200, { "content-length": 1000 }).write("x", () => {
                outgoing.destroy();
            });
        };
        const headers = { authorization: AUTHORIZATION };
        const broken = call({ caFile }, front.endpoint, { path: "/b/k", headers });
        expect(
            await broken.catch((reason: unknown) => (reason as NodeJS.ErrnoException).code),
        ).to.equal("ECONNRESET");
        answer = (_, outgoing) => outgoing.end("fine");
        expect((await call({ caFile }, front.endpoint, { path: "/b/k", headers })).body).to.equal(
            "fine",
        );
    });

    it("reads a refused upload to its end, so that the refusal is seen", async () => {
        const body = Buffer.alloc(4_000_000);
        const refused = await call({ caFile }, front.endpoint, {
            method: "PUT",
            path: "/new-bucket",
            body,
        });
        expect(refused.status).to.equal(403);
    });

    it("says 503 when no emulator is there", async () => {
        const certificate = await makeServerCertificate(["127.0.0.1"]);
        const unused = () => {
            throw new Error("not part of this test");
        };
        const lonely = await startFront({
            ...{ socketPath: join(dir, "nobody.sock"), certificate, keysFor: unused },
            iam: { createAdministrator: unused, clientIds: unused, role: unused, close: unused },
        });
        const headers = { authorization: AUTHORIZATION };
        const got = await call({ caFile }, lonely.plainHttpEndpoint, { path: "/b/k", headers });
        await lonely.stop();
        expect(got.status).to.equal(503);
        expect(got.body).to.match(/<Code>ServiceUnavailable<.+does not answer/);
    });
});
