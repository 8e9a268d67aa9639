/** The Python environment that the AWS emulator runs in: made once from requirements that are pinned by hash. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { logLines, runStep } from "./build-step.ts";
import { ensureCached } from "./cache.ts";
import type { CacheOptions } from "./cache.ts";
import { packageFile } from "./package-file.ts";
import { about, reporting, seconds } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { findPython } from "./python-interpreter.ts";
import type { PythonInterpreter } from "./python-interpreter.ts";
import { SetupProblem } from "./setup-problem.ts";

/** The environment. */
export interface PythonEnvironment {
    /** Absolute path of its interpreter, which sees the emulator's packages and no others. */
    readonly python: string;
}

/** How to get it. */
export interface PythonEnvironmentOptions extends Omit<CacheOptions, "onProgress"> {
    /** Commands to try. @default python3, python3.14 … python3.10 and the usual places */
    readonly candidates?: readonly string[];
    /** Path of the requirements. @default the package's own */
    readonly requirements?: string;
}

/** Measured with an empty pip cache. */
const EXPECTED_SECONDS = 20;
const COMPLAINT_LINES = 5;

/**
 * Finds the environment or makes it. pip's own settings count (`PIP_INDEX_URL`, `PIP_FIND_LINKS`, proxies,
 * certificates), as long as they do not say where to install.
 *
 * @throws SetupProblem when there is no Python for it, or pip cannot get a package
 */
export async function ensurePython(
    onProgress?: Progress,
    options: PythonEnvironmentOptions = {},
): Promise<PythonEnvironment> {
    const requirements = options.requirements ?? packageFile("sandbox/setup/requirements.txt");
    const key = {
        name: "python-environment",
        content: [process.platform, process.arch, await readFile(requirements, "utf8")],
        files: ["bin/python", "pyvenv.cfg"],
    };
    const make = (folder: string) => install(folder, requirements, onProgress, options);
    const folder = await ensureCached(key, make, { ...options, onProgress });
    return { python: join(folder, "bin", "python") };
}

async function install(
    folder: string,
    requirements: string,
    onProgress: Progress | undefined,
    options: PythonEnvironmentOptions,
): Promise<void> {
    const base = await findPython(options.candidates);
    const message = (elapsed: number) =>
        `installing the AWS emulator for Python ${base.version}: ${seconds(elapsed)} of ${about(EXPECTED_SECONDS)}`;
    await reporting(onProgress, message, async () => {
        for (const step of steps(folder, base, requirements)) {
            await runPython(step, folder, options.signal);
        }
    });
}

interface PythonStep {
    readonly what: string;
    readonly python: string;
    readonly args: readonly string[];
}

function steps(folder: string, base: PythonInterpreter, requirements: string): PythonStep[] {
    const python = join(folder, "bin", "python");
    const pip = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check"];
    const pinned = ["--require-hashes", "--only-binary=:all:", "--no-deps", "-r", requirements];
    return [
        { what: "python -m venv", python: base.command, args: ["-m", "venv", folder] },
        { what: "pip install", python, args: [...pip, ...pinned] },
    ];
}

async function runPython(
    step: PythonStep,
    folder: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    const logFile = join(folder, "install.log");
    const exit = await runStep(
        {
            command: step.python,
            args: ["-I", ...step.args],
            env: environment(),
            cwd: folder,
            logFile,
        },
        signal,
    );
    if (exit.code === 0) return;
    const said = complaint(await logLines(logFile));
    throw new SetupProblem(
        `expected ${step.what} to install the AWS emulator with ${step.python}, but it ended with code ${String(exit.code)}: ${said}. Set what pip needs to reach an index (PIP_INDEX_URL, PIP_FIND_LINKS, HTTPS_PROXY) and start again`,
    );
}

/** pip's first error and what it says about it. */
function complaint(log: readonly string[]): string {
    const first = log.findIndex((line) => line.startsWith("ERROR"));
    const lines = first === -1 ? log.slice(-1) : log.slice(first, first + COMPLAINT_LINES);
    const text = lines.map((line) => line.trim()).filter((line) => line !== "");
    return text.join(" ");
}

/** Everything that would put the packages elsewhere, or add requirements without a hash, is left out. */
function environment(): NodeJS.ProcessEnv {
    return {
        ...process.env,
        PIP_USER: "0",
        PIP_TARGET: undefined,
        PIP_PREFIX: undefined,
        PIP_ROOT: undefined,
        PIP_CONSTRAINT: undefined,
        PIP_REQUIREMENT: undefined,
        PIP_DRY_RUN: undefined,
    };
}
