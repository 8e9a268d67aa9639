// The Deployments and the StatefulSet of an instance, and what keeps each from being rolled out.
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { UserError } from "../../components/user-error.ts";
import { describeAnswer, listAt, textAt, valueAt } from "../cluster/answers.ts";
import type { Cluster } from "../cluster/connection.ts";
import { environmentIn, type TempoStackName } from "../cluster/tempo-stack-state.ts";
import { EXPECTED_COMPONENTS } from "./expected-components.ts";

/** One workload, as far as a roll-out goes. */
export interface Workload {
    readonly name: string;
    readonly component: string;
    /** What was written last, and what its controller has seen. */
    readonly generation: number;
    readonly observedGeneration: number;
    readonly wanted: number;
    /** Pods of any template, of the newest, and ready ones. */
    readonly replicas: number;
    readonly updated: number;
    readonly ready: number;
    /** The environment of its Tempo container; undefined where it has none. */
    readonly env: Readonly<Record<string, string>> | undefined;
}

const KINDS = ["deployments", "statefulsets"] as const;
/** The operator calls the container that runs Tempo itself so in every component. */
const TEMPO_CONTAINER = "tempo";

/** The API did not answer this time, which it may the next. */
export class WorkloadsUnread extends Error {
    override readonly name = "WorkloadsUnread";
}

/**
 * Reads the workloads that the operator made for an instance.
 *
 * @throws UserError when the cluster does not let them be read, WorkloadsUnread when it may the next time
 */
export async function readWorkloads(
    cluster: Cluster,
    { namespace, tempoName }: TempoStackName,
    signal?: AbortSignal,
): Promise<Workload[]> {
    const selector = encodeURIComponent(operandSelector(tempoName));
    const lists = KINDS.map(async (kind) => {
        const path = `/apis/apps/v1/namespaces/${namespace}/${kind}?labelSelector=${selector}`;
        const answer = await cluster.ask(path, { signal });
        if (answer.status === 401 || answer.status === 403) {
            throw new UserError(
                `Expected to read the ${kind} in ${namespace}, but ${describeAnswer(answer)}. ` +
                    `Let the user of this context get and list ${kind}.apps there.`,
            );
        }
        if (answer.status !== 200) {
            throw new WorkloadsUnread(`the ${kind} could not be read, ${describeAnswer(answer)}`);
        }
        return listAt(answer.body, "items").map(workload);
    });
    return (await Promise.all(lists)).flat();
}

/** What is missing, in words; the environment is that of the TempoStack. */
export function missingInWorkloads(
    workloads: readonly Workload[],
    env: Readonly<Record<string, string>>,
): string[] {
    const absent = EXPECTED_COMPONENTS.filter(
        ({ label }) => !workloads.some(({ component }) => component === label),
    ).map(({ label }) => `${label} has no workload`);
    return [...absent, ...workloads.flatMap((each) => obstacle(each, env))];
}

function obstacle(workload: Workload, env: Readonly<Record<string, string>>): string[] {
    const { name, generation, observedGeneration, wanted, replicas, updated, ready } = workload;
    const stale = Object.keys(env).filter(
        (key) => workload.env !== undefined && workload.env[key] !== env[key],
    );
    if (stale.length > 0) {
        return [`${name} does not have the new ${stale.join(", ")} yet`];
    }
    if (observedGeneration < generation) {
        return [`${name} is not looked at by its controller yet`];
    }
    if (updated < wanted) {
        return [`${name} has ${updated} of ${wanted} pods of the new kind`];
    }
    if (replicas > updated) {
        return [`${name} still has ${replicas - updated} pods of the old kind`];
    }
    return ready < wanted ? [`${name} has ${ready} of ${wanted} pods ready`] : [];
}

function workload(item: unknown): Workload {
    const number = (fallback: number, ...path: string[]): number => {
        const value = valueAt(item, ...path);
        return typeof value === "number" ? value : fallback;
    };
    const containers = listAt(item, "spec", "template", "spec", "containers");
    const tempo = containers.find((each) => textAt(each, "name") === TEMPO_CONTAINER);
    return {
        name: textAt(item, "metadata", "name"),
        component: textAt(item, "metadata", "labels", "app.kubernetes.io/component"),
        generation: number(0, "metadata", "generation"),
        observedGeneration: number(-1, "status", "observedGeneration"),
        wanted: number(1, "spec", "replicas"),
        replicas: number(0, "status", "replicas"),
        updated: number(0, "status", "updatedReplicas"),
        ready: number(0, "status", "readyReplicas"),
        env: tempo === undefined ? undefined : environmentIn(listAt(tempo, "env")),
    };
}
