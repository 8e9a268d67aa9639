/** A stack's whole configuration with its secrets in the clear, for what is asked of AWS and the cluster beside the engine. */
import type { StackConfiguration } from "../settings/settings-of.ts";
import { toRunnerError } from "./failures.ts";
import { withProject } from "./open-stack.ts";
import {
    configuredStack,
    initStack,
    placeConfigFile,
    stackExists,
    throwAway,
} from "./prepare-stack.ts";
import type { StackOptions, StackTarget } from "./target.ts";

/**
 * Reads it as the stack's program will be given it; secrets are marked as such. Changes nothing: a stack that nobody has made
 * yet is made in a backend that goes with the verb, for what its file is encrypted with is said in the file.
 *
 * @throws CliMissingError, RunnerError, such as for a passphrase that is missing or wrong
 */
export function stackConfiguration(
    target: StackTarget,
    options: Pick<StackOptions, "root" | "signal"> = {},
): Promise<StackConfiguration> {
    const { stack: name } = target;
    const { signal } = options;
    return withProject(target, options, async (project) => {
        await placeConfigFile(project, target);
        const exists = await stackExists(project, name, signal);
        // With a passphrase of its own it could be made, but not read.
        const place = exists ? project : await throwAway(project, { passphrase: false });
        if (!exists) await initStack(place, { stack: name }, signal);
        const { stack } = await configuredStack(place, target, "target", { exists, signal });
        try {
            return await stack.getAllConfig();
        } catch (error) {
            throw toRunnerError(
                `reading the configuration of the stack ${name}`,
                error,
                [],
                signal,
            );
        }
    });
}
