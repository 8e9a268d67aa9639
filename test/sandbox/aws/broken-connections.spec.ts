import { expect } from "chai";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";

import { AUTHORIZATION, frontBefore, useFakeEmulator } from "./fake-emulator.ts";
import { call } from "./fixture.ts";

describe("forwarding over connections that break", () => {
    const { server, front, caFile, answerWith, open } = useFakeEmulator();

    it("gives up an upload when the client has gone, and a download too", async () => {
        const gone = new Promise<void>((resolve) => {
            answerWith((incoming) => {
                incoming.resume();
                incoming.once("close", resolve);
            });
        });
        const upload = await open("PUT", "/b/k", { "content-length": "1000" });
        upload.on("error", () => undefined);
        upload.write("first");
        await once(server(), "request");
        upload.destroy();
        await gone;

        const unheard = new Promise<void>((resolve) => {
            answerWith((_, outgoing) => {
                outgoing.writeHead(200).write("x".repeat(1000));
                outgoing.once("close", resolve);
            });
        });
        const download = await open("GET", "/b/k");
        download.on("error", () => undefined);
        download.end();
        await once(download, "response");
        download.destroy();
        await unheard;
    });

    it("gives up waiting for the emulator when the client has gone", async () => {
        const gone = new Promise<void>((resolve) => {
            answerWith((_, outgoing) => {
                outgoing.once("close", resolve);
            });
        });
        const waiting = await open("GET", "/b/k");
        waiting.on("error", () => undefined);
        waiting.end();
        await once(server(), "request");
        waiting.destroy();
        await gone;
    });

    it("breaks the client's answer off where the emulator breaks off, and goes on serving", async () => {
        answerWith((_, outgoing) => {
            outgoing.writeHead(200, { "content-length": 1000 }).write("x", () => {
                outgoing.destroy();
            });
        });
        const headers = { authorization: AUTHORIZATION };
        const broken = call({ caFile: caFile() }, front().endpoint, { path: "/b/k", headers });
        expect(
            await broken.catch((reason: unknown) => (reason as NodeJS.ErrnoException).code),
        ).to.equal("ECONNRESET");
        answerWith((_, outgoing) => outgoing.end("fine"));
        expect(
            (await call({ caFile: caFile() }, front().endpoint, { path: "/b/k", headers })).body,
        ).to.equal("fine");
    });

    it("reads a refused upload to its end, so that the refusal is seen", async () => {
        const body = Buffer.alloc(4_000_000);
        const refused = await call({ caFile: caFile() }, front().endpoint, {
            method: "PUT",
            path: "/new-bucket",
            body,
        });
        expect(refused.status).to.equal(403);
    });

    it("serves the next request of a connection after one that was too long to read", async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: await readFile(caFile()) });
        const { port } = new URL(front().endpoint);
        const send = async (body: Buffer) => {
            const asked = request({ host: "127.0.0.1", port, method: "POST", agent });
            asked.end(body);
            const [got] = (await once(asked, "response")) as [IncomingMessage];
            got.resume();
            await once(got, "end");
            return [got.statusCode, asked.reusedSocket];
        };
        expect(await send(Buffer.alloc(4_000_000))).to.deep.equal([413, false]);
        expect(await send(Buffer.alloc(0))).to.deep.equal([302, true]);
        agent.destroy();
    });

    it("says 503 when no emulator is there", async () => {
        const lonely = await frontBefore(`${caFile()}.sock`, `${caFile()}.lonely`);
        const headers = { authorization: AUTHORIZATION };
        const got = await call({ caFile: caFile() }, lonely.plainHttpEndpoint, {
            path: "/b/k",
            headers,
        });
        await lonely.stop();
        expect(got.status).to.equal(503);
        expect(got.body).to.match(/<Code>ServiceUnavailable<.+does not answer/);
    });
});
