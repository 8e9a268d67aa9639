/** Takes a lock away that nobody needs any more. */
import { describeLock, lockOwner, readLocks, type StackLock } from "../backend/stack-lock.ts";
import type { BackendStorage } from "../backend/storage.ts";
import { toRunnerError } from "./failures.ts";
import { holderOf } from "./live-process.ts";
import { openStack, type OpenStack, withProject } from "./open-stack.ts";
import type { StackTarget } from "./target.ts";

/** What became of the lock. */
export interface UnlockResult {
    readonly state: "none" | "released" | "refused";
    readonly lock?: StackLock;
    /** One sentence. */
    readonly why: string;
}

/** How to unlock. */
export interface UnlockOptions {
    /** The owner as shown: `user@host`. @default - only a dead process of this computer */
    readonly force?: string | undefined;
    /** @default - the computer's clock */
    readonly now?: Date | undefined;
    readonly root?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}

/**
 * Releases the lock of this computer's dead process without asking; another computer's only when its owner is named; that of a
 * process that lives on this computer never. Exactly the one lock goes, where Pulumi's own `cancel` deletes all.
 */
export function unlockStack(
    target: StackTarget,
    options: UnlockOptions = {},
): Promise<UnlockResult> {
    return withProject(target, options, async (project) => {
        const { storage } = project;
        const open = await openStack(project, target.stack);
        if (storage === undefined) return cancelUpdate(open, options);
        const locks = await readLocks(storage, open.place);
        const results: UnlockResult[] = [];
        for (const lock of locks) results.push(await release(storage, lock, options));
        // Two locks meet for a moment only; what stays is what has to be told.
        return (
            results.find(({ state }) => state === "refused") ??
            results.at(-1) ?? { state: "none", why: `The stack ${target.stack} has no lock.` }
        );
    });
}

async function release(
    storage: BackendStorage,
    lock: StackLock,
    { force, now = new Date() }: UnlockOptions,
): Promise<UnlockResult> {
    const [holder, owner] = [await holderOf(lock), lockOwner(lock)];
    const described = describeLock(lock, now);
    if (holder === "alive") {
        const why = `The process lives on this computer: ${described}. Wait for it, or stop it first.`;
        return { state: "refused", lock, why };
    }
    if (holder === "elsewhere" && force !== owner) {
        const given = force === undefined ? "" : ` Got --force ${force}.`;
        const why = `Whether the process lives cannot be seen from here: ${described}.${given} When it is gone for sure, give --force ${owner}.`;
        return { state: "refused", lock, why };
    }
    await storage.remove(lock.path);
    const reason = holder === "gone" ? "its process is gone" : "its owner was named";
    return { state: "released", lock, why: `Released, because ${reason}: ${described}.` };
}

/** A service keeps its own locks and tells nobody's name. */
async function cancelUpdate(open: OpenStack, { force }: UnlockOptions): Promise<UnlockResult> {
    const { name, backend } = open;
    if (force === undefined) {
        const why = `${backend} does not tell who updates a stack. When nobody does, give --force with your own name there: it runs \`pulumi cancel\`, which ends any update of the stack ${name}.`;
        return { state: "refused", why };
    }
    try {
        await open.stack.cancel();
    } catch (error) {
        const failure = toRunnerError(`unlocking the stack ${name}`, error, []);
        if (/no update|not (?:currently )?(?:being updated|in progress)/i.test(failure.message)) {
            return { state: "none", why: `No update of the stack ${name} is under way.` };
        }
        throw failure;
    }
    return { state: "released", why: `The update of the stack ${name} was cancelled.` };
}
