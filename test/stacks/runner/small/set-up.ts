/** A backend, a program and plugins of one's own, in a temporary folder. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { readLocks } from "../../../../stacks/backend/stack-lock.ts";
import { openStorage } from "../../../../stacks/backend/storage.ts";
import type { StackTarget } from "../../../../stacks/runner/target.ts";

export const PROJECT = "small";
const LOOK_MS = 20;

/** What a suite works in. */
export class SmallSetUp {
    readonly root: string;

    private constructor(root: string) {
        this.root = root;
    }

    static async make(): Promise<SmallSetUp> {
        const setUp = new SmallSetUp(await mkdtemp(join(tmpdir(), "tempo-sts-small-")));
        for (const folder of [
            "backend",
            "program",
            "world/things",
            "plugins/aws",
            "plugins/kubernetes",
        ]) {
            await mkdir(join(setUp.root, folder), { recursive: true });
        }
        const project = {
            name: PROJECT,
            runtime: { name: "nodejs", options: { typescript: false } },
            main: fileURLToPath(new URL("program.ts", import.meta.url)),
            stackConfigDir: "config",
        };
        await writeFile(join(setUp.root, "program", "Pulumi.yaml"), JSON.stringify(project));
        const plugin = fileURLToPath(new URL("plugin.ts", import.meta.url));
        for (const name of ["aws", "kubernetes"]) {
            const command = `exec "${process.execPath}" "${plugin}" ${name} "${setUp.world}" "$@"`;
            const path = join(setUp.root, "plugins", name, `pulumi-resource-${name}`);
            await writeFile(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
        }
        return setUp;
    }

    get world(): string {
        return join(this.root, "world");
    }

    get backend(): string {
        return `file://${join(this.root, "backend")}`;
    }

    /** A stack, and with it everything that has its name. */
    target(stack: string, more: Partial<StackTarget> = {}): StackTarget {
        return {
            stack,
            backend: this.backend,
            programDir: join(this.root, "program"),
            config: [["name", stack]],
            plugins: ["aws", "kubernetes"].map((name) => ({
                name,
                path: join(this.root, "plugins", name),
            })),
            env: { WORLD: this.world, PULUMI_CONFIG_PASSPHRASE: "of the test", ...more.env },
            ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "env")),
        };
    }

    /** Everything of that moment waits, until it is let go. */
    async hold(moment: string): Promise<void> {
        await writeFile(join(this.world, moment), "");
    }

    async letGo(moment: string): Promise<void> {
        await rm(join(this.world, moment), { force: true });
    }

    async failOnce(name: string, ...reasons: string[]): Promise<void> {
        await writeFile(join(this.world, `fail-${name}`), reasons.join("\n"));
    }

    /** What happened since the last call. */
    async said(): Promise<string[]> {
        const file = join(this.world, "log");
        if (!existsSync(file)) return [];
        const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
        await rm(file);
        return lines;
    }

    async things(): Promise<string[]> {
        return (await readdir(join(this.world, "things"))).map(decodeURIComponent).sort();
    }

    async waitFor(line: string): Promise<void> {
        const file = join(this.world, "log");
        for (;;) {
            const text = existsSync(file) ? await readFile(file, "utf8") : "";
            if (text.split("\n").includes(line)) return;
            await pause(LOOK_MS);
        }
    }

    /** Kills the CLI that holds the stack's lock, as the kernel does when memory runs out. */
    async kill(stack: string): Promise<number> {
        const storage = openStorage(this.backend);
        if (storage === undefined) throw new Error("expected a storage");
        const [lock] = await readLocks(storage, { project: PROJECT, stack });
        if (lock === undefined) throw new Error(`expected a lock of ${stack}`);
        process.kill(lock.pid, "SIGKILL");
        return lock.pid;
    }

    remove(): Promise<void> {
        return rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}
