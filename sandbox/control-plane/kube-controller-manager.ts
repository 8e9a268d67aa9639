/** The kube-controller-manager of the local control plane: without it nothing is ever deleted. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { apiRequest } from "./api-request.ts";
import type { ApiAccess } from "./api-request.ts";
import { logTail, startGuarded } from "./guarded-process.ts";
import type { GuardedProcess } from "./guarded-process.ts";

/** No Job and no pod runs here, so their controllers stay off. */
const CONTROLLERS = [
    "namespace-controller",
    "garbage-collector-controller",
    "serviceaccount-controller",
    "clusterrole-aggregation-controller",
    "deployment-controller",
    "replicaset-controller",
    "statefulset-controller",
];

const READY_TIMEOUT_MS = 90_000;
const POLL_MS = 50;

/** Starts it; it waits for the server by itself. It opens no port. */
export function startControllerManager(
    binary: string,
    dir: string,
    kubeconfig: string,
): GuardedProcess {
    return startGuarded({
        command: binary,
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--controllers=${CONTROLLERS.join(",")}`,
            "--leader-elect=false",
            "--secure-port=0",
            "--profiling=false",
            "--kube-api-qps=500",
            "--kube-api-burst=1000",
        ],
        cwd: dir,
        logFile: join(dir, "kube-controller-manager.log"),
    });
}

/** Waits until the controllers work: they make the service account `default` of every namespace. */
export async function controllersReady(
    process: GuardedProcess,
    access: ApiAccess,
    signal: AbortSignal | undefined,
): Promise<void> {
    const path = "/api/v1/namespaces/default/serviceaccounts/default";
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
        signal?.throwIfAborted();
        if (process.exit !== undefined || Date.now() > deadline) {
            throw new Error(
                `expected kube-controller-manager to make the service account default/default within ${READY_TIMEOUT_MS / 1000} s, but it did not: ${await logTail(process.logFile)}`,
            );
        }
        const { status } = await apiRequest(access, path, { signal });
        if (status === 200) return;
        await sleep(POLL_MS, undefined, { signal });
    }
}
