// What a phase is given, for tests that make one phase alone.
import type { PhaseContext, RunFacts } from "../../../stacks/run/options.ts";
import { parseSettings } from "../../../stacks/settings/parse.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";
import { kubeconfigFor } from "../support/local-server.ts";
import { virtualClock } from "../support/virtual-clock.ts";

/** Where a phase finds what it talks to. */
export interface Places {
    readonly cluster: string;
    readonly sts?: string;
    readonly iam?: string;
    readonly s3?: string;
}

/** Settings that lead to servers of a test. */
export function settingsFor(
    places: Places,
    more: Record<string, unknown> = {},
    aws = {},
): Settings {
    const { cluster, ...services } = places;
    const raw = {
        namespace: "n",
        tempoName: "t",
        buildNamespace: "b",
        issuer: "https://oidc.example/c",
        kubernetes: { kubeconfig: kubeconfigFor(cluster) },
        ...more,
    };
    const parsed = parseSettings(raw, {
        env: {},
        awsConfig: {
            region: "us-east-2",
            endpoints: [services],
            accessKey: "AKIAIOSFODNN7EXAMPLE",
            secretKey: "the-secret-key-of-the-test",
            s3UsePathStyle: true,
            ...aws,
        },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.settings;
}

/** A context; its time passes only while somebody sleeps, and what it is told is kept. */
export function phaseContext(
    settings: Settings,
    more: Partial<PhaseContext> & { facts?: RunFacts } = {},
): PhaseContext & { readonly told: string[] } {
    const told: string[] = [];
    return {
        target: { stack: "s" },
        settings,
        project: "tempo-sts",
        runId: "r",
        facts: {},
        policyPacks: [],
        policyPackConfigs: [],
        allowedAccounts: [],
        env: {},
        signal: AbortSignal.timeout(30_000),
        clock: virtualClock(),
        secondsLeft: () => 100_000,
        progress: (message) => void told.push(message),
        event: () => undefined,
        outputs: () =>
            Promise.resolve({
                roleArn: "arn:aws:iam::123456789012:role/tracing-n-b",
                bucketName: "tracing-n-b",
            }),
        ...more,
        told,
    };
}
