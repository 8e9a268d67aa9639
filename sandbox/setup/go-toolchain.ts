/** The Go on this computer, and whether it can build a module that asks for a newer one. */
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";

/** A Go that can build the module. */
export interface GoToolchain {
    readonly command: string;
    /** `1.26.8` */
    readonly version: string;
    /** True when this Go fetches the version that the module asks for by itself. */
    readonly fetchesNewer: boolean;
}

/** Since then a Go downloads the toolchain that a module asks for. */
const FIRST_SELF_UPDATING = "1.21.0";

/** Its installer puts it there, and many a shell does not look there. */
const CANDIDATES = ["go", "/usr/local/go/bin/go"];

/** Finds a Go, and says in the error what there is instead. */
export async function findGo(
    required: string,
    candidates: readonly string[] = CANDIDATES,
): Promise<GoToolchain> {
    const found: string[] = [];
    for (const command of candidates) {
        const version = await versionOf(command);
        if (version === undefined) continue;
        if (!olderThan(version, required)) return { command, version, fetchesNewer: false };
        if (!olderThan(version, FIRST_SELF_UPDATING)) {
            return { command, version, fetchesNewer: true };
        }
        found.push(`${command} is ${version}`);
    }
    const what = found.length === 0 ? "there is none on PATH" : found.join(" and ");
    throw new Error(`a build needs Go ${FIRST_SELF_UPDATING} or later, and ${what}`);
}

async function versionOf(command: string): Promise<string | undefined> {
    try {
        const { stdout } = await promisify(execFile)(command, ["env", "GOVERSION"], {
            cwd: tmpdir(),
            timeout: 20_000,
            env: { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly", GOWORK: "off" },
        });
        const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1];
        return version?.split(".").length === 2 ? `${version}.0` : version;
    } catch {
        return undefined; // not there, or a shim that leads nowhere: the next candidate
    }
}

function olderThan(version: string, other: string): boolean {
    const [left, right] = [version, other].map((text) => text.split(".").map(Number));
    for (let at = 0; at < 3; at++) {
        const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
        if (difference !== 0) return difference < 0;
    }
    return false;
}
