/** Writes the tags of a stack. */
import {
    PLACE_TAGS,
    lifetimeTags,
    type Lifetime,
    stackTags,
} from "../../components/pure/lifetime/lifetime.ts";
import type { StackTags } from "../backend/stack-tags.ts";
import { settingsOf } from "../settings/settings-of.ts";
import { callPulumi } from "./command.ts";
import type { OpenStack } from "./open-stack.ts";

/** Writes the tags that are not as they should be; each is a call of the CLI. @throws RunnerError */
export async function setTags(
    { call, name }: Pick<OpenStack, "call" | "name">,
    wanted: StackTags,
    present: StackTags,
    signal?: AbortSignal,
): Promise<void> {
    for (const [key, value] of Object.entries(wanted)) {
        if (present[key] === value) continue;
        const args = ["stack", "tag", "set", key, value, "--stack", name];
        await callPulumi(call, args, { doing: `tagging the stack ${name}`, signal });
    }
}

/** Takes a tag away. @throws RunnerError */
export async function removeTag(
    { call, name }: Pick<OpenStack, "call" | "name">,
    key: string,
    signal?: AbortSignal,
): Promise<void> {
    const args = ["stack", "tag", "rm", key, "--stack", name];
    await callPulumi(call, args, { doing: `tagging the stack ${name}`, signal });
}

/**
 * The tags that tell what a stack is: everything, where its configuration is that of this program, else its lifetime alone. The
 * account becomes known by what is deployed.
 */
export async function wantedTags(open: OpenStack, lifetime: Lifetime): Promise<StackTags> {
    const { name: project } = open.settings;
    const configuration = await open.stack.getAllConfig();
    const parsed = settingsOf(configuration, project, { ...process.env, ...open.call.env });
    if (!parsed.ok) return lifetimeTags(lifetime);
    const { profile, namespace, tempoName, buildNamespace, region } = parsed.settings;
    return stackTags({
        ...{ lifetime, project, profile, namespace, tempoName, buildNamespace, region },
    });
}

/** The account, from the outputs of this program. */
export function accountTag(outputs: Readonly<Record<string, unknown>>): StackTags {
    const { roleArn } = outputs;
    const account = typeof roleArn === "string" ? roleArn.split(":")[4] : undefined;
    return account === undefined || account === "" ? {} : { [PLACE_TAGS.accountId]: account };
}
