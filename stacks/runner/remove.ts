/** `pulumi stack rm`. */
import { toRunnerError } from "./failures.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** Forgets the stack, with its history and configuration; refused while it still holds resources. */
export async function remove(workspace: RunnerWorkspace): Promise<void> {
    const { stack } = workspace;
    try {
        await stack.workspace.removeStack(stack.name);
    } catch (error) {
        throw toRunnerError(`removing the stack ${stack.name}`, error, []);
    }
}
