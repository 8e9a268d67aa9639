// Looks at cluster, AWS and issuers, all at once; what cannot be looked at is said and stops nothing.
import { tracingName } from "../../components/pure/names/physical-names.ts";
import { cloudTrailClient, iamClient } from "../aws/clients.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import { readIssuer } from "../cluster/issuer.ts";
import { readSigningKeys } from "../cluster/signing-keys.ts";
import type { Settings } from "../settings/settings.ts";
import type { Clock } from "../waiting/clock.ts";
import { seen, type RotationFacts, type Seen } from "./facts.ts";
import { readProviderState, readTokenUse, readTrustingRole } from "./in-aws.ts";
import { readAcceptedIssuers, readPodTokens } from "./in-cluster.ts";
import { askOutside } from "../aws/outside.ts";
import { readPublishedKeys, type Outside } from "./published-keys.ts";

/** With what to look. */
export interface RotationTools extends Clock {
    readonly cluster: Cluster;
    readonly aws: AwsConnection;
    /** Asks issuers. @default - over https, as STS does */
    readonly outside?: Outside | undefined;
    readonly signal?: AbortSignal | undefined;
}

// As long as a projected token lives at most.
const LOOK_BACK_MILLISECONDS = 24 * 3600 * 1000;
const MOST_REQUESTS = 20;
const PAUSE_MILLISECONDS = 600;

/** Looks at everything that a change of issuer is about. Rejects only when the signal ends it. */
export async function lookAtRotation(
    settings: Settings,
    tools: RotationTools,
): Promise<RotationFacts> {
    const { cluster, signal } = tools;
    const [issuer, accepted, clusterKeys, pods, inAws] = await Promise.all([
        seen(() => issuerOf(cluster, signal), signal),
        seen(() => readAcceptedIssuers(cluster, signal), signal),
        seen(() => readSigningKeys(cluster, signal), signal),
        seen(() => readPodTokens(cluster, settings, signal), signal),
        lookAtAws(settings, tools),
    ]);
    const asked = new Set([
        ...("value" in issuer ? [issuer.value] : []),
        ...settings.oidcProvider.previousIssuers.map((each) => each.issuer),
    ]);
    const outside: Outside = tools.outside ?? ((url) => askOutside(url, tools.aws, signal));
    const published = await lookAtEach([...asked], signal, (each) =>
        readPublishedKeys(each, outside),
    );
    return { issuer, accepted, clusterKeys, pods, ...inAws, published };
}

async function lookAtAws(
    settings: Settings,
    { aws, now, sleep, signal }: RotationTools,
): Promise<Pick<RotationFacts, "role" | "providers" | "use">> {
    const iam = await iamClient(aws);
    const trail = await cloudTrailClient(aws);
    const { namespace, buildNamespace } = settings;
    const name = settings.roleName ?? tracingName(namespace, buildNamespace);
    try {
        const role = await seen(() => readTrustingRole(iam, name, signal), signal);
        if ("because" in role) {
            return { role, providers: new Map(), use: role };
        }
        const { arn, trusted } = role.value;
        const arns = trusted.map(({ providerArn }) => providerArn);
        const limits = {
            since: new Date(now() - LOOK_BACK_MILLISECONDS),
            most: MOST_REQUESTS,
            pause: async () => sleep(PAUSE_MILLISECONDS, signal),
        };
        const [providers, use] = await Promise.all([
            lookAtEach(arns, signal, (each) => readProviderState(iam, each, signal)),
            seen(() => readTokenUse(trail, arn, limits, signal), signal),
        ]);
        return { role, providers, use };
    } finally {
        iam.destroy();
        trail.destroy();
    }
}

async function lookAtEach<T>(
    names: readonly string[],
    signal: AbortSignal | undefined,
    look: (name: string) => Promise<T>,
): Promise<Map<string, Seen<T>>> {
    const looked = names.map(async (name): Promise<[string, Seen<T>]> => [
        name,
        await seen(() => look(name), signal),
    ]);
    return new Map(await Promise.all(looked));
}

async function issuerOf(cluster: Cluster, signal: AbortSignal | undefined): Promise<string> {
    const answer = await readIssuer(cluster, signal);
    if ("issuer" in answer) {
        return answer.issuer;
    }
    throw new Error(`the cluster does not tell its issuer: ${answer.seen.join("; ")}`);
}
