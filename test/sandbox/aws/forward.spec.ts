import { expect } from "chai";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";

import { AUTHORIZATION, useFakeEmulator } from "./fake-emulator.ts";
import { call } from "./fixture.ts";

describe("forwarding", () => {
    const { front, caFile, answerWith, open } = useFakeEmulator();

    it("keeps the method, the path as it was written, the Host and every header", async () => {
        let seen: Pick<IncomingMessage, "method" | "url" | "rawHeaders"> | undefined;
        answerWith(({ method, url, rawHeaders }, response) => {
            seen = { method, url, rawHeaders };
            response.writeHead(203, "Odd", [
                ["x-two", "1"],
                ["x-two", "2"],
                ["Connection", "close"],
            ]);
            response.end("body");
        });
        const path = "/b/%C3%A4%20b+c%2F..%2f//?x-id=PutObject&versionId=%20";
        const got = await call({ caFile: caFile() }, front().plainHttpEndpoint, {
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
        answerWith((incoming, outgoing) => {
            incoming.once("data", (chunk: Buffer) => {
                arrived.push(chunk.toString());
                outgoing.writeHead(200);
                outgoing.write("early");
                incoming.once("end", () => outgoing.end("late"));
            });
        });
        const upload = await open("PUT", "/b/k", { "transfer-encoding": "chunked" });
        upload.write("first");
        const [response] = (await once(upload, "response")) as [IncomingMessage];
        const [early] = (await once(response, "data")) as [Buffer];
        expect([arrived, early.toString()]).to.deep.equal([["first"], "early"]);
        upload.end("last");
        const [late] = (await once(response, "data")) as [Buffer];
        expect(late.toString()).to.equal("late");
    });

    it("frames an answer of unknown length for the client it has, an old one too", async () => {
        answerWith((_, outgoing) => {
            outgoing.write("one");
            outgoing.end("two");
        });
        const { port } = new URL(front().plainHttpEndpoint);
        const old = connect(Number(port), "127.0.0.1");
        old.write(`GET /b/k HTTP/1.0\r\nhost: x\r\nauthorization: ${AUTHORIZATION}\r\n\r\n`);
        const chunks: Buffer[] = [];
        for await (const chunk of old as AsyncIterable<Buffer>) chunks.push(chunk);
        const [head = "", body] = Buffer.concat(chunks).toString().split("\r\n\r\n");
        expect(body, head).to.equal("onetwo");
        expect(head).to.not.match(/transfer-encoding/i);
    });
});
