// From the configuration to the outputs.
import type * as pulumi from "@pulumi/pulumi";

import { awsConnection } from "./aws/connection.ts";
import { createGates } from "./gates/create-gates.ts";
import { loadSettings } from "./settings/load.ts";
import type { Settings } from "./settings/settings.ts";

/**
 * What `pulumi up` runs: settings, then the cluster's issuer, then the program with its gates.
 *
 * @throws SettingsError when the settings cannot work, all problems at once
 */
export async function main(): Promise<Record<string, pulumi.Output<unknown>>> {
    const settings = loadSettings();
    const issuer = settings.issuer ?? (await issuerOfCluster(settings));
    const aws = awsConnection(settings);
    const { enabled, timeoutSeconds } = settings.handshake;
    const { kubernetes } = settings;
    const hooks = createGates({ kubernetes, aws, handshake: enabled, timeoutSeconds });
    const { program } = await import("./program.ts");
    return program(settings, {
        issuer,
        hooks,
        listOidcProviders: async () => {
            const { listOidcProviders } = await import("./aws/oidc-providers.ts");
            return listOidcProviders(aws);
        },
    });
}

// Loaded only where it is needed: the cluster's client costs more than the rest of the start together.
async function issuerOfCluster(settings: Settings): Promise<string> {
    const { connectCluster } = await import("./cluster/connection.ts");
    const { discoverIssuer } = await import("./cluster/issuer.ts");
    const cluster = await connectCluster(settings.kubernetes, process.env);
    return discoverIssuer(cluster);
}
