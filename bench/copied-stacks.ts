/** A `file://` backend with many stacks: one made by Pulumi's own CLI, the others copied from it on disk. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { stackTags, timeTag } from "../components/pure/lifetime/lifetime.ts";
import { PROJECT } from "../stacks/settings/project.ts";

const FIRST = "first";
/** As many as a stack of ours has, and as large: 66 KB together. */
const RESOURCES = 21;
const RESOURCE_CHARACTERS = 2750;
const HOUR = 3_600_000;

/** What is in the backend. */
export interface CopiedStacks {
    readonly backend: string;
    /** What the CLI and its users need of the environment. */
    readonly env: Readonly<Record<string, string>>;
    /** How large the state of one is. */
    readonly bytes: number;
}

/** Makes them in an empty folder, of one account. Every second one has expired. */
export async function copiedStacks(
    dir: string,
    count: number,
    accountId: string,
): Promise<CopiedStacks> {
    const folder = join(dir, "backend");
    const project = join(dir, "project");
    await mkdir(folder);
    await mkdir(project);
    await writeFile(join(project, "Pulumi.yaml"), `name: ${PROJECT}\nruntime: nodejs\n`);
    const backend = pathToFileURL(folder).href;
    const env = {
        PULUMI_BACKEND_URL: backend,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_HOME: join(dir, "home"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const pulumi = async (...args: string[]): Promise<void> => {
        await promisify(execFile)("pulumi", [...args, "--stack", FIRST, "--non-interactive"], {
            cwd: project,
            env: { ...process.env, ...env },
        });
    };
    await pulumi("stack", "init");
    await pulumi("stack", "export", "--file", "state.json");
    const exported = JSON.parse(await readFile(join(project, "state.json"), "utf8")) as {
        deployment: { resources?: unknown };
    };
    exported.deployment.resources = resources();
    await writeFile(join(project, "state.json"), JSON.stringify(exported));
    await pulumi("stack", "import", "--file", "state.json");
    await pulumi("stack", "tag", "set", "tempo-sts:owner", "bench");
    const stacks = join(folder, ".pulumi", "stacks", PROJECT);
    const state = await readFile(join(stacks, `${FIRST}.json`), "utf8");
    const tags = await readFile(join(stacks, `${FIRST}.pulumi-tags`), "utf8");
    for (let index = 0; index < count - 1; index += 1) {
        const name = `branch-${index}`;
        const copy = state
            .replaceAll(`/${FIRST}"`, `/${name}"`)
            .replaceAll(`:${FIRST}::`, `:${name}::`);
        await writeFile(join(stacks, `${name}.json`), copy);
        await writeFile(
            join(stacks, `${name}.pulumi-tags`),
            withTags(tags, tagsOf(index, accountId)),
        );
    }
    return { backend, env, bytes: state.length };
}

function resources(): object[] {
    const urn = (type: string, name: string): string =>
        `urn:pulumi:${FIRST}::${PROJECT}::${type}::${name}`;
    const stack = urn("pulumi:pulumi:Stack", `${PROJECT}-${FIRST}`);
    return [
        { urn: stack, custom: false, type: "pulumi:pulumi:Stack" },
        ...Array.from({ length: RESOURCES }, (_, index) => ({
            urn: urn("tempo-sts:index:Part", `part-${index}`),
            custom: false,
            type: "tempo-sts:index:Part",
            parent: stack,
            outputs: { text: "x".repeat(RESOURCE_CHARACTERS) },
        })),
    ];
}

function tagsOf(index: number, accountId: string): Record<string, string> {
    const now = Date.now();
    const branch = `feature/${index}`;
    return stackTags({
        lifetime: {
            owner: "bench",
            branch,
            created: timeTag(new Date(now - 48 * HOUR)),
            expires: timeTag(new Date(now + (index % 2 === 0 ? HOUR : -HOUR))),
        },
        project: PROJECT,
        profile: "ephemeral",
        namespace: `branch-${index}`,
        tempoName: "tmstack",
        buildNamespace: "bench",
        accountId,
        region: "us-east-2",
    });
}

function withTags(file: string, tags: Record<string, string>): string {
    return JSON.stringify({ ...(JSON.parse(file) as object), tags });
}
