/** The three programs of the local Kubernetes control plane: where they come from and where they are kept. */
import { access, constants } from "node:fs/promises";
import { join } from "node:path";

/** Says what is being done, in one line; called again and again while something long goes on. */
export type Progress = (message: string) => void;

/** Absolute paths of the control plane's programs. */
export interface ControlPlaneBinaries {
    readonly etcd: string;
    readonly kubeApiserver: string;
    readonly kubeControllerManager: string;
}

/** Names the folder that holds `etcd`, `kube-apiserver` and `kube-controller-manager` already. */
export const BINARIES_VARIABLE = "TEMPO_STS_CONTROL_PLANE";

/** Finds the programs of the control plane, downloading or building them when they are not there yet. */
export async function ensureControlPlane(_onProgress?: Progress): Promise<ControlPlaneBinaries> {
    const folder = process.env[BINARIES_VARIABLE] ?? "";
    const binaries = {
        etcd: join(folder, "etcd"),
        kubeApiserver: join(folder, "kube-apiserver"),
        kubeControllerManager: join(folder, "kube-controller-manager"),
    };
    await Promise.all(Object.values(binaries).map((path) => access(path, constants.X_OK)));
    return binaries;
}
