/** The control plane built from source with Go: every byte of it pinned by go.sum. */
import { rename, rm } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";

import { logLines, runStep } from "./build-step.ts";
import type { ControlPlaneSource } from "./control-plane-source.ts";
import { findGo } from "./go-toolchain.ts";
import type { GoToolchain } from "./go-toolchain.ts";
import { about, reporting, seconds } from "./progress.ts";
import type { Progress } from "./progress.ts";

/** How to build. */
export interface BuildOptions {
    readonly onProgress?: Progress | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Names of Go programs to try. @default `go` on PATH, then its usual place */
    readonly goCandidates?: readonly string[] | undefined;
}

const ETCD = "go.etcd.io/etcd/server/v3";
const PACKAGES = [
    ETCD,
    "k8s.io/kubernetes/cmd/kube-apiserver",
    "k8s.io/kubernetes/cmd/kube-controller-manager",
];

/** Measured: user and system time of a build with an empty build cache. Only estimates depend on these three. */
const CPU_SECONDS = 500;
/** Packages that the three programs are made of, the standard library's included. */
const PACKAGE_COUNT = 2520;
/** The last packages are the largest: half of them are there after a third of the time. */
const SLOWING_DOWN = 1.5;
/** The largest packages take that much to compile, and so does linking kube-apiserver. */
const MEMORY_PER_JOB = 1.5e9;

/** Puts the three programs into `folder`. */
export async function buildControlPlane(
    source: ControlPlaneSource,
    folder: string,
    options: BuildOptions = {},
): Promise<void> {
    const go = await findGo(source.go, options.goCandidates);
    const jobs = parallelJobs();
    const logFile = join(folder, "build.log");
    const command = {
        command: go.command,
        args: buildArguments(source, folder, jobs),
        env: buildEnvironment(go),
        cwd: source.folder,
        logFile,
    };
    const say = (elapsed: number) => describe(source, logFile, elapsed, jobs);
    const exit = await reporting(options.onProgress, say, () => runStep(command, options.signal));
    if (exit.code !== 0) throw new Error(await failure(logFile, go, exit.code));
    await rename(join(folder, "server"), join(folder, "etcd"));
    await rm(logFile);
}

function parallelJobs(): number {
    const limit = process.constrainedMemory();
    const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
    return Math.max(1, Math.min(availableParallelism(), Math.floor(memory / MEMORY_PER_JOB)));
}

function buildArguments(source: ControlPlaneSource, folder: string, jobs: number): string[] {
    const version = "k8s.io/component-base/version";
    const [major, minor] = source.kubernetes.slice(1).split(".");
    const linked = [
        `${version}.gitVersion=${source.kubernetes}`,
        `${version}.gitMajor=${major}`,
        `${version}.gitMinor=${minor}`,
        `${version}.gitTreeState=clean`,
    ];
    return [
        "build",
        "-v",
        `-p=${jobs}`,
        "-mod=readonly",
        "-trimpath",
        "-buildvcs=false",
        `-ldflags=-s -w ${linked.map((variable) => `-X ${variable}`).join(" ")}`,
        "-o",
        `${folder}/`,
        ...PACKAGES,
    ];
}

/** Where modules come from is the user's business (GOPROXY and the like); how this one is built is not. */
function buildEnvironment(go: GoToolchain): NodeJS.ProcessEnv {
    return {
        ...process.env,
        GOOS: undefined,
        GOARCH: undefined,
        GOEXPERIMENT: undefined,
        GOTOOLCHAIN: go.fetchesNewer ? "auto" : "local",
        GOFLAGS: "-mod=readonly",
        GOWORK: "off",
        GO111MODULE: "on",
        CGO_ENABLED: "0",
    };
}

async function describe(
    source: ControlPlaneSource,
    logFile: string,
    elapsed: number,
    jobs: number,
): Promise<string> {
    const log = await logLines(logFile).catch(() => [""]); // not written to yet, or just removed
    const what = `building Kubernetes ${source.kubernetes} and etcd ${source.etcd} with Go`;
    const compiled = log.filter((line) => /^[\w.-]+(\/[\w.~-]+)*$/.test(line)).length;
    const last = log.at(-1) ?? "";
    const fetching = compiled === 0 && last.startsWith("go: downloading");
    const done = fetching ? last.slice(4) : `${compiled} packages`;
    return `${what}: ${done} after ${seconds(elapsed)}, ${rest(compiled, elapsed, jobs)}`;
}

/** Begins with what was measured elsewhere and goes over, bit by bit, to how fast it is here and now. */
function rest(compiled: number, elapsed: number, jobs: number): string {
    const share = Math.min(1, compiled / PACKAGE_COUNT) ** SLOWING_DOWN;
    const trust = Math.min(1, 4 * share);
    const here = share > 0 ? elapsed / share : 0;
    const left = (1 - trust) * (CPU_SECONDS / jobs) + trust * here - elapsed;
    if (share > 0.95) return "nearly done";
    return left > 0 ? `${about(left)} left` : "longer than expected";
}

async function failure(logFile: string, go: GoToolchain, code: number | null): Promise<string> {
    const said = (await logLines(logFile)).filter((line) => /[\s:]/.test(line)).slice(-3);
    return `go build (Go ${go.version}) ended with code ${String(code)}: ${said.join("; ")}`;
}
