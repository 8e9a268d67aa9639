// What was there when a run failed, in a folder: readable by anybody who may read the job's page.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { connectCluster } from "../../cluster/connection.ts";
import { describeFailure } from "../failure.ts";
import type { DiagnosticsRequest } from "../options.ts";
import { eventLines } from "./events.ts";
import { DiagnosticsFolder } from "./folder.ts";
import type { Part, PartTools } from "./part.ts";
import { podLines } from "./pods.ts";
import { collectLogs } from "./pod-logs.ts";
import { tempoStackText } from "./tempo-stack.ts";

const PARTS: readonly Part[] = [
    { name: "tempo-stack.json", collect: tempoStackText },
    { name: "events.txt", collect: eventLines },
    { name: "pods.txt", collect: podLines },
    { name: "logs", collect: collectLogs },
];

/**
 * Collects, and gives the folder. What cannot be collected is a line of its `problems.txt`. Nothing of a Secret is ever asked
 * for, and everything is redacted.
 *
 * @throws Error only where the folder itself cannot be made
 */
export async function collectDiagnostics(request: DiagnosticsRequest): Promise<string> {
    const { dir, stack, runId, facts, secrets, progress } = request;
    const path = join(dir, `${fileName(stack)}-${fileName(runId)}`);
    await mkdir(path, { recursive: true, mode: 0o700 });
    const folder = new DiagnosticsFolder(path, secrets);
    progress(`collecting diagnostics in ${path}`);
    if (facts.plan === undefined) folder.problem("plan.json", "there was no preview in this run");
    else await folder.writeJson("plan.json", facts.plan);
    await collectParts(request, folder);
    await folder.writeProblems();
    return path;
}

async function collectParts(request: DiagnosticsRequest, folder: DiagnosticsFolder): Promise<void> {
    const { settings, env, signal } = request;
    try {
        const cluster = await connectCluster(settings.kubernetes, env);
        const tools: PartTools = { cluster, settings, folder, signal };
        await Promise.all(PARTS.map(async (part) => collectPart(part, tools)));
    } catch (error) {
        folder.problem("everything of the cluster", describeFailure(error));
    }
}

async function collectPart({ name, collect }: Part, tools: PartTools): Promise<void> {
    const { folder } = tools;
    try {
        const text = await collect(tools);
        if (text !== undefined) await folder.write(name, text);
    } catch (error) {
        folder.problem(name, describeFailure(error));
    }
}

/** A name that every file system takes, and that leads nowhere else. */
export function fileName(text: string): string {
    return text.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 100) || "run";
}
