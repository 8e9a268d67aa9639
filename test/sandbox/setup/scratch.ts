/** A temporary folder per test and small programs in it. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Gives a function that returns this test's own folder, which is removed afterwards. */
export function scratchFolder(): () => string {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "tempo-sts-test-"));
    });
    afterEach(async () => {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    });
    return () => folder;
}

/** Writes an executable shell script. */
export async function shellScript(path: string, body: string): Promise<string> {
    await writeFile(path, `#!/bin/sh\n${body}\n`);
    await chmod(path, 0o755);
    return path;
}

/** The rejection of a promise that has to fail. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
    try {
        await promise;
    } catch (reason) {
        if (reason instanceof Error) return reason;
        throw new Error(`expected an Error, got ${String(reason)}`, { cause: reason });
    }
    throw new Error("expected a rejection, got a result");
}

/** Root of the checkout. */
export const CHECKOUT = dirname(dirname(dirname(import.meta.dirname)));
