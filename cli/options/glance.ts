/** A look at a stack's configuration: enough to choose its namespace and its lifetime. */
import type { StackTarget } from "../../stacks/runner/target.ts";
import { PROJECT } from "../../stacks/settings/project.ts";
import { readConfiguration } from "./configuration.ts";

/** What is looked for; a value that is encrypted is not known. */
export interface Glance {
    readonly namespace: string | undefined;
    readonly profile: string | undefined;
}

/** Looks. @throws UserError when a file that was named is not there, or none can be read */
export async function glance(target: StackTarget): Promise<Glance> {
    const { values } = await readConfiguration(target);
    const value = (key: string) => values[`${PROJECT}:${key}`]?.value;
    return { namespace: value("namespace"), profile: value("profile") };
}
