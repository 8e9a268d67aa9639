/** Control planes for the specs of this folder. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { apiRequest, tokenAccess } from "../../../sandbox/control-plane/api-request.ts";
import type { ApiAccess } from "../../../sandbox/control-plane/api-request.ts";
import { startControlPlane } from "../../../sandbox/control-plane/control-plane.ts";
import type { ControlPlane } from "../../../sandbox/control-plane/control-plane.ts";
import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";

/** Nothing of that name resolves. */
export const ISSUER = "https://oidc.tempo-sts.test/control-plane-spec";

/** Set-up with a build from source included. */
export const START_TIMEOUT_MS = 20 * 60_000;

/** A control plane in a temporary folder. */
export interface ScratchCluster extends ControlPlane {
    readonly dir: string;
    readonly ca: string;
    /** As its administrator. */
    readonly access: ApiAccess;
}

/** Some JSON that the API server answered with. */
export interface Answer {
    readonly status: number;
    readonly json: Json;
}

/** Whatever a Kubernetes object holds. */
export interface Json {
    readonly [name: string]: Json;
}

let shared: Promise<ScratchCluster> | undefined;

/** One for all specs of this folder; what a spec makes in it, it removes or names so that no other minds. */
export function sharedCluster(): Promise<ScratchCluster> {
    return (shared ??= start());
}

// At the level of the root suite, because the file is loaded while no suite is open.
after("the shared control plane stops", async function () {
    this.timeout(60_000);
    const cluster = await shared?.catch(() => undefined);
    await cluster?.stop();
});

async function start(): Promise<ScratchCluster> {
    const binaries = await ensureControlPlane();
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-test-"));
    const plane = await startControlPlane({ dir, binaries, issuer: ISSUER });
    const { clusters, users } = JSON.parse(await readFile(plane.kubeconfig, "utf8")) as {
        clusters: [{ cluster: { server: string; "certificate-authority-data": string } }];
        users: [{ user: { token: string } }];
    };
    const { cluster } = clusters[0];
    const ca = Buffer.from(cluster["certificate-authority-data"], "base64").toString();
    return {
        ...plane,
        dir,
        ca,
        access: tokenAccess(cluster.server, ca, users[0].user.token),
        stop: async () => {
            await plane.stop();
            await rm(dir, { recursive: true, force: true });
        },
    };
}

/** Asks and parses. */
export async function ask(
    access: ApiAccess,
    method: string,
    path: string,
    body?: unknown,
): Promise<Answer> {
    const { status, body: text } = await apiRequest(access, path, { method, body });
    return { status, json: JSON.parse(text) as Json };
}

/** Makes an object; fails when it is not taken. */
export async function create(access: ApiAccess, path: string, body: unknown): Promise<Json> {
    const { status, json } = await ask(access, "POST", path, body);
    if (status !== 201) throw new Error(`expected ${path} to take it, got ${JSON.stringify(json)}`);
    return json;
}
