/** The status of a TempoStack, from its pods and from how its reconciliation went. */
import type { ClusterObject } from "../cluster/objects.ts";
import { jsonList, jsonObject, textOf, valueAt, type JsonObject } from "../cluster/values.ts";
import { OPERATOR_VERSION, TEMPO_VERSION } from "../settings.ts";
import { componentLabels, COMPONENTS } from "./components.ts";

/** One condition of a status. */
export interface Condition {
    readonly type: ConditionType;
    readonly status: "True" | "False";
    readonly reason: string;
    readonly message: string;
    readonly lastTransitionTime: string;
}

/** The conditions the operator knows; exactly one of them is True. */
export type ConditionType = "Ready" | "Pending" | "Failed" | "ConfigurationError";

/** What holds at the moment, without the time since when. */
export type Holding = Pick<Condition, "type" | "reason" | "message">;

type PodNames = Readonly<Record<string, readonly string[]>>;

/** Whether, and why, reconciliation failed; decides before the pods do. */
export type ReconcileOutcome = Holding | undefined;

/** The status to write. */
export function stackStatus(
    stack: ClusterObject,
    previous: JsonObject,
    pods: readonly ClusterObject[],
    outcome: ReconcileOutcome,
    now: Date,
): JsonObject {
    const components = Object.fromEntries(
        COMPONENTS.map(({ name, statusName }) => [statusName, podNames(stack, name, pods)]),
    );
    const holding = outcome ?? conditionOfPods(Object.values(components));
    return {
        operatorVersion: OPERATOR_VERSION,
        tempoVersion: TEMPO_VERSION,
        components: { ...components, gateway: {} },
        conditions: conditions(jsonList(previous["conditions"]), holding, now),
    };
}

/** The condition that is True in a status. */
export function holdingCondition(status: JsonObject): Holding | undefined {
    const found = jsonList(status["conditions"])
        .map(jsonObject)
        .find((condition) => condition["status"] === "True");
    return found && readCondition(found);
}

function podNames(
    stack: ClusterObject,
    component: string,
    pods: readonly ClusterObject[],
): PodNames {
    const { namespace, name } = stack.metadata;
    const wanted = Object.entries(componentLabels(name, component));
    const names: Record<string, string[]> = {};
    for (const { metadata, ...pod } of pods) {
        const isOurs =
            metadata.namespace === namespace &&
            wanted.every(([label, value]) => metadata.labels?.[label] === value);
        if (isOurs && metadata.deletionTimestamp === undefined) {
            (names[podState(pod["status"])] ??= []).push(metadata.name);
        }
    }
    for (const list of Object.values(names)) list.sort();
    return names;
}

function podState(status: unknown): string {
    const phase = textOf(valueAt(status, "phase")) ?? "Unknown";
    if (phase !== "Running") return phase;
    const containers = jsonList(valueAt(status, "containerStatuses"));
    return containers.every((one) => valueAt(one, "ready") === true) ? "Ready" : "Running";
}

/** As with the real operator, no pod at all counts as nothing amiss. */
function conditionOfPods(components: readonly PodNames[]): Holding {
    const has = (...states: readonly string[]): boolean =>
        components.some((names) => states.some((state) => (names[state] ?? []).length > 0));
    if (has("Failed", "Unknown")) {
        return {
            type: "Failed",
            reason: "FailedComponents",
            message: "Some Tempo components failed",
        };
    }
    if (has("Pending", "Running")) {
        return {
            type: "Pending",
            reason: "PendingComponents",
            message: "Some Tempo components are pending on dependencies",
        };
    }
    return { type: "Ready", reason: "Ready", message: "All components are operational" };
}

function conditions(previous: readonly unknown[], holding: Holding, now: Date): readonly unknown[] {
    const before = previous.map(jsonObject);
    const holds = before.some(
        ({ type, reason, message, status }) =>
            status === "True" &&
            type === holding.type &&
            reason === holding.reason &&
            message === holding.message,
    );
    if (holds) return before;
    const lastTransitionTime = now.toISOString().replace(/\.\d+Z$/u, "Z");
    const current: Condition = { ...holding, status: "True", lastTransitionTime };
    const others = before.map((one) =>
        one["type"] === holding.type ? current : { ...one, status: "False", lastTransitionTime },
    );
    return others.includes(current) ? others : [...others, current];
}

function readCondition(condition: JsonObject): Holding | undefined {
    const types: readonly ConditionType[] = ["Ready", "Pending", "Failed", "ConfigurationError"];
    const type = types.find((one) => one === condition["type"]);
    if (type === undefined) return undefined;
    return {
        type,
        reason: textOf(condition["reason"]) ?? "",
        message: textOf(condition["message"]) ?? "",
    };
}
