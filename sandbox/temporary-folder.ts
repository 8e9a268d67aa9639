/** A folder for what a rehearsal writes, which goes with it. */
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of one's own. */
export interface TemporaryFolder {
    readonly path: string;
    /** Removes it with everything in it. Idempotent. */
    remove(): Promise<void>;
}

/** Makes a folder that only its owner can read. It goes with this process at the latest. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
    const path = await mkdtemp(join(tmpdir(), "tempo-sts-sandbox-"));
    const atExit = () => {
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    };
    process.once("exit", atExit);
    return {
        path,
        remove: async () => {
            await rm(path, { recursive: true, force: true, maxRetries: 3 });
            process.off("exit", atExit);
        },
    };
}
