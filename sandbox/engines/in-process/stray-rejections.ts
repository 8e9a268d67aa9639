/** Owns the rejections that nobody handles inside of a run, and only those. */
import { AsyncLocalStorage } from "node:async_hooks";

/** Takes a rejection; true when it is the taker's. */
export type Taker = (reason: unknown) => boolean;

const takers = new AsyncLocalStorage<Taker>();
let users = 0;

/**
 * Runs the task so that rejections inside it which nobody handles go to the taker.
 *
 * The SDK rejects dozens of promises with one and the same error; by Node's default the first
 * one would end the process.
 */
export function withTaker<T>(taker: Taker, task: () => Promise<T>): Promise<T> {
    return takers.run(taker, task);
}

/** Listens until the returned function is called; to be held as long as a run may still reject. */
export function listen(): () => void {
    users++;
    if (!process.listeners("unhandledRejection").includes(onRejection)) {
        process.on("unhandledRejection", onRejection);
    }
    let done = false;
    return () => {
        if (done) return;
        done = true;
        if (--users === 0) process.off("unhandledRejection", onRejection);
    };
}

function onRejection(reason: unknown): void {
    if (takers.getStore()?.(reason) === true) return;
    // Not ours: other listeners have it too. Without any, it ends the process, as Node would have it.
    if (process.listenerCount("unhandledRejection") === 1) throw reason;
}
