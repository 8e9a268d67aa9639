// Waits until the pods run what was written, and not what was there before.
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { UserError } from "../../components/user-error.ts";
import { ClusterUnreachable, type Cluster } from "../cluster/connection.ts";
import { DeadEndWatch } from "../cluster/dead-end.ts";
import {
    describeTempoStack,
    readTempoStack,
    type TempoStackName,
} from "../cluster/tempo-stack-state.ts";
import { backoff } from "../waiting/backoff.ts";
import type { Clock } from "../waiting/clock.ts";
import { missingInStatus } from "./expected-components.ts";
import { missingInWorkloads, readWorkloads, WorkloadsUnread } from "./workloads.ts";

/** Which instance, and whether it was there before. */
export interface RolloutRequest extends TempoStackName {
    readonly isUpdate: boolean;
}

/** With what to look. */
export interface RolloutTools extends Clock {
    readonly cluster: Cluster;
    readonly timeoutSeconds: number;
    readonly signal?: AbortSignal | undefined;
    /** Hears what is being waited for. @default - nobody */
    readonly report?: ((message: string) => void) | undefined;
}

/** The pods do not run what was written; the message says what is missing, component by component. */
export class RolloutError extends UserError {
    override readonly name = "RolloutError";
}

interface Look {
    /** What is missing still; empty when the roll-out is complete. */
    readonly missing: readonly string[];
    readonly operator: string;
    readonly deadEnd: string | undefined;
}

// The operator takes a moment to pass a changed TempoStack on: until then everything looks complete, as it was before.
const SETTLED_MILLISECONDS = 3_000;

/**
 * Waits until every workload of the instance is rolled out, the TempoStack is Ready and lists pods for each component.
 *
 * @throws RolloutError at the deadline, or earlier when the operator has given up
 */
export async function waitForRollout(request: RolloutRequest, tools: RolloutTools): Promise<void> {
    const started = tools.now();
    const watch = new DeadEndWatch();
    let completeSince: number | undefined;
    for (let attempt = 0; ; attempt += 1) {
        const seen = await look(request, tools, watch);
        const now = tools.now();
        completeSince = seen.missing.length === 0 ? (completeSince ?? now) : undefined;
        const settled = request.isUpdate ? SETTLED_MILLISECONDS : 0;
        if (completeSince !== undefined && now - completeSince >= settled) {
            return;
        }
        const waited = (now - started) / 1000;
        if (seen.deadEnd !== undefined || waited >= tools.timeoutSeconds) {
            throw gaveUp(request, seen, waited);
        }
        tools.report?.(`waiting for the roll-out: ${seen.missing.join("; ")}`);
        await tools.sleep(pause(attempt, completeSince), tools.signal);
    }
}

function pause(attempt: number, completeSince: number | undefined): number {
    return completeSince === undefined ? backoff(attempt) : SETTLED_MILLISECONDS;
}

async function look(
    request: RolloutRequest,
    { cluster, now, signal }: RolloutTools,
    watch: DeadEndWatch,
): Promise<Look> {
    try {
        const [state, workloads] = await Promise.all([
            readTempoStack(cluster, request, signal),
            readWorkloads(cluster, request, signal),
        ]);
        const missing = [...missingInWorkloads(workloads, state.env), ...missingInStatus(state)];
        const deadEnd = watch.look(state, now());
        return { missing, operator: describeTempoStack(state), deadEnd };
    } catch (error) {
        if (error instanceof ClusterUnreachable || error instanceof WorkloadsUnread) {
            return { missing: [error.message], operator: "", deadEnd: undefined };
        }
        throw error;
    }
}

function gaveUp(
    { namespace, tempoName }: RolloutRequest,
    seen: Look,
    waited: number,
): RolloutError {
    const lines = [
        `Expected the pods of TempoStack ${namespace}/${tempoName} to run what was written; after ${Math.round(waited)} s: ` +
            `${seen.missing.join("; ")}.`,
        ...(seen.operator === "" ? [] : [`The operator: ${seen.operator}.`]),
        seen.deadEnd === undefined
            ? `Look at \`kubectl --namespace ${namespace} describe pods --selector ${operandSelector(tempoName)}\`, or wait longer: ` +
              "`pulumi config set --path handshake.timeoutSeconds …`."
            : "The operator does not try again before this is put right.",
    ];
    return new RolloutError(lines.join("\n"));
}
