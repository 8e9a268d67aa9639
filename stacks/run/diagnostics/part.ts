// One part of the diagnostics.
import { describeAnswer } from "../../cluster/answers.ts";
import type { Cluster } from "../../cluster/connection.ts";
import type { Settings } from "../../settings/settings.ts";
import type { DiagnosticsFolder } from "./folder.ts";

/** With what a part is collected. */
export interface PartTools {
    readonly cluster: Cluster;
    readonly settings: Settings;
    readonly folder: DiagnosticsFolder;
    readonly signal: AbortSignal;
}

/** A part: gives the text of its file, or writes its files itself. What it throws is a line of the problems. */
export interface Part {
    readonly name: string;
    readonly collect: (tools: PartTools) => Promise<string | undefined>;
}

/** What the cluster has at a path. @throws Error that says why it gave nothing */
export async function ask({ cluster, signal }: PartTools, path: string): Promise<unknown> {
    const answer = await cluster.ask(path, { signal });
    if (answer.status !== 200) throw new Error(describeAnswer(answer));
    return answer.body;
}
