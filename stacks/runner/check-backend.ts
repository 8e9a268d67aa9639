/** Tries a choice of backend and secrets provider, before anything depends on it. */
import type { StackTarget } from "./target.ts";

/** Where a backend is, and as whom it is used. */
export interface BackendCheck {
    readonly url: string;
    readonly user?: string;
}

/** Reaches the backend, and encrypts with the secrets provider; leaves nothing behind. @throws RunnerError */
export function checkBackend(
    target: StackTarget,
    options: { readonly root?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<BackendCheck> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
