/** The Python on this computer that can make an environment for the emulator. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { SetupProblem } from "./setup-problem.ts";

/** A Python that is new enough and has `venv` and `ensurepip`. */
export interface PythonInterpreter {
    readonly command: string;
    /** `3.12.1` */
    readonly version: string;
}

/** Tried in this order; of a command that several folders on PATH have only the first counts. */
const CANDIDATES = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
    "python",
    "/usr/bin/python3",
    "/usr/local/bin/python3",
    "/opt/homebrew/bin/python3",
];

const OLDEST = [3, 10] as const;

/** Isolated from the user's Python variables. Debian splits ensurepip off: a Python without it makes no environment. */
const PROBE = `
import sys
print("%d.%d.%d" % sys.version_info[:3])
print(sys.executable)
import ensurepip, venv
print("complete")
`;

/**
 * Finds one; a shim that leads nowhere and a Python that is too old are passed over.
 *
 * @throws SetupProblem that says what was found instead and what to install
 */
export async function findPython(
    candidates: readonly string[] = CANDIDATES,
): Promise<PythonInterpreter> {
    const found: string[] = [];
    for (const candidate of candidates) {
        const said = await probe(candidate);
        const [version, executable, complete] = said;
        if (version === undefined || executable === undefined) continue;
        if (!isNewEnough(version)) found.push(`${executable} is ${version}`);
        else if (complete === undefined) found.push(`${executable} has no venv or no ensurepip`);
        else return { command: executable, version };
    }
    const what = found.length === 0 ? "none" : [...new Set(found)].join(", ");
    throw new SetupProblem(
        `expected Python ${OLDEST.join(".")} or later with venv for the AWS emulator, found ${what}: install it (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python3)`,
    );
}

async function probe(candidate: string): Promise<string[]> {
    try {
        const { stdout } = await run(candidate);
        return stdout.trim().split("\n");
    } catch (reason) {
        const stdout = reason instanceof Error && "stdout" in reason ? String(reason.stdout) : "";
        return stdout === "" ? [] : stdout.trim().split("\n");
    }
}

function run(candidate: string) {
    return promisify(execFile)(candidate, ["-I", "-c", PROBE], { timeout: 10_000 });
}

function isNewEnough(version: string): boolean {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
