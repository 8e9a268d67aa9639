import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ClusterApi } from "../../../../sandbox/operator/cluster/cluster-api.ts";
import { follow, type Followed } from "../../../../sandbox/operator/cluster/follow.ts";
import { RESOURCES } from "../../../../sandbox/operator/cluster/objects.ts";
import { eventually } from "../waiting.ts";

/** An API server of a few lines, so that a test can say what it answers and when. */
describe("following objects", () => {
    let dir: string;
    let server: Server;
    let api: ClusterApi;
    let end: AbortController;
    let followed: Followed;
    let watches: ServerResponse[];
    let asked: URL[];
    let listed: { version: string; names: readonly string[] };
    let answerList: (response: ServerResponse) => boolean;
    const seen: string[] = [];
    const errors: string[] = [];

    beforeEach(async () => {
        watches = [];
        asked = [];
        listed = { version: "10", names: ["a", "b"] };
        answerList = () => false;
        seen.length = 0;
        errors.length = 0;
        end = new AbortController();
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-follow-"));
        server = createServer((request, response) => {
            const url = new URL(request.url ?? "/", "http://api");
            asked.push(url);
            response.setHeader("content-type", "application/json");
            if (url.searchParams.has("watch")) {
                response.flushHeaders();
                watches.push(response);
            } else if (!answerList(response)) {
                const { version, names } = listed;
                const items = names.map((name) => ({ metadata: { name, resourceVersion: "1" } }));
                response.end(JSON.stringify({ metadata: { resourceVersion: version }, items }));
            }
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = server.address();
        const port = typeof address === "object" ? address?.port : undefined;
        const kubeconfig = join(dir, "kubeconfig");
        const config = {
            apiVersion: "v1",
            kind: "Config",
            "current-context": "c",
            clusters: [
                {
                    name: "c",
                    cluster: {
                        server: `http://127.0.0.1:${port ?? 0}/prefix/`,
                        "insecure-skip-tls-verify": true,
                    },
                },
            ],
            users: [{ name: "u", user: { token: "secret" } }],
            contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
        };
        await writeFile(kubeconfig, JSON.stringify(config));
        api = await ClusterApi.connect({ kubeconfig });
        followed = follow({
            api,
            type: RESOURCES.ConfigMap,
            signal: end.signal,
            onChange: ({ kind, object }) => seen.push(`${kind} ${object.metadata.name}`),
            onError: (error) => errors.push(error.message),
        });
        await followed.ready;
    });

    afterEach(async () => {
        end.abort();
        await followed.ended;
        api.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await rm(dir, { recursive: true, force: true });
    });

    const watch = async (count: number): Promise<ServerResponse> => {
        await eventually(`watch ${count}`, async () => Promise.resolve(watches.length >= count));
        const response = watches[count - 1];
        if (!response) throw new Error("no such watch");
        return response;
    };
    const tell = (response: ServerResponse, type: string, object: unknown): void => {
        response.write(`${JSON.stringify({ type, object })}\n`);
    };
    const configMap = (name: string, resourceVersion: string) => ({
        kind: "ConfigMap",
        metadata: { name, resourceVersion },
    });
    const until = async (what: string): Promise<void> => {
        await eventually(what, async () => Promise.resolve(seen.includes(what)));
    };

    it("knows what is listed, and watches from there on, below the server's own path", async () => {
        await watch(1);
        expect(seen).to.deep.equal(["seen a", "seen b"]);
        expect(followed.all().map((one) => one.kind)).to.deep.equal(["ConfigMap", "ConfigMap"]);
        expect(asked.map((url) => url.pathname)).to.deep.equal([
            "/prefix/api/v1/configmaps",
            "/prefix/api/v1/configmaps",
        ]);
        expect(asked[1]?.searchParams.get("resourceVersion")).to.equal("10");
    });

    it("takes what is added, changed and deleted, and is told nothing new by a bookmark", async () => {
        const response = await watch(1);
        tell(response, "ADDED", configMap("c", "11"));
        tell(response, "BOOKMARK", { kind: "ConfigMap", metadata: { resourceVersion: "12" } });
        tell(response, "MODIFIED", configMap("c", "13"));
        tell(response, "DELETED", configMap("a", "14"));
        await until("gone a");
        expect(seen.slice(2)).to.deep.equal(["seen c", "seen c", "gone a"]);
        expect(followed.get("/c")?.metadata.resourceVersion).to.equal("13");
        expect(followed.get("/a")).to.equal(undefined);
        response.end();
        await watch(2);
        expect(asked.at(-1)?.searchParams.get("resourceVersion")).to.equal("14");
        expect(errors).to.deep.equal([]);
    });

    it("lists again when its place is too old, and tells of what has gone meanwhile", async () => {
        const response = await watch(1);
        listed = { version: "99", names: ["b", "d"] };
        tell(response, "ERROR", { kind: "Status", code: 410, reason: "Expired", message: "old" });
        response.end();
        await until("seen d");
        expect(seen.slice(2)).to.deep.equal(["gone a", "seen d"]);
        await watch(2);
        expect(asked.at(-1)?.searchParams.get("resourceVersion")).to.equal("99");
        expect(errors).to.deep.equal([]);
    });

    it("tells of an outage once, however often it tries, and comes back by itself", async () => {
        const response = await watch(1);
        tell(response, "ADDED", configMap("c", "11"));
        await until("seen c");
        let refused = 0;
        const listeners = server.listeners("request");
        server.removeAllListeners("request");
        server.on("request", (_, answer: ServerResponse) => {
            refused += 1;
            answer.writeHead(500).end("{}");
        });
        response.destroy();
        await eventually("three attempts", async () => Promise.resolve(refused >= 3));
        expect(errors).to.have.lengthOf(1);
        server.removeAllListeners("request");
        for (const listener of listeners) {
            server.on("request", (...args: unknown[]) => {
                Reflect.apply(listener, server, args);
            });
        }
        tell(await watch(2), "ADDED", configMap("e", "15"));
        await until("seen e");
        expect(errors).to.have.lengthOf(1);
    });

    it("tells of a line that it cannot read, and goes on", async () => {
        const response = await watch(1);
        response.write("no json\n");
        response.end();
        tell(await watch(2), "ADDED", configMap("f", "16"));
        await until("seen f");
        expect(errors.join()).to.match(/watch on configmaps broke/u);
    });

    it("ends when its signal fires, though the server would go on", async () => {
        await watch(1);
        const begun = performance.now();
        end.abort();
        await followed.ended;
        expect(performance.now() - begun).to.be.lessThan(500);
        expect(errors).to.deep.equal([]);
    });
});
