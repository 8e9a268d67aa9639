// The volume claims that an instance leaves behind where its namespace stays.
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { UserError } from "../../components/user-error.ts";
import { backoff } from "../waiting/backoff.ts";
import { type Clock, SYSTEM_CLOCK } from "../waiting/clock.ts";
import { describeAnswer, listAt, textAt } from "./answers.ts";
import type { Cluster } from "./connection.ts";
import { readTempoStack, type TempoStackName } from "./tempo-stack-state.ts";

/** How the deletion is waited for. */
export interface ClaimDeletion {
    readonly signal?: AbortSignal | undefined;
    /** @default 120 */
    readonly timeoutSeconds?: number;
    /** @default - the computer's own */
    readonly clock?: Clock;
}

const DEFAULT_SECONDS = 120;

/**
 * Deletes the claims of an instance that is gone, and waits until they are gone too. Kubernetes keeps the claims of a
 * StatefulSet when the set is deleted, and the operator leaves them as they are; only a deleted namespace takes them along.
 *
 * @returns the names of what was deleted; none while the TempoStack is still there, whose data they hold
 * @throws UserError when the cluster refuses, or when a claim does not go in time
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export async function deleteVolumeClaims(
    cluster: Cluster,
    instance: TempoStackName,
    options: ClaimDeletion = {},
): Promise<string[]> {
    const { signal, timeoutSeconds = DEFAULT_SECONDS, clock = SYSTEM_CLOCK } = options;
    if ((await readTempoStack(cluster, instance, signal)).absence === undefined) return [];
    const found = await volumeClaimsOf(cluster, instance, signal);
    for (const name of found) await deleteClaim(cluster, instance.namespace, name, signal);
    const deadline = clock.now() + timeoutSeconds * 1000;
    let left = found;
    for (let attempt = 0; left.length > 0; attempt += 1) {
        if (clock.now() >= deadline) throw stillThere(instance.namespace, left, timeoutSeconds);
        await clock.sleep(backoff(attempt), signal);
        left = await volumeClaimsOf(cluster, instance, signal);
    }
    return found;
}

/** The names of an instance's volume claims. @throws UserError when the cluster refuses */
export async function volumeClaimsOf(
    cluster: Cluster,
    { namespace, tempoName }: TempoStackName,
    signal: AbortSignal | undefined,
): Promise<string[]> {
    const selector = encodeURIComponent(operandSelector(tempoName));
    const answer = await cluster.ask(`${claimsPath(namespace)}?labelSelector=${selector}`, {
        signal,
    });
    if (answer.status !== 200) {
        throw refused(`list the volume claims in ${namespace}`, describeAnswer(answer));
    }
    return listAt(answer.body, "items").map((item) => textAt(item, "metadata", "name"));
}

async function deleteClaim(
    cluster: Cluster,
    namespace: string,
    name: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    const path = `${claimsPath(namespace)}/${name}`;
    const answer = await cluster.ask(path, { method: "DELETE", signal });
    const done = answer.status < 300 || answer.status === 404;
    if (!done)
        throw refused(`delete the volume claim ${namespace}/${name}`, describeAnswer(answer));
}

function claimsPath(namespace: string): string {
    return `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
}

function refused(doing: string, answer: string): UserError {
    return new UserError(
        `Expected to ${doing}, but ${answer}. ` +
            "Let the user of this context list and delete persistentvolumeclaims there, or delete it by hand.",
    );
}

function stillThere(namespace: string, names: readonly string[], seconds: number): UserError {
    return new UserError(
        `Expected the volume claims ${names.join(", ")} in ${namespace} to go within ${seconds} s, but they are still there. ` +
            `Look for a pod that uses them: kubectl --namespace ${namespace} describe pvc ${names.join(" ")}`,
    );
}
