// The hooks that let a deployment go on only when the chain holds and the pods run.
import * as pulumi from "@pulumi/pulumi";

import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import type { KubernetesSettings } from "../settings/settings.ts";
import { SYSTEM_CLOCK } from "../waiting/clock.ts";
import { gateData, isProven } from "./gate-data.ts";

/** With what the gates look. */
export interface GateOptions {
    /** Which cluster. @default - the current context, as kubectl finds it */
    readonly kubernetes?: KubernetesSettings | undefined;
    /** Where AWS is; the handshake brings its own credentials. */
    readonly aws: AwsConnection;
    /** Whether service accounts are taken to STS and S3. @default true */
    readonly handshake?: boolean | undefined;
    /** For the service accounts, for each to get through, and for the roll-out (which gets at least 600), each. @default 300 */
    readonly timeoutSeconds?: number | undefined;
}

const TIMEOUT_SECONDS = 300;
// First pulls of images and first volumes take longer than IAM does.
const LEAST_ROLLOUT_SECONDS = 600;

/**
 * The gates of a stack, in the order in which they are passed: `handshake` (unless it is switched off), then `rollout`. Hand
 * them over as `gates: { hooks }`. They run before the gate's ConfigMap is created or updated; one that throws ends the
 * update with its message. They do nothing in a preview, nor where the record says what it said before.
 */
export function createGates(options: GateOptions): pulumi.ResourceHook[] {
    const { handshake = true } = options;
    return [...(handshake ? [handshakeHook(options)] : []), rolloutHook(options)];
}

function handshakeHook(options: GateOptions): pulumi.ResourceHook {
    return new pulumi.ResourceHook("handshake", async (args) => {
        if (isProven(args)) return;
        const { performHandshake } = await import("../handshake/perform.ts");
        await performHandshake(gateData(args), { ...(await toolsOf(options)), aws: options.aws });
    });
}

function rolloutHook(options: GateOptions): pulumi.ResourceHook {
    return new pulumi.ResourceHook("rollout", async (args) => {
        if (isProven(args)) return;
        const { waitForRollout } = await import("./rollout.ts");
        const tools = await toolsOf(options);
        const timeoutSeconds = Math.max(tools.timeoutSeconds, LEAST_ROLLOUT_SECONDS);
        await waitForRollout(gateData(args), { ...tools, timeoutSeconds });
    });
}

// Connected only when a hook runs: a preview needs no cluster for it.
async function toolsOf({ kubernetes = {}, timeoutSeconds = TIMEOUT_SECONDS }: GateOptions) {
    const { connectCluster } = await import("../cluster/connection.ts");
    const cluster: Cluster = await connectCluster(kubernetes, process.env);
    const report = (message: string): void => {
        void pulumi.log.info(message, undefined, undefined, true);
    };
    return { ...SYSTEM_CLOCK, cluster, timeoutSeconds, report };
}
