// What the operator says of a TempoStack.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { describeAnswer, listAt, textAt, valueAt } from "./answers.ts";
import type { Cluster } from "./connection.ts";

/** A condition that holds. */
export interface Condition {
    readonly type: string;
    readonly reason: string;
    readonly message: string;
}

/** A TempoStack as the cluster has it now. */
export interface TempoStackState {
    /** Why it could not be read; undefined where it was. */
    readonly absence: string | undefined;
    /** The conditions that hold: the operator keeps exactly one. */
    readonly conditions: readonly Condition[];
    /** The pods of each component by their state, as `status.components` lists them. */
    readonly components: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
    /** The environment that the specification gives Tempo's containers. */
    readonly env: Readonly<Record<string, string>>;
}

/** Which TempoStack. */
export interface TempoStackName {
    readonly namespace: string;
    readonly tempoName: string;
}

/** Reads a TempoStack. */
export async function readTempoStack(
    cluster: Cluster,
    { namespace, tempoName }: TempoStackName,
    signal?: AbortSignal,
): Promise<TempoStackState> {
    const path = `/apis/tempo.grafana.com/v1alpha1/namespaces/${namespace}/tempostacks/${tempoName}`;
    const answer = await cluster.ask(path, { signal });
    const { body, status } = answer;
    const conditions = listAt(body, "status", "conditions");
    return {
        absence: status === 200 ? undefined : describeAnswer(answer),
        conditions: conditions.filter((each) => textAt(each, "status") === "True").map(condition),
        components: componentsIn(valueAt(body, "status", "components")),
        env: environmentIn(listAt(body, "spec", "env")),
    };
}

/** What the operator says, in one line. */
export function describeTempoStack(state: TempoStackState): string {
    if (state.absence !== undefined) {
        return `the TempoStack could not be read: ${state.absence}`;
    }
    return state.conditions.length === 0
        ? "the operator has set no condition on the TempoStack: is it running?"
        : `the TempoStack is ${state.conditions.map(describeCondition).join("; ")}`;
}

/** A condition with its reason and message. */
export function describeCondition({ type, reason, message }: Condition): string {
    return `${type} (${reason === "" ? "no reason" : reason}): ${message}`;
}

/** An environment as Kubernetes writes it, by name; entries that take their value from elsewhere are left out. */
export function environmentIn(entries: readonly unknown[]): Record<string, string> {
    const pairs = entries.flatMap((entry): [string, string][] => {
        const [name, value] = [textAt(entry, "name"), valueAt(entry, "value")];
        return typeof value === "string" ? [[name, value]] : [];
    });
    return Object.fromEntries(pairs);
}

function condition(value: unknown): Condition {
    return {
        type: textAt(value, "type"),
        reason: textAt(value, "reason"),
        message: textAt(value, "message"),
    };
}

function componentsIn(value: unknown): TempoStackState["components"] {
    const components = isTable(value) ? value : {};
    return Object.fromEntries(
        Object.entries(components).map(([name, states]) => [name, podsIn(states)]),
    );
}

function podsIn(value: unknown): Record<string, string[]> {
    const states = isTable(value) ? value : {};
    return Object.fromEntries(
        Object.keys(states).map((state) => [
            state,
            listAt(states, state).filter((pod) => typeof pod === "string"),
        ]),
    );
}
