// The way back.
import { ClusterUnreachable } from "../../cluster/connection.ts";
import { deleteVolumeClaims } from "../../cluster/volume-claims.ts";
import { destroyStack } from "../../runner/destroy.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import type { Finding } from "../report.ts";
import { clusterOf } from "./cluster-of.ts";
import { describeChanges, runTarget, verbOptions } from "./run-target.ts";

const LEAST_LOCK_WAIT_SECONDS = 120;

/** Deletes everything in the stack, the stack, and the volumes that Kubernetes keeps where the namespace stays. */
export async function destroy(context: PhaseContext): Promise<PhaseResult> {
    const { lockWaitSeconds = 0 } = context.target;
    // An update that was given up, as this run's own may have been, ends what it has under way before it lets go.
    const target = {
        ...runTarget(context),
        lockWaitSeconds: Math.max(lockWaitSeconds, LEAST_LOCK_WAIT_SECONDS),
    };
    const { existed, changes } = await destroyStack(target, {
        ...verbOptions(context),
        remove: true,
    });
    const findings = context.settings.createNamespace ? [] : await volumes(context);
    return {
        detail: existed ? describeChanges(changes) : "there was no such stack",
        findings,
    };
}

async function volumes(context: PhaseContext): Promise<Finding[]> {
    const { settings, signal, clock } = context;
    const name = "volume claims";
    try {
        const gone = await deleteVolumeClaims(await clusterOf(context), settings, {
            signal,
            clock,
        });
        return gone.length === 0
            ? []
            : [{ name, status: "ok", found: `${gone.join(", ")} deleted` }];
    } catch (error) {
        // With the cluster its volumes are gone as well.
        if (!(error instanceof ClusterUnreachable)) throw error;
        return [
            { name, status: "not-checked", found: `could not check, because ${error.message}` },
        ];
    }
}
