/** What the folder's git repository and the computer tell where no CI does. */
import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";

import { cleaned, known, type Origin } from "./ci-environment.ts";

const GIT_TIMEOUT_MS = 5_000;

/** Branch, commit and user. Where there is no git, no repository or no commit, the user alone; never rejects. */
export async function localOrigin(
    folder: string,
    env: Readonly<Record<string, string | undefined>>,
): Promise<Origin> {
    const [branch, commit] = await Promise.all([
        revParse(["--abbrev-ref", "HEAD"], folder, env),
        revParse(["HEAD"], folder, env),
    ]);
    return known({
        // What git says where a commit is checked out and no branch.
        branch: branch === "HEAD" ? undefined : branch,
        commit: cleaned(commit),
        owner: cleaned(userName(env)),
    });
}

async function revParse(
    args: readonly string[],
    folder: string,
    env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
    try {
        const options = { cwd: folder, env: { ...env }, timeout: GIT_TIMEOUT_MS };
        const { stdout } = await promisify(execFile)("git", ["rev-parse", ...args], options);
        return stdout.replace(/\n$/u, "") || undefined;
    } catch {
        // Not a repository, no commit yet, no git: all of them are usual.
        return undefined;
    }
}

/** In a container of OpenShift the user is a number that no file gives a name to. */
function userName(env: Readonly<Record<string, string | undefined>>): string {
    try {
        return userInfo().username;
    } catch {
        return env["USER"] ?? env["LOGNAME"] ?? `uid-${process.getuid?.() ?? "unknown"}`;
    }
}
