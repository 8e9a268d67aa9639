// Pulumi's CLI: there, complete, and new enough.
import { findCli, OLDEST_CLI } from "../../runner/cli.ts";
import type { Check } from "./check.ts";
import { packageVersion } from "./package-version.ts";

/** Finds the CLI as the engine does. */
export const pulumiCli: Check = {
    name: "Pulumi CLI",
    required: true,
    look: async ({ env }) => {
        const { path, version } = await findCli(env);
        const sdk = packageVersion("@pulumi/pulumi");
        const found = `${version} at ${path} (SDK ${sdk}; ${OLDEST_CLI} is the oldest that works)`;
        return { status: "ok", found };
    },
};
