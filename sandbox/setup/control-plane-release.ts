/** The control plane as its makers release it: programs for Linux, each with its checksum. */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";

import { extractProgram } from "./archive.ts";
import type { ControlPlaneSource } from "./control-plane-source.ts";
import { downloadFile, downloadText } from "./download.ts";
import type { DownloadOptions } from "./download.ts";
import { reporting, seconds } from "./progress.ts";
import type { Progress } from "./progress.ts";

/** Where the releases are. */
export interface ReleaseSites {
    /** @default "https://dl.k8s.io" */
    readonly kubernetes: string;
    /** @default "https://github.com/etcd-io/etcd/releases/download" */
    readonly etcd: string;
}

const SITES: ReleaseSites = {
    kubernetes: "https://dl.k8s.io",
    etcd: "https://github.com/etcd-io/etcd/releases/download",
};

/** Node's names of processors → Go's, for those that both projects release for. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/** What to download and how long to try. */
export interface ReleaseOptions extends Pick<DownloadOptions, "signal" | "idleMs" | "totalMs"> {
    readonly onProgress?: Progress | undefined;
    readonly sites?: ReleaseSites | undefined;
    /** @default `process.platform` */
    readonly platform?: NodeJS.Platform | undefined;
}

/** Puts the three programs into `folder`. The first thing that goes wrong ends it. */
export async function downloadControlPlane(
    source: ControlPlaneSource,
    folder: string,
    options: ReleaseOptions = {},
): Promise<void> {
    const platform = options.platform ?? process.platform;
    const architecture = ARCHITECTURES[process.arch];
    if (platform !== "linux" || architecture === undefined) {
        throw new Error(`there is no release of kube-apiserver for ${platform} on ${process.arch}`);
    }
    const stop = new AbortController();
    const signals = options.signal === undefined ? [] : [options.signal];
    const received = new Map<string, number>();
    const transfer: Transfer = {
        ...options,
        sites: options.sites ?? SITES,
        signal: AbortSignal.any([stop.signal, ...signals]),
        note: (name, bytes) => received.set(name, bytes),
    };
    const message = (elapsed: number) =>
        `downloading Kubernetes ${source.kubernetes} and etcd ${source.etcd}: ${megabytes(received)} MB after ${seconds(elapsed)}`;
    const work = [
        kubernetesProgram("kube-apiserver", source.kubernetes, architecture, folder, transfer),
        kubernetesProgram(
            "kube-controller-manager",
            source.kubernetes,
            architecture,
            folder,
            transfer,
        ),
        etcdProgram(source.etcd, architecture, folder, transfer),
    ];
    try {
        await reporting(options.onProgress, message, () => Promise.all(work));
    } catch (reason) {
        stop.abort(reason);
        await Promise.allSettled(work);
        throw reason;
    }
}

interface Transfer extends ReleaseOptions {
    readonly sites: ReleaseSites;
    readonly note: (name: string, bytes: number) => void;
}

async function kubernetesProgram(
    name: string,
    version: string,
    architecture: string,
    folder: string,
    transfer: Transfer,
): Promise<void> {
    const url = `${transfer.sites.kubernetes}/${version}/bin/linux/${architecture}/${name}`;
    const sum = checksum(await downloadText(`${url}.sha256`, transfer), `${url}.sha256`);
    const target = join(folder, name);
    await downloadFile(url, target, sum, { ...transfer, onBytes: noting(name, transfer) });
    await chmod(target, 0o755);
}

async function etcdProgram(
    version: string,
    architecture: string,
    folder: string,
    transfer: Transfer,
): Promise<void> {
    const release = `etcd-${version}-linux-${architecture}`;
    const site = `${transfer.sites.etcd}/${version}`;
    const sums = await downloadText(`${site}/SHA256SUMS`, transfer);
    const line = sums.split("\n").find((text) => text.trim().endsWith(` ${release}.tar.gz`));
    const sum = checksum(line ?? "", `the line of ${release}.tar.gz in ${site}/SHA256SUMS`);
    const archive = join(folder, `${release}.tar.gz`);
    await downloadFile(`${site}/${release}.tar.gz`, archive, sum, {
        ...transfer,
        onBytes: noting("etcd", transfer),
    });
    await extractProgram(archive, `${release}/etcd`, join(folder, "etcd"));
    await rm(archive);
}

function checksum(text: string, place: string): string {
    const found = /^[0-9a-f]{64}\b/i.exec(text.trim())?.[0];
    if (found === undefined) throw new Error(`expected a SHA-256 in ${place}, found none`);
    return found.toLowerCase();
}

function noting(name: string, transfer: Transfer) {
    return (bytes: number) => {
        transfer.note(name, bytes);
    };
}

function megabytes(received: ReadonlyMap<string, number>): number {
    return Math.round([...received.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000_000);
}
