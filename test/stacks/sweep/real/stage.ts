/** Stacks in a backend and in the sandbox's AWS, one by the engine and the others copied from it; and the verb that sweeps them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { run } from "../../../../cli/program.ts";
import { ROOMS, type Rooms } from "../../../../cli/rooms.ts";
import type { Lifetime } from "../../../../components/pure/lifetime/lifetime.ts";
import { choosePlugin } from "../../../../sandbox/engines/plugins.ts";
import { targetConfig } from "../../../../sandbox/engines/target-config.ts";
import { packageVersion } from "../../../../stacks/run/preflight/package-version.ts";
import { deployStack } from "../../../../stacks/runner/deploy.ts";
import type { StackTarget } from "../../../../stacks/runner/target.ts";
import type { SweepReport } from "../../../../stacks/sweep/report.ts";
import { NO_PLUGINS, targetOf } from "../../../sandbox/engines/real-cli.ts";
import { fakeIo } from "../../../support/fake-io.ts";
import { freshName } from "../../../support/sandbox.ts";
import { type EmulatedWorld, makeBucket, makeRole, openEmulated } from "../emulated.ts";
import { type Entries, ownerOf, PROJECT } from "../world.ts";

/** What the verb printed, and how it ended. */
export interface Swept {
    readonly code: number;
    readonly report: SweepReport;
    readonly error?: { readonly class: string; readonly message: string };
}

/** By key, wherever it has a text or a flag in a copy; what is undefined here is left out of it. */
export type Changes = Readonly<Record<string, string | boolean | undefined>>;

const STACKS = `.pulumi/stacks/${PROJECT}`;
const LOCKS = `.pulumi/locks/organization/${PROJECT}`;

type Local = Required<Pick<StackTarget, "plugins" | "env">>;

interface State {
    readonly checkpoint: {
        readonly latest: {
            readonly resources: readonly {
                readonly type: string;
                readonly inputs?: { bucket?: string; name?: string; tags?: Entries };
            }[];
        };
    };
}

/** What the suite works in. */
export class SweepStage {
    readonly world: EmulatedWorld;
    /** In the names of everything. */
    readonly id = freshName("rsw");
    readonly #root: string;
    readonly #local: Local;

    private constructor(world: EmulatedWorld, root: string, local: Local) {
        this.world = world;
        this.#root = root;
        this.#local = local;
    }

    static async open(): Promise<SweepStage> {
        const world = await openEmulated();
        const root = await mkdtemp(join(tmpdir(), "tempo-sts-real-sweep-"));
        for (const folder of ["backend", "program"]) await mkdir(join(root, folder));
        const project = {
            name: PROJECT,
            runtime: { name: "nodejs", options: { typescript: false } },
            main: fileURLToPath(new URL("program.ts", import.meta.url)),
        };
        await writeFile(join(root, "program", "Pulumi.yaml"), JSON.stringify(project));
        const needed = { name: "aws", title: "AWS", version: packageVersion("@pulumi/aws") };
        const { name, path, env } = await choosePlugin(needed, NO_PLUGINS);
        const own = {
            PULUMI_CONFIG_PASSPHRASE: "of the test",
            PULUMI_HOME: join(root, "home"),
            // Two dozen plugins are started.
            NODE_COMPILE_CACHE: join(root, "compile-cache"),
        };
        return new SweepStage(world, root, { plugins: [{ name, path }], env: { ...env, ...own } });
    }

