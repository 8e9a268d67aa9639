/** A real Kubernetes API on this computer: etcd, kube-apiserver and kube-controller-manager on loopback. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import type { JSONWebKeySet } from "jose";

import type { ControlPlaneBinaries } from "../setup/control-plane-binaries.ts";
import { startEtcd } from "./etcd.ts";
import { logTail } from "./guarded-process.ts";
import type { GuardedProcess } from "./guarded-process.ts";
import { publishIssuer, readJwks } from "./issuer-discovery.ts";
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
    /** Gives the start up, and leaves nothing behind. Once it has started, only `stop` ends it. */
    readonly signal?: AbortSignal | undefined;
    /** Where the API server's port comes from. @default the kernel */
    readonly nextPort?: (() => Promise<number>) | undefined;
}

/** A running Kubernetes API. */
export interface ControlPlane {
    /** Path of a kubeconfig with an administrator's credential in it. */
    readonly kubeconfig: string;
    /** The context to use in it. */
    readonly context: string;
    readonly server: string;
    readonly issuer: string;
    /** The keys that its service account tokens are verified with. */
    jwks(): Promise<JSONWebKeySet>;
    /**
     * A real token made old, signed by the cluster's own key, so that nothing but its time is wrong with it. Undefined
     * where that key is not ours.
     */
    readonly expiredCopy: ((token: string) => string) | undefined;
    /** Stops in the right order and removes what it wrote. Idempotent; never longer than half a minute. */
    stop(): Promise<void>;
}

/** Watches are open for as long as their clients like: they get this long to notice. */
const STOP_GRACE_MS = 5000;

/**
 * Starts a control plane and waits until it and its controllers work. Nothing of it outlives this process, however this
 * process ends.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
    options.signal?.throwIfAborted();
    const dir = await mkdtemp(join(options.dir, "control-plane-"));
    const running: GuardedProcess[] = [];
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= stopAll(running, dir));
    const given = new AbortController();
    const signals = options.signal === undefined ? [] : [options.signal];
    const signal = AbortSignal.any([given.signal, ...signals]);
    try {
        return await start({ ...options, signal }, dir, running, given, stop);
    } catch (reason) {
        // Where it was given up, the reason at hand says only that; and stopping ends etcd, which is no reason.
        const why: unknown = signal.aborted ? signal.reason : reason;
        await stop();
        throw why;
    }
}

async function start(
    { binaries, issuer, signal, nextPort }: ControlPlaneOptions,
    dir: string,
    running: GuardedProcess[],
    failing: AbortController,
    stop: () => Promise<void>,
): Promise<ControlPlane> {
    const etcd = startEtcd(binaries.etcd, dir);
    running.push(etcd);
    void etcd.exited.then(async ({ code }) => {
        const said = await logTail(etcd.logFile);
        failing.abort(
            new Error(
                `expected etcd to keep running, but it ended with code ${String(code)}: ${said}`,
            ),
        );
    });
    const key = await createSigningKey(join(dir, "service-account.key"));
    const apiserver = await startApiserver({
        binary: binaries.kubeApiserver,
        dir,
        issuer,
        signingKeyFile: key.file,
        signal,
        nextPort,
    });
    running.push(apiserver.process);
    const { access, ca, token } = apiserver;
    const kubeconfig = join(dir, "kubeconfig");
    await writeKubeconfig(kubeconfig, { server: access.server, ca, token });
    const manager = startControllerManager(binaries.kubeControllerManager, dir, kubeconfig);
    running.push(manager);
    await Promise.all([publishIssuer(access), controllersReady(manager, access, signal)]);
    return {
        kubeconfig,
        context: CONTEXT,
        server: access.server,
        issuer,
        jwks: () => readJwks(access),
        expiredCopy: (expiring) => key.expiredCopy(expiring),
        stop,
    };
}

/** The last started stops first: without etcd kube-apiserver would linger for minutes. */
async function stopAll(running: GuardedProcess[], dir: string): Promise<void> {
    for (let process = running.pop(); process !== undefined; process = running.pop()) {
        await process.stop(STOP_GRACE_MS);
    }
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}
