import { createHash } from "node:crypto";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { downloadFile, downloadText } from "../../../sandbox/setup/download.ts";
import { cutShort, moved, silent, stalling, startReleaseServer, whole } from "./release-server.ts";
import type { ReleaseServer } from "./release-server.ts";
import { rejection, scratchFolder } from "./scratch.ts";

const BODY = Buffer.alloc(300_000, "program");
const SUM = createHash("sha256").update(BODY).digest("hex");

describe("a download", () => {
    const scratch = scratchFolder();
    let server: ReleaseServer;
    before(async () => {
        server = await startReleaseServer({
            "/whole": whole(BODY),
            "/short": cutShort(BODY),
            "/stalling": stalling(BODY),
            "/silent": silent,
            "/long": whole(Buffer.alloc(1_500_000)),
            "/moved": moved("/moved/again"),
            "/moved/again": moved("../whole"),
            "/circle": moved("/circle"),
            "/dripping": (response) => {
                response.writeHead(200);
                const drip = setInterval(() => response.write("."), 20);
                response.once("close", () => {
                    clearInterval(drip);
                });
            },
        });
    });
    after(() => server.close());

    const get = (path: string, options = {}, sum = SUM) =>
        downloadFile(`${server.url}${path}`, join(scratch(), "file"), sum, options);

    it("is there when its checksum is right, and counts its bytes", async () => {
        const seen: (number | undefined)[] = [];
        await get("/whole", {
            onBytes: (received: number, total: number | undefined) => {
                seen.splice(0, 2, received, total);
            },
        });
        expect(await readFile(join(scratch(), "file"))).to.deep.equal(BODY);
        expect(seen).to.deep.equal([BODY.length, BODY.length]);
        expect(await readdir(scratch())).to.deep.equal(["file"]);
    });

    it("follows redirections", async () => {
        await get("/moved");
        expect(await readdir(scratch())).to.deep.equal(["file"]);
    });

    const failures = [
        { path: "/missing", says: "got status 404" },
        { path: "/short", says: "ended after" },
        { path: "/circle", says: "redirections" },
        { path: "/silent", options: { idleMs: 200 }, says: "sent nothing for 0.2 s" },
        { path: "/stalling", options: { idleMs: 200 }, says: "of 300000 bytes" },
        { path: "/dripping", options: { totalMs: 300 }, says: "aborted due to timeout" },
    ];
    for (const { path, options, says } of failures) {
        it(`fails in time and leaves no file when the server answers ${path}`, async () => {
            const start = performance.now();
            expect((await rejection(get(path, options))).message).to.contain(says);
            expect(performance.now() - start).to.be.lessThan(3000);
            expect(await readdir(scratch())).to.deep.equal([]);
        });
    }

    it("fails when the checksum is another, naming both, and leaves no file", async () => {
        const other = "0".repeat(64);
        const { message } = await rejection(get("/whole", {}, other));
        expect(message).to.contain(SUM).and.to.contain(other);
        expect(await readdir(scratch())).to.deep.equal([]);
    });

    it("fails in time when a port takes connections and never answers", async () => {
        const mute = createServer();
        await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
        const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/x`;
        const reason = await rejection(downloadText(url, { idleMs: 200 }));
        expect(reason.message).to.contain("sent nothing");
        mute.close();
    });

    it("fails at once where nothing listens", async () => {
        const reason = await rejection(downloadText("http://127.0.0.1:1/x"));
        expect(reason.message).to.contain("ECONNREFUSED");
    });

    it("stops when it is told to, with the reason given", async () => {
        const stop = new AbortController();
        const loading = get("/stalling", { signal: stop.signal });
        setTimeout(() => {
            stop.abort(new Error("enough"));
        }, 100);
        expect((await rejection(loading)).message).to.equal("enough");
    });

    it("takes a short text and refuses a long one", async () => {
        expect(await downloadText(`${server.url}/whole`)).to.equal(BODY.toString());
        const long = await rejection(downloadText(`${server.url}/long`));
        expect(long.message).to.contain("expected a short text");
        const endless = downloadText(`${server.url}/dripping`, { totalMs: 200 });
        expect((await rejection(endless)).message).to.contain("timeout");
    });
});
