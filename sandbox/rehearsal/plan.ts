/** What a rehearsal deploys: settings as of `pulumi config set --path`, completed with those of the blueprint. */
import { partitionOfRegion } from "../../components/pure/partition.ts";
import { describeValue, formatProblems, type Problem } from "../../components/pure/problems.ts";
import { ConfigTree } from "../../stacks/settings/config-tree.ts";
import { parseSettings } from "../../stacks/settings/parse.ts";
import { PROJECT } from "../../stacks/settings/project.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { ClassifiedError } from "./phases.ts";

/** A setting as it was given: its key or path, and its text. */
export type GivenSetting = readonly [path: string, text: string];

/** What is going to be deployed. */
export interface RehearsalPlan {
    readonly settings: Settings;
    /** The stack's configuration, as `pulumi config` would hold it. */
    readonly config: Readonly<Record<string, string>>;
}

/** The blueprint's namespace; and no pod runs in a rehearsal that could send traces. */
const REHEARSED: readonly GivenSetting[] = [
    ["namespace", "chainsaw-awssts-tempo"],
    ["traceCheck.enabled", "false"],
];

/**
 * Reads the settings of a rehearsal.
 *
 * @throws ClassifiedError (`settings`) that names every problem
 */
export function planRehearsal(
    given: readonly GivenSetting[],
    env: Readonly<Record<string, string | undefined>>,
): RehearsalPlan {
    const tree = new ConfigTree();
    for (const [path, text] of [...REHEARSED, ...given]) tree.set(path, text);
    const config = tree.config();
    const result = parseSettings(section(config, PROJECT), {
        env,
        awsConfig: section(config, "aws"),
        kubernetesConfig: section(config, "kubernetes"),
    });
    const problems = [
        ...elsewhere(config),
        ...(result.ok ? beyondRehearsal(result.settings) : result.problems),
    ];
    if (!result.ok || problems.length > 0) {
        throw new ClassifiedError("settings", formatProblems(problems));
    }
    return { settings: result.settings, config };
}

/** A rehearsal says itself which AWS and which cluster: never a real one by accident. */
function elsewhere(config: Readonly<Record<string, string>>): Problem[] {
    const own = [`${PROJECT}:kubernetes`, "kubernetes:", "aws:"];
    const pointing = Object.keys(config).filter(
        (key) => own.some((prefix) => key.startsWith(prefix)) && key !== "aws:region",
    );
    return pointing.map((key) => ({
        path: key.replace(`${PROJECT}:`, ""),
        expected: "nothing in a rehearsal, which has an AWS and a cluster of its own",
        // It could be a secret.
        found: "a value",
        remedy: "Leave it out; --context names a disposable cluster",
    }));
}

/** What stands in a stack's configuration but cannot be rehearsed. */
function beyondRehearsal({ traceCheck, profile, region }: Settings): Problem[] {
    const problems: Problem[] = [];
    if (partitionOfRegion(region) !== "aws") {
        problems.push({
            path: "region",
            expected: "a Region of the partition aws in a rehearsal, whose emulator has no other",
            found: describeValue(region),
            remedy: "Rehearse in us-east-2; `pulumi preview` shows the ARNs of other partitions",
        });
    }
    if (traceCheck.enabled) {
        problems.push({
            path: "traceCheck.enabled",
            expected: "false in a rehearsal, because no pod runs there that could send traces",
            found: "true",
            remedy: "Leave it out: the Jobs are validated all the same; `pulumi up` runs them",
        });
    }
    if (profile === "production") {
        problems.push({
            path: "profile",
            expected: "ephemeral in a rehearsal, because everything is taken away again",
            found: profile,
            remedy: "Leave it out: `pulumi preview` shows what the production profile protects",
        });
    }
    return problems;
}

/** The keys of one project of a configuration, without their prefix. */
function section(
    config: Readonly<Record<string, string>>,
    project: string,
): Record<string, string> {
    const prefix = `${project}:`;
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), text]));
}
