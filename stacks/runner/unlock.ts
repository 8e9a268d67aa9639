/** Takes a lock away that nobody needs any more. */
import type { StackLock } from "../backend/stack-lock.ts";
import type { StackTarget } from "./target.ts";

/** What became of the lock. */
export interface UnlockResult {
    readonly state: "none" | "released" | "refused";
    readonly lock?: StackLock;
    /** One sentence. */
    readonly why: string;
}

/** Releases the lock of this computer's dead process; another's only when its owner is named. */
export function unlockStack(
    target: StackTarget,
    options: {
        /** The owner as shown: `user@host`. @default - only a dead process of this computer */
        readonly force?: string | undefined;
        /** @default - the computer's clock */
        readonly now?: Date | undefined;
        readonly root?: string | undefined;
    } = {},
): Promise<UnlockResult> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
