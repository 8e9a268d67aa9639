/** Tells of every TempoStack whose condition changes, whichever operator is at work. */
import type { ClusterApi } from "./cluster/cluster-api.ts";
import { follow, type Change, type Followed } from "./cluster/follow.ts";
import { RESOURCES } from "./cluster/objects.ts";
import { jsonObject } from "./cluster/values.ts";
import { holdingCondition, type Holding } from "./controller/stack-status.ts";
import type { Listeners, OperatorEvent } from "./events.ts";

/** Starts to tell; undefined when nobody listens. */
export function tellConditions(
    api: ClusterApi,
    { onEvent, onError }: Listeners,
    signal: AbortSignal,
): Followed | undefined {
    if (!onEvent) return undefined;
    return follow({
        api,
        type: RESOURCES.TempoStack,
        signal,
        onChange: (change) => {
            const event = eventOf(change);
            if (event) onEvent(event);
        },
        onError: (error) => onError?.(error),
    });
}

function eventOf({ kind, object, before }: Change): OperatorEvent | undefined {
    const { namespace = "", name } = object.metadata;
    if (kind === "gone") return { kind, namespace, name, message: "gone" };
    const is = conditionOf(object);
    const was = conditionOf(before);
    if (!is || (was?.type === is.type && was.message === is.message)) return undefined;
    return { kind: "condition", namespace, name, message: `${is.type}: ${is.message}` };
}

function conditionOf(stack: unknown): Holding | undefined {
    return holdingCondition(jsonObject(jsonObject(stack)["status"]));
}
