/** The stacks of a backend. */
import { type Lifetime, lifetimeOfTags } from "../../components/pure/lifetime/lifetime.ts";
import { atOnce } from "../backend/at-once.ts";
import { LOCKS, shortStackName } from "../backend/stack-place.ts";
import { listStackFiles, type StackFile, summarize } from "../backend/stack-state.ts";
import { type StackTags, tagsIfReadable } from "../backend/stack-tags.ts";
import type { BackendStorage } from "../backend/storage.ts";
import { callPulumi } from "./command.ts";
import { type OpenProject, withProject } from "./open-stack.ts";
import { tagsOfStack } from "./prepare-stack.ts";
import type { StackOptions, StackTarget } from "./target.ts";

/** One stack in a list. */
export interface StackSummary {
    /** Without project; with its organization, where the backend has such. */
    readonly name: string;
    readonly project?: string;
    /** ISO 8601. */
    readonly lastUpdate?: string;
    /** Whether a lock says that an update is under way; it may be of a process that is gone. */
    readonly updating: boolean;
    readonly resourceCount?: number;
    /** Absent where they were not asked for, or cannot be read. */
    readonly tags?: Readonly<Record<string, string>>;
    /** What the tags tell of it. */
    readonly lifetime?: Lifetime;
}

/** How to list. */
export interface ListOptions extends StackOptions {
    /** Reads the tags too. @default true */
    readonly tags?: boolean | undefined;
}

/** Few enough for a small computer's memory: each holds a whole state for a moment. */
const FILES_AT_ONCE = 16;
const CALLS_AT_ONCE = 4;

/**
 * Lists the stacks of the program's project, by name. A self-managed backend's files are read directly: for 1,000 stacks that
 * is faster than the CLI's own list, and there are tags in it.
 */
export function listStacks(
    target: Omit<StackTarget, "stack">,
    options: ListOptions = {},
): Promise<StackSummary[]> {
    return withProject(target, options, (project) =>
        project.storage === undefined
            ? listByCli(project, options)
            : listStored(project.storage, project.settings.name, options),
    );
}

/** What belongs together of a stack's summary. */
export function summaryOf(
    known: Omit<StackSummary, "tags" | "lifetime">,
    tags: StackTags | undefined,
): StackSummary {
    const lifetime = lifetimeOfTags(tags ?? {});
    return {
        ...known,
        ...(tags === undefined ? {} : { tags }),
        ...(lifetime === undefined ? {} : { lifetime }),
    };
}

async function listStored(
    storage: BackendStorage,
    project: string,
    { tags = true, signal }: ListOptions,
): Promise<StackSummary[]> {
    const files = await listStackFiles(storage, project);
    const locks = new Set((await storage.list(LOCKS)).map(lockedStack));
    const read = async (file: StackFile): Promise<StackSummary[]> => {
        const text = await storage.read(file.path);
        // Removed since it was listed.
        if (text === undefined) return [];
        const { stack } = file;
        const known = {
            name: stack,
            ...(file.project === undefined ? {} : { project: file.project }),
            updating: locks.has(file.project === undefined ? stack : `${file.project}/${stack}`),
            ...summarize(text),
        };
        return [
            summaryOf(known, tags ? await tagsIfReadable(storage, { project, stack }) : undefined),
        ];
    };
    return (await atOnce(files, FILES_AT_ONCE, read, signal)).flat();
}

/** `project/stack`, or `stack` in the older layout. */
function lockedStack(path: string): string {
    const folder = path.slice(LOCKS.length, path.lastIndexOf("/"));
    return folder.replace(/^organization\//, "");
}

interface CliStack {
    readonly name: string;
    readonly lastUpdate?: string;
    readonly updateInProgress?: boolean;
    readonly resourceCount?: number;
}

async function listByCli(
    project: OpenProject,
    { tags = true, signal }: ListOptions,
): Promise<StackSummary[]> {
    const printed = await callPulumi(project.call, ["stack", "ls", "--json"], {
        doing: "listing the stacks",
        signal,
    });
    const read = async (listed: CliStack): Promise<StackSummary> => {
        const { name, lastUpdate, updateInProgress = false, resourceCount } = listed;
        const known = {
            ...{ name, project: project.settings.name, updating: updateInProgress },
            ...(lastUpdate === undefined ? {} : { lastUpdate }),
            ...(resourceCount === undefined ? {} : { resourceCount }),
        };
        if (!tags) return summaryOf(known, undefined);
        return summaryOf(
            known,
            await tagsOfStack(project, name, signal).catch(unlessAborted(signal)),
        );
    };
    const stacks = await atOnce(JSON.parse(printed) as CliStack[], CALLS_AT_ONCE, read, signal);
    return stacks.sort((one, other) =>
        shortStackName(one.name) < shortStackName(other.name) ? -1 : 1,
    );
}

/** One stack whose tags cannot be read keeps nobody from seeing the others. */
function unlessAborted(signal: AbortSignal | undefined): () => undefined {
    return () => {
        signal?.throwIfAborted();
        return undefined;
    };
}
