/** A backend, a program and plugins of one's own, in a temporary folder. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { readLocks, type StackLock } from "../../../../stacks/backend/stack-lock.ts";
import { openStorage } from "../../../../stacks/backend/storage.ts";
import type { StackTarget } from "../../../../stacks/runner/target.ts";
import { killTree } from "./kill.ts";
import { fileName } from "./world.ts";

export const PROJECT = "small";
const LOOK_MS = 20;

/** What a suite works in. */
export class SmallSetUp {
    readonly root: string;

    private constructor(root: string) {
        this.root = root;
    }

    /** Before there is one. */
    static readonly none = new SmallSetUp("/none");

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

    /** Of Pulumi. */
    get home(): string {
        return join(this.root, "home");
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
            env: {
                WORLD: this.world,
                PULUMI_CONFIG_PASSPHRASE: "of the test",
                PULUMI_HOME: this.home,
                ...more.env,
            },
            ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "env")),
        };
    }

    /** What is at this moment with this thing waits, until it is let go: `before-create x-bucket`, `hook x`. */
    async hold(moment: string, id: string): Promise<void> {
        await writeFile(this.#file(moment, id), "");
    }

    async letGo(moment: string, id: string): Promise<void> {
        await rm(this.#file(moment, id), { force: true });
    }

    /** What happened to a stack's things so far. */
    async said(stack: string): Promise<string[]> {
        const ids = [`${stack}-bucket`, `${stack}-role`, `ns/${stack}`, `hook ${stack}`];
        const isIts = (line: string): boolean => ids.some((id) => line.endsWith(` ${id}`));
        return (await this.#log()).filter(isIts);
    }

    /** The things of a stack that are there. */
    async things(stack: string): Promise<string[]> {
        const all = (await readdir(join(this.world, "things"))).map(decodeURIComponent);
        return all.filter((id) => new RegExp(`^(?:ns/)?${stack}(?:-|$)`).test(id)).sort();
    }

    /** Until this was said, this often. */
    async waitFor(line: string, times = 1): Promise<void> {
        const has = async (): Promise<boolean> =>
            (await this.#log()).filter((said) => said === line).length >= times;
        while (!(await has())) await pause(LOOK_MS);
    }

    /** Kills the CLI that holds the stack's lock. */
    async kill(stack: string): Promise<number> {
        const { pid } = await this.lock(stack);
        await killTree(pid);
        return pid;
    }

    async lock(stack: string): Promise<StackLock> {
        const storage = openStorage(this.backend);
        const locks =
            storage === undefined ? [] : await readLocks(storage, { project: PROJECT, stack });
        if (locks[0] === undefined) throw new Error(`expected a lock of ${stack}`);
        return locks[0];
    }

    remove(): Promise<void> {
        return rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }

    #file(moment: string, id: string): string {
        return join(this.world, `${moment} ${fileName(id)}`);
    }

    async #log(): Promise<string[]> {
        const file = join(this.world, "log");
        const text = existsSync(file) ? await readFile(file, "utf8") : "";
        return text.split("\n").filter((line) => line !== "");
    }
}
