/** A fake of Pulumi's CLI in a folder of its own, for `PulumiCommand.get({ root })`. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import type { StackTarget } from "../../../../stacks/runner/target.ts";

/** What the fake says to one call. */
export interface FakeAnswer {
    readonly stdout?: string;
    readonly stderr?: string;
    /** The exit code. */
    readonly code?: number;
    /** Events of the engine. */
    readonly events?: readonly object[];
    /** Does not end until it is asked to. */
    readonly forever?: boolean;
}

/** How the fake was called. */
export interface FakeCall {
    /** Verb and noun: `up`, `stack init`, `stack tag set` … */
    readonly call: string;
    readonly argv: readonly string[];
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
}

/** The fake, with a program and a backend's folder beside it. */
export class FakeCli {
    readonly root: string;

    private constructor(root: string) {
        this.root = root;
    }

    static async install(): Promise<FakeCli> {
        const fake = new FakeCli(await mkdtemp(join(tmpdir(), "tempo-sts-fake-cli-")));
        const script = fileURLToPath(new URL("pulumi.ts", import.meta.url));
        await fake.write("bin/pulumi", `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
        await fake.write("bin/pulumi-language-nodejs", "#!/bin/sh\n");
        for (const name of ["pulumi", "pulumi-language-nodejs"]) {
            await chmod(join(fake.root, "bin", name), 0o755);
        }
        const project = { name: "fake", runtime: "nodejs", main: "index.ts" };
        await fake.write("program/Pulumi.yaml", JSON.stringify(project));
        await mkdir(join(fake.root, "backend"));
        return fake;
    }

    target(more: Partial<StackTarget> = {}): StackTarget {
        return {
            stack: "dev",
            backend: `file://${join(this.root, "backend")}`,
            programDir: join(this.root, "program"),
            env: { FAKE_PULUMI: this.root },
            ...more,
        };
    }

    /** Answers to this call, one after the other; then the usual ones. */
    async answer(call: string, ...answers: FakeAnswer[]): Promise<void> {
        await this.write(`answers ${call}`, JSON.stringify(answers));
    }

    async calls(): Promise<FakeCall[]> {
        const text = await readFile(join(this.root, "calls"), "utf8").catch(() => "");
        const lines = text.split("\n").filter((line) => line !== "");
        return lines.map((line) => JSON.parse(line) as FakeCall);
    }

    /** The file in the fake's folder, once it is there. */
    async said(name: string): Promise<string> {
        for (;;) {
            const text = await readFile(join(this.root, name), "utf8").catch(() => undefined);
            if (text !== undefined) return text;
            await pause(10);
        }
    }

    async write(path: string, text: string): Promise<void> {
        await mkdir(dirname(join(this.root, path)), { recursive: true });
        await writeFile(join(this.root, path), text);
    }

    remove(): Promise<void> {
        return rm(this.root, { recursive: true, force: true });
    }
}