    async close(): Promise<void> {
        this.world.close();
        await rm(this.#root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }

    /** The name of a stack, of its bucket and of its role. */
    named(what: string): string {
        return `${this.id}-${what}`;
    }

    /** The same the other way round: of a name its own part, of an ARN its kind too. */
    short(text: string): string {
        return text
            .replace("arn:aws:s3:::", "bucket ")
            .replace(/^arn:aws:iam::\d+:(\w+)\//, "$1 ")
            .replace(`${this.id}-`, "");
    }

    /** Makes a stack with the engine. */
    async deploy(what: string, lifetime: Lifetime): Promise<void> {
        const stack = this.named(what);
        const { namespace, buildNamespace } = ownerOf(stack);
        const config = { namespace, buildNamespace, ...this.#config("aws:") };
        await deployStack({
            ...{ stack, lifetime, config: Object.entries(config), ...this.#local },
            backend: this.#backend,
            programDir: join(this.#root, "program"),
        });
    }

    /** Makes a stack as another one is: copies its two files, and makes bucket and role with the tags that the copy tells. */
    async copy(from: string, what: string, changes: Changes = {}): Promise<void> {
        const [model, name] = [this.named(from), this.named(what)];
        const change = (key: string, value: unknown): unknown =>
            Object.hasOwn(changes, key) && typeof value !== "object" ? changes[key] : value;
        for (const ending of [".json", ".pulumi-tags"]) {
            const text = await readFile(this.#file(model, ending), "utf8");
            const copy: unknown = JSON.parse(text.replaceAll(model, name), change);
            await writeFile(this.#file(name, ending), JSON.stringify(copy));
        }
        const { checkpoint } = JSON.parse(
            await readFile(this.#file(name, ".json"), "utf8"),
        ) as State;
        for (const { type, inputs = {} } of checkpoint.latest.resources) {
            const { bucket = "", name: role = "", tags = {} } = inputs;
            if (type === "aws:s3/bucket:Bucket") await makeBucket(this.world, bucket, tags);
            if (type === "aws:iam/role:Role") await makeRole(this.world, role, tags);
        }
    }

    /** Locks a stack as an update does that this process runs. */
    async lock(what: string): Promise<void> {
        const path = join(this.#root, "backend", LOCKS, this.named(what), "a1b2c3.json");
        await mkdir(dirname(path), { recursive: true });
        const timestamp = new Date().toISOString();
        const lock = { pid: process.pid, username: "jane", hostname: hostname(), timestamp };
        await writeFile(path, JSON.stringify(lock));
    }

    /** The stacks that the backend has. */
    async stacks(): Promise<string[]> {
        const files = await readdir(join(this.#root, "backend", STACKS));
        return files
            .filter((file) => file.endsWith(".json"))
            .map((file) => this.short(file.slice(0, -".json".length)))
            .sort();
    }

    /** The stacks that are locked. */
    async locks(): Promise<string[]> {
        const files = await readdir(join(this.#root, "backend", LOCKS), { recursive: true });
        return files
            .filter((file) => file.endsWith(".json"))
            .map((file) => this.short(dirname(file)));
    }

    /** Runs the verb as a command line does; the sandbox's plugin stands in for AWS's, and things of other specs are not seen. */
    async sweep(...flags: string[]): Promise<Swept> {
        const settings = Object.entries(this.#config("")).flatMap(([key, value]) => [
            "--config",
            `${key}=${value}`,
        ]);
        const argv = ["sweep", "--backend", this.#backend, "--json", ...settings, ...flags];
        const io = fakeIo({ env: { PATH: process.env["PATH"] ?? "" }, folder: this.#root });
        const code = await run(argv, io, this.#rooms());
        return { ...(JSON.parse(io.printed.stdout) as Omit<Swept, "code">), code };
    }

    #rooms(): Rooms {
        const local = this.#local;
        return {
            ...ROOMS,
            listStacks: (target, options) => ROOMS.listStacks({ ...target, ...local }, options),
            showStack: (target, options) => ROOMS.showStack({ ...target, ...local }, options),
            destroyStack: (target, options) => ROOMS.destroyStack({ ...target, ...local }, options),
            inventory: async (request) =>
                (await ROOMS.inventory(request)).filter(({ name }) => name.includes(this.id)),
        };
    }

    /** Of the sandbox: only what begins so. */
    #config(beginning: string): Record<string, string> {
        const all = Object.entries(targetConfig(targetOf(this.world.sandbox)));
        return Object.fromEntries(all.filter(([key]) => key.startsWith(beginning)));
    }

    get #backend(): string {
        return pathToFileURL(join(this.#root, "backend")).href;
    }

    #file(stack: string, ending: string): string {
        return join(this.#root, "backend", STACKS, `${stack}${ending}`);
    }
}
