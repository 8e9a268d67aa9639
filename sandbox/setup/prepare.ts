/** Everything the sandbox needs on this computer, got at once. */
import { ensureControlPlane } from "./control-plane-binaries.ts";
import type {
    ControlPlaneBinaries,
    ControlPlaneBinariesOptions,
} from "./control-plane-binaries.ts";
import type { Progress } from "./progress.ts";
import { ensurePython } from "./python-environment.ts";
import type { PythonEnvironmentOptions } from "./python-environment.ts";

/** What to prepare. */
export interface PrepareOptions {
    /** False where an existing cluster is used. */
    readonly needControlPlane: boolean;
    /** Lines about either; on a terminal each overwrites the one before. */
    readonly onProgress?: Progress | undefined;
    /** Gives it up, and leaves no process, no lock and nothing half made behind. */
    readonly signal?: AbortSignal | undefined;
    /** Root of the cache. @default `$XDG_CACHE_HOME/tempo-sts`, else `~/.cache/tempo-sts` */
    readonly root?: string | undefined;
    readonly python?: Pick<PythonEnvironmentOptions, "candidates" | "requirements">;
    readonly controlPlane?: Pick<ControlPlaneBinariesOptions, "env" | "release" | "build">;
}

/** What is there now. */
export interface Prepared {
    /** The emulator's Python. */
    readonly python: string;
    /** Undefined only where it was not needed. */
    readonly binaries: ControlPlaneBinaries | undefined;
}

/**
 * Gets the emulator's Python environment and the control plane's programs, side by side. When one cannot be had the
 * other is given up too, so that a missing Python is said at once and not after a build of minutes.
 *
 * @throws SetupProblem
 */
export async function prepareSandbox(options: PrepareOptions): Promise<Prepared> {
    const stop = new AbortController();
    const given = options.signal === undefined ? [] : [options.signal];
    const shared = { root: options.root, signal: AbortSignal.any([stop.signal, ...given]) };
    const { onProgress } = options;
    const python = ensurePython(onProgress, { ...options.python, ...shared });
    const binaries = options.needControlPlane
        ? ensureControlPlane(onProgress, { ...options.controlPlane, ...shared })
        : Promise.resolve(undefined);
    try {
        const [environment, programs] = await Promise.all([python, binaries]);
        return { python: environment.python, binaries: programs };
    } catch (reason) {
        stop.abort(reason);
        await Promise.allSettled([python, binaries]);
        throw reason;
    }
}
