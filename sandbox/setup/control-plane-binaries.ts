/** The three programs of the local Kubernetes control plane: from the cache, a download or a build. */
import { access, constants } from "node:fs/promises";
import { join, resolve } from "node:path";

import { ensureCached } from "./cache.ts";
import type { CacheOptions } from "./cache.ts";
import { buildControlPlane } from "./control-plane-build.ts";
import type { BuildOptions } from "./control-plane-build.ts";
import { downloadControlPlane } from "./control-plane-release.ts";
import type { ReleaseOptions } from "./control-plane-release.ts";
import { controlPlaneSource } from "./control-plane-source.ts";
import type { ControlPlaneSource } from "./control-plane-source.ts";
import type { Progress } from "./progress.ts";
import { SetupProblem } from "./setup-problem.ts";

/** Absolute paths of the control plane's programs. */
export interface ControlPlaneBinaries {
    readonly etcd: string;
    readonly kubeApiserver: string;
    readonly kubeControllerManager: string;
}

/** How to get them. */
export interface ControlPlaneBinariesOptions extends Omit<CacheOptions, "onProgress"> {
    readonly env?: NodeJS.ProcessEnv;
    readonly release?: Omit<ReleaseOptions, "onProgress" | "signal">;
    readonly build?: Omit<BuildOptions, "onProgress" | "signal">;
}

/** Names a folder that holds the three programs already: then nothing else is looked at. */
export const CONTROL_PLANE_VARIABLE = "TEMPO_STS_CONTROL_PLANE";

const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;

/**
 * Finds the programs; downloads them when they are not in the cache, and builds them when they cannot be downloaded.
 *
 * @throws SetupProblem when there is no way: it says what was tried and what to install
 */
export async function ensureControlPlane(
    onProgress?: Progress,
    options: ControlPlaneBinariesOptions = {},
): Promise<ControlPlaneBinaries> {
    const given = (options.env ?? process.env)[CONTROL_PLANE_VARIABLE];
    if (given !== undefined && given !== "") return fromFolder(resolve(given));
    const source = await controlPlaneSource();
    const key = {
        name: "control-plane",
        content: [process.platform, process.arch, ...source.content],
        files: PROGRAMS,
    };
    const make = (folder: string) => obtain(source, folder, onProgress, options);
    return binariesIn(await ensureCached(key, make, { ...options, onProgress }));
}

function binariesIn(folder: string): ControlPlaneBinaries {
    return {
        etcd: join(folder, "etcd"),
        kubeApiserver: join(folder, "kube-apiserver"),
        kubeControllerManager: join(folder, "kube-controller-manager"),
    };
}

async function fromFolder(folder: string): Promise<ControlPlaneBinaries> {
    const missing: string[] = [];
    for (const program of PROGRAMS) {
        await access(join(folder, program), constants.X_OK).catch(() => missing.push(program));
    }
    if (missing.length > 0) {
        throw new SetupProblem(
            `expected ${PROGRAMS.join(", ")} as programs in ${folder} (${CONTROL_PLANE_VARIABLE}), found no ${missing.join(", no ")}: put them there or unset the variable`,
        );
    }
    return binariesIn(folder);
}

async function obtain(
    source: ControlPlaneSource,
    folder: string,
    onProgress: Progress | undefined,
    { signal, release, build }: ControlPlaneBinariesOptions,
): Promise<void> {
    const told = { onProgress, signal };
    let refusal: string;
    try {
        await downloadControlPlane(source, folder, { ...release, ...told });
        return;
    } catch (reason) {
        signal?.throwIfAborted();
        refusal = messageOf(reason);
    }
    onProgress?.(`no download (${refusal}): building with Go instead`);
    try {
        await buildControlPlane(source, folder, { ...build, ...told });
    } catch (cause) {
        signal?.throwIfAborted();
        throw new SetupProblem(
            `expected ${PROGRAMS.join(", ")} from a download or a build, but neither works: ${refusal}; ${messageOf(cause)}. Install Go from https://go.dev/dl, or name a folder that holds them in ${CONTROL_PLANE_VARIABLE}`,
            { cause },
        );
    }
}

function messageOf(reason: unknown): string {
    return reason instanceof Error ? reason.message : String(reason);
}
