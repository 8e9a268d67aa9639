// What of one stack is still there after it was destroyed.
import { parseTimeTag } from "../../components/pure/lifetime/lifetime.ts";
import { partitionOfRegion } from "../../components/pure/partition.ts";
import { policyArn, roleArn } from "../../components/pure/names/arn.ts";
import { accountRegionalName } from "../../components/pure/names/account-regional.ts";
import { tracingName } from "../../components/pure/names/physical-names.ts";
import { backoff } from "../waiting/backoff.ts";
import { type Clock, SYSTEM_CLOCK } from "../waiting/clock.ts";
import { openAws, refusal } from "./aws-access.ts";
import { clusterLeaks } from "./cluster-leaks.ts";
import { AWS_KINDS } from "./inventory.ts";
import type { AwsTools } from "./kinds/kind.ts";
import { belongsTo, type LeakCheckRequest, type Leaks, uncheckedLine } from "./leaks.ts";
import { type OwnedThing, uncheckedThing } from "./owned-thing.ts";

const SETTLE_SECONDS = 30;
const APART_MILLISECONDS = 3_600_000;

/** What of this stack is still there; empty when nothing is, or nothing that could be looked at. */
export async function leakCheck(request: LeakCheckRequest): Promise<string[]> {
    return [...(await checkLeaks(request)).leftovers];
}

/**
 * What of this stack is still there, and what could not be looked at. What the settings keep on purpose (`retainOnDelete`)
 * is no leak.
 *
 * @throws the signal's reason when it is given
 */
export async function checkLeaks(request: LeakCheckRequest): Promise<Leaks> {
    const { settings, cluster, signal, clock = SYSTEM_CLOCK } = request;
    const [inAws, inCluster] = await Promise.all([
        settings.retainOnDelete ? { leftovers: [], unchecked: [] } : awsLeaks(request, clock),
        cluster === undefined
            ? { leftovers: [], unchecked: [] }
            : clusterLeaks({ cluster, clock, signal }, request),
    ]);
    signal?.throwIfAborted();
    return {
        leftovers: [...inCluster.leftovers, ...inAws.leftovers],
        unchecked: [...inCluster.unchecked, ...inAws.unchecked],
    };
}

async function awsLeaks(request: LeakCheckRequest, clock: Clock): Promise<Leaks> {
    const aws = await openAws(request.aws, request);
    const tools: AwsTools = { aws, accountId: request.accountId, since: bornBefore(request) };
    try {
        const listed = await Promise.all(Object.values(AWS_KINDS).map((kind) => kind.list(tools)));
        const named = await Promise.all(
            namedThings(request).map((thing) => readNamed(tools, thing)),
        );
        // By name, which is one of a kind in an account, whatever the path.
        const all = new Map(
            [...named.flat(), ...listed.flat()].map((thing) => [
                `${thing.kind} ${thing.name}`,
                thing,
            ]),
        );
        const things = [...all.values()];
        const found = things.filter(
            (thing) => thing.unchecked === undefined && belongsTo(thing, request),
        );
        const leftovers = await Promise.all(
            found.map((thing) => unlessItGoes(tools, thing, request, clock)),
        );
        return { leftovers: leftovers.flat(), unchecked: things.flatMap(uncheckedLine) };
    } finally {
        aws.close();
    }
}

// Nothing of a stack is older than the stack, give or take what clocks are apart. Its own names are looked at anyway.
function bornBefore({ settings, lifetime }: LeakCheckRequest): Date | undefined {
    const { created: since = "" } = lifetime ?? settings.lifetime ?? {};
    const created = parseTimeTag(since);
    return created === undefined ? undefined : new Date(created.getTime() - APART_MILLISECONDS);
}

// By name too: whoever deploys can read them, while not everybody may list all roles of an account.
function namedThings({ settings, accountId }: LeakCheckRequest): Omit<OwnedThing, "marks">[] {
    const { namespace, buildNamespace, region, identity, bucket } = settings;
    const made = tracingName(namespace, buildNamespace);
    const { bucketName = made, roleName = made } = settings;
    const physical =
        bucket.namespace === "account-regional"
            ? accountRegionalName(bucketName, { accountId, region })
            : bucketName;
    const place = {
        partition: partitionOfRegion(region) ?? "aws",
        accountId,
        path: identity.path,
    } as const;
    return [
        ...(bucket.adopt ? [] : [{ kind: "bucket", name: physical, region } as const]),
        { kind: "role", name: roleName, id: roleArn({ ...place, roleName }) },
        { kind: "policy", name: roleName, id: policyArn({ ...place, policyName: roleName }) },
    ];
}

async function readNamed(
    tools: AwsTools,
    named: Omit<OwnedThing, "marks">,
): Promise<readonly OwnedThing[]> {
    const unknown = { ...uncheckedThing(named.kind, named.name, ""), ...named };
    try {
        const thing = await AWS_KINDS[named.kind]?.read(tools, unknown);
        return thing === undefined ? [] : [{ ...thing, unchecked: undefined }];
    } catch (error) {
        return [{ ...unknown, unchecked: refusal(error) }];
    }
}

async function unlessItGoes(
    tools: AwsTools,
    thing: OwnedThing,
    request: LeakCheckRequest,
    clock: Clock,
): Promise<string[]> {
    const { settleSeconds = SETTLE_SECONDS, signal } = request;
    const deadline = clock.now() + settleSeconds * 1000;
    for (let attempt = 0; clock.now() < deadline; attempt += 1) {
        await clock.sleep(backoff(attempt), signal);
        const [now] = await readNamed(tools, thing);
        if (now === undefined) {
            return [];
        }
    }
    return [`${thing.kind} ${thing.name}`];
}
