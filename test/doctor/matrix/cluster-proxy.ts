/** A proxy before the API server: what one stage's doctor is answered can be changed, and nobody else's. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent, request } from "node:https";
import { buffer, text } from "node:stream/consumers";

import { listAt, textAt } from "../../../stacks/cluster/answers.ts";

/** What is answered in place of the API server. */
export interface Reply {
    readonly status: number;
    /** Sent as JSON, a text as it is. */
    readonly body?: unknown;
}

/** One rule: a reply, `hang` for no answer at all, or undefined for the next rule. */
export type Rule = (path: string, method: string) => Reply | "hang" | undefined;

/** Changes what the API server says at a path. */
export type Rewrite = (path: string, body: unknown) => unknown;

/** What holds for one stage; both lists may grow while it is in use, and the last that was added goes first. */
export interface Rules {
    readonly rules: Rule[];
    readonly rewrites: Rewrite[];
    /** All paths that were asked for. */
    readonly asked: string[];
}

/** A listening proxy. */
export interface ClusterProxy {
    /** A kubeconfig that leads through it, and the rules for whoever uses that. */
    open(name: string): { readonly kubeconfig: string; readonly rules: Rules };
    stop(): Promise<void>;
}

/** Starts it. */
export async function startClusterProxy(kubeconfigFile: string): Promise<ClusterProxy> {
    const config: unknown = JSON.parse(await readFile(kubeconfigFile, "utf8"));
    const cluster = listAt(config, "clusters")[0];
    const upstream: Upstream = {
        server: textAt(cluster, "cluster", "server"),
        token: textAt(listAt(config, "users")[0], "user", "token"),
        agent: new Agent({
            keepAlive: true,
            maxSockets: 16,
            ca: Buffer.from(textAt(cluster, "cluster", "certificate-authority-data"), "base64"),
        }),
    };
    const opened = new Map<string, Rules>();
    const server = createServer((incoming, response) => {
        const [, name = "", path = "/"] = /^\/([^/]*)(\/.*)$/.exec(incoming.url ?? "") ?? [];
        const rules = opened.get(name);
        answer(incoming, response, path, rules, upstream).catch((error: unknown) => {
            response.writeHead(502).end(String(error));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return {
        open: (name) => {
            const rules: Rules = { rules: [], rewrites: [], asked: [] };
            opened.set(name, rules);
            return { kubeconfig: kubeconfigFor(`http://127.0.0.1:${port}/${name}`), rules };
        },
        stop: async () => {
            upstream.agent.destroy();
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

interface Upstream {
    readonly server: string;
    readonly token: string;
    readonly agent: Agent;
}

async function answer(
    incoming: IncomingMessage,
    response: ServerResponse,
    path: string,
    rules: Rules | undefined,
    upstream: Upstream,
): Promise<void> {
    const decoded = decodeURIComponent(path);
    rules?.asked.push(path);
    const reply =
        replyOf(decoded, incoming.method ?? "", rules?.rules ?? []) ??
        rewritten(decoded, await forward(incoming, path, upstream), rules?.rewrites ?? []);
    if (reply !== "hang") send(response, reply);
}

function replyOf(path: string, method: string, rules: readonly Rule[]): ReturnType<Rule> {
    for (const rule of rules.toReversed()) {
        const reply = rule(path, method);
        if (reply !== undefined) return reply;
    }
    return undefined;
}

function rewritten(
    path: string,
    { status, body }: { readonly status: number; readonly body: string },
    rewrites: readonly Rewrite[],
): Reply {
    if (status !== 200 || rewrites.length === 0 || !body.startsWith("{")) return { status, body };
    const before: unknown = JSON.parse(body);
    return { status, body: rewrites.reduce((seen, rewrite) => rewrite(path, seen), before) };
}

function send(response: ServerResponse, { status, body = "" }: Reply): void {
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
    response.end(status === 204 ? undefined : isText ? body : JSON.stringify(body));
}

async function forward(
    incoming: IncomingMessage,
    path: string,
    { server, token, agent }: Upstream,
): Promise<{ status: number; body: string }> {
    const sent = await buffer(incoming);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = request(`${server}${path}`, {
            method: incoming.method,
            agent,
            headers: {
                accept: incoming.headers.accept ?? "application/json",
                authorization: `Bearer ${token}`,
                ...(sent.length === 0
                    ? {}
                    : {
                          "content-type": incoming.headers["content-type"] ?? "application/json",
                          "content-length": sent.length,
                      }),
            },
        });
        outgoing.on("response", resolve).on("error", reject).end(sent);
    });
    return { status: response.statusCode ?? 0, body: await text(response) };
}

function kubeconfigFor(server: string): string {
    const name = "matrix";
    return JSON.stringify(
        {
            apiVersion: "v1",
            kind: "Config",
            "current-context": name,
            clusters: [{ name, cluster: { server, "insecure-skip-tls-verify": true } }],
            users: [{ name, user: { token: "of-the-proxy" } }],
            contexts: [{ name, context: { cluster: name, user: name } }],
        },
        null,
        1,
    );
}
