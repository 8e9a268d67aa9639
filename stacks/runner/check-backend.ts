/** Tries a choice of backend and secrets provider, before anything depends on it. */
import { askBackend, type BackendIdentity } from "./backend-url.ts";
import { callPulumi } from "./command.ts";
import { type OpenProject, withProject } from "./open-stack.ts";
import { initStack, throwAway } from "./prepare-stack.ts";
import type { StackTarget } from "./target.ts";

/** Where a backend is, and as whom it is used. */
export type BackendCheck = BackendIdentity;

/** How to try. */
export interface CheckOptions {
    readonly root?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}

const PROBE = "check";

/**
 * Reaches the backend, and encrypts something with the secrets provider; makes no stack there. A backend that is a service keeps
 * secrets itself: then there is nothing to try, unless another provider is named.
 *
 * @throws RunnerError that tells what could not be reached or done
 */
export function checkBackend(
    target: Omit<StackTarget, "stack">,
    options: CheckOptions = {},
): Promise<BackendCheck> {
    return withProject(target, options, async (project) => {
        const { signal } = options;
        const identity = await askBackend(project.call, signal);
        await project.storage?.list(".pulumi/meta");
        const isService = /^https?:/.test(identity.url);
        if (target.secretsProvider !== undefined || !isService) {
            await tryEncryption(project, target.secretsProvider, signal);
        }
        return identity;
    });
}

async function tryEncryption(
    project: OpenProject,
    secretsProvider: string | undefined,
    signal: AbortSignal | undefined,
): Promise<void> {
    // Its own passphrase would hide that the user has none.
    const place = await throwAway(project, { passphrase: false });
    await initStack(place, { stack: PROBE, secretsProvider }, signal);
    await callPulumi(place.call, ["config", "set", "--stack", PROBE, "--secret", "probe", "text"], {
        doing: "encrypting with the secrets provider",
        signal,
    });
}
