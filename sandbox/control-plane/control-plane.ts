/** A real Kubernetes API on this computer: etcd, kube-apiserver and kube-controller-manager on loopback. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import type { ControlPlaneBinaries } from "../setup/control-plane-binaries.ts";
import { apiRequest } from "./api-request.ts";
import type { ApiAccess } from "./api-request.ts";
import { startEtcd } from "./etcd.ts";
import type { GuardedProcess } from "./guarded-process.ts";
import { startApiserver } from "./kube-apiserver.ts";
import { controllersReady, startControllerManager } from "./kube-controller-manager.ts";
import { CONTEXT, writeKubeconfig } from "./kubeconfig.ts";
import { createSigningKey } from "./signing-key.ts";

/** What a control plane is started with. */
export interface ControlPlaneOptions {
    /** An existing folder; the control plane makes its own inside it and removes that when it stops. */
    readonly dir: string;
    readonly binaries: ControlPlaneBinaries;
    /** The `iss` of every service account token: an https URL that need not resolve. */
    readonly issuer: string;
    /** Gives the start up, and leaves nothing behind. */
    readonly signal?: AbortSignal;
}

/** The cluster's public keys, as `GET /openid/v1/jwks` gives them. */
export interface JsonWebKeySet {
    readonly keys: readonly Readonly<Record<string, string>>[];
}

/** A running Kubernetes API. */
export interface ControlPlane {
    /** Path of a kubeconfig with an administrator's credential in it. */
    readonly kubeconfig: string;
    readonly context: string;
    readonly server: string;
    readonly issuer: string;
    jwks(): Promise<JsonWebKeySet>;
    /** A real token made old, signed by the cluster's own key; undefined where that key is not ours. */
    readonly expiredCopy?: (token: string) => string;
    /** Stops in the right order and removes what it wrote. Idempotent, never throws. */
    stop(): Promise<void>;
}

/** Starts a control plane and waits until it and its controllers work. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
    options.signal?.throwIfAborted();
    const dir = await mkdtemp(join(options.dir, "control-plane-"));
    const running: GuardedProcess[] = [];
    const stop = async () => {
        for (let process = running.pop(); process !== undefined; process = running.pop()) {
            await process.stop();
        }
        await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    };
    try {
        return await start(options, dir, running, stop);
    } catch (reason) {
        await stop();
        throw reason;
    }
}

async function start(
    { binaries, issuer, signal }: ControlPlaneOptions,
    dir: string,
    running: GuardedProcess[],
    stop: () => Promise<void>,
): Promise<ControlPlane> {
    running.push(startEtcd(binaries.etcd, dir));
    const key = await createSigningKey(join(dir, "service-account.key"));
    const apiserver = await startApiserver({
        binary: binaries.kubeApiserver,
        dir,
        issuer,
        signingKeyFile: key.file,
        signal,
    });
    running.push(apiserver.process);
    const { access } = apiserver;
    const kubeconfig = join(dir, "kubeconfig");
    await writeKubeconfig(kubeconfig, access);
    const manager = startControllerManager(binaries.kubeControllerManager, dir, kubeconfig);
    running.push(manager);
    await Promise.all([publishIssuer(access), controllersReady(manager, access, signal)]);
    return {
        kubeconfig,
        context: CONTEXT,
        server: access.server,
        issuer,
        jwks: () => readJwks(access),
        expiredCopy: (token) => key.expiredCopy(token),
        stop,
    };
}

/** Lets STS, which has no identity in the cluster, read the discovery document and the keys. */
async function publishIssuer(access: ApiAccess): Promise<void> {
    const { status, body } = await apiRequest(
        access,
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        {
            method: "POST",
            body: {
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "ClusterRoleBinding",
                metadata: { name: "service-account-issuer-discovery-for-everyone" },
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "ClusterRole",
                    name: "system:service-account-issuer-discovery",
                },
                subjects: [
                    {
                        apiGroup: "rbac.authorization.k8s.io",
                        kind: "Group",
                        name: "system:unauthenticated",
                    },
                ],
            },
        },
    );
    if (status !== 201) {
        throw new Error(
            `expected the API server to take the binding of the issuer's discovery, got status ${status}: ${body}`,
        );
    }
}

async function readJwks(access: ApiAccess): Promise<JsonWebKeySet> {
    const { status, body } = await apiRequest(access, "/openid/v1/jwks");
    if (status !== 200) {
        throw new Error(
            `expected the cluster's keys at /openid/v1/jwks, got status ${status}: ${body}`,
        );
    }
    return JSON.parse(body) as JsonWebKeySet;
}
