/** Which versions the control plane has and what they are built from: read from the Go tools module, kept nowhere else. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { packageFile } from "./package-file.ts";

/** The pinned source. */
export interface ControlPlaneSource {
    /** Folder of the Go module. */
    readonly folder: string;
    /** Lowest Go version that builds it: `1.26.0`. */
    readonly go: string;
    /** `v1.36.3` */
    readonly kubernetes: string;
    /** `v3.6.8` */
    readonly etcd: string;
    /** go.mod and go.sum: they pin every byte of the source. */
    readonly content: readonly string[];
}

/** Reads the module that is part of this package. */
export async function controlPlaneSource(): Promise<ControlPlaneSource> {
    const folder = packageFile("sandbox/control-plane/go");
    const [module, sums] = await Promise.all([
        readFile(join(folder, "go.mod"), "utf8"),
        readFile(join(folder, "go.sum"), "utf8"),
    ]);
    return {
        folder,
        go: find(module, /^go (\S+)$/m, folder),
        kubernetes: find(module, /^\s*(?:require )?k8s\.io\/kubernetes (v\S+)/m, folder),
        etcd: find(module, /^\s*(?:require )?go\.etcd\.io\/etcd\/server\/v3 (v\S+)/m, folder),
        content: [module, sums],
    };
}

function find(module: string, pattern: RegExp, folder: string): string {
    const found = pattern.exec(module)?.[1];
    if (found === undefined) {
        throw new Error(`expected a line like ${String(pattern)} in ${folder}/go.mod, found none`);
    }
    return found;
}
