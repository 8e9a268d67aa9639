// From the configuration to the outputs.
import * as pulumi from "@pulumi/pulumi";

import type { SigningKeys } from "../components/pure/discovery-documents.ts";
import { overdueIssuers, overdueWarning } from "../components/pure/previous-issuers.ts";
import { awsConnection } from "./aws/connection.ts";
import type { Cluster } from "./cluster/connection.ts";
import { createGates } from "./gates/create-gates.ts";
import { loadSettings } from "./settings/load.ts";
import { SettingsError } from "./settings/settings-error.ts";
import type { Settings } from "./settings/settings.ts";

/**
 * What `pulumi up` runs: settings, then the cluster's issuer, then the program with its gates.
 *
 * @throws SettingsError when the settings cannot work, all problems at once
 */
export async function main(): Promise<Record<string, pulumi.Output<unknown>>> {
    const settings = loadSettings();
    const issuer = settings.issuer ?? (await issuerOfCluster(settings));
    await checkMonitoring(settings);
    const aws = awsConnection(settings);
    const { enabled, timeoutSeconds } = settings.handshake;
    const { kubernetes } = settings;
    const hooks = createGates({ kubernetes, aws, handshake: enabled, timeoutSeconds });
    warnOfOverdueIssuers(settings);
    const { program } = await import("./program.ts");
    return program(settings, {
        issuer,
        issuerKeys: await publishableKeys(settings),
        hooks,
        listOidcProviders: async () => {
            const { listOidcProviders } = await import("./aws/oidc-providers.ts");
            return listOidcProviders(aws);
        },
    });
}

// Loaded only where it is needed: the cluster's client costs more than the rest of the start together.
async function issuerOfCluster(settings: Settings): Promise<string> {
    const { discoverIssuer } = await import("./cluster/issuer.ts");
    return discoverIssuer(await clusterOf(settings));
}

async function publishableKeys(settings: Settings): Promise<SigningKeys | undefined> {
    const { mode, discovery } = settings.oidcProvider;
    if (mode !== "create" || !discovery.enabled) {
        return undefined;
    }
    const { readSigningKeys } = await import("./cluster/signing-keys.ts");
    return readSigningKeys(await clusterOf(settings));
}

async function clusterOf(settings: Settings): Promise<Cluster> {
    const { connectCluster } = await import("./cluster/connection.ts");
    return connectCluster(settings.kubernetes, process.env);
}

function warnOfOverdueIssuers({ oidcProvider }: Settings): void {
    for (const issuer of overdueIssuers(oidcProvider.previousIssuers, new Date())) {
        void pulumi.log.warn(overdueWarning(issuer));
    }
}

// Before anything is changed: the API server would refuse the rule in the middle of an update.
async function checkMonitoring(settings: Settings): Promise<void> {
    if (!settings.watch.prometheusRule) {
        return;
    }
    const { prometheusRuleProblems } = await import("./cluster/monitoring.ts");
    const problems = await prometheusRuleProblems(await clusterOf(settings));
    if (problems.length > 0) {
        throw new SettingsError(problems);
    }
}
