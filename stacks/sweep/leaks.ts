// Whose leaks are looked for, and what counts as one.
import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import type { Settings } from "../settings/settings.ts";
import type { AskOptions } from "./aws-access.ts";
import { shortName } from "./judge.ts";
import { says } from "./marks.ts";
import type { OwnedThing } from "./owned-thing.ts";

/** Which stack, and where to look. */
export interface LeakCheckRequest extends AskOptions {
    /** The settings that it was deployed with. */
    readonly settings: Settings;
    /** When it was made, so that nothing older has to be looked at. @default - as the settings say */
    readonly lifetime?: Pick<Lifetime, "created"> | undefined;
    readonly accountId: string;
    readonly stack: string;
    readonly project: string;
    readonly aws: AwsConnection;
    /** @default - the cluster is gone, and what was in it too */
    readonly cluster?: Cluster | undefined;
    /** How long what is found may take to be seen no more: IAM tells of a deleted role for a while. @default 30 */
    readonly settleSeconds?: number | undefined;
}

/** What a check found. */
export interface Leaks {
    /** What is still there, as `bucket NAME`. */
    readonly leftovers: readonly string[];
    /** What could not be looked at, and why. */
    readonly unchecked: readonly string[];
}

/** Whether a thing's tags or labels say that it belongs to this stack. */
export function belongsTo(
    { marks }: OwnedThing,
    { settings, stack, project }: Pick<LeakCheckRequest, "settings" | "stack" | "project">,
): boolean {
    return (
        says(marks, "project", project) &&
        says(marks, "stack", shortName(stack)) &&
        says(marks, "namespace", settings.namespace) &&
        says(marks, "tempoName", settings.tempoName) &&
        says(marks, "buildNamespace", settings.buildNamespace)
    );
}

/** What is said of a thing that could not be looked at; nothing of any other. */
export function uncheckedLine({ kind, name, unchecked }: OwnedThing): string[] {
    return unchecked === undefined ? [] : [`${kind} ${name}: ${unchecked}`];
}
