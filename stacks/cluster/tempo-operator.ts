// The Tempo operator of a cluster: where something tells of it, in which version, and whether it is at work.
import { parseVersion } from "../../components/pure/version.ts";
import { describeAnswer, listAt, textAt, valueAt } from "./answers.ts";
import type { Cluster, ClusterAnswer } from "./connection.ts";

/** An operator that something tells of. */
export interface TempoOperator {
    /** Empty where nothing tells it. */
    readonly version: string;
    /** Who tells of it, such as `Deployment tempo/tempo-operator-controller`. */
    readonly where: string;
    /** What keeps it from working. */
    readonly trouble?: string | undefined;
    /** Where only a TempoStack remembers it: why the places that know every operator do not. */
    readonly memory?: Silence | undefined;
}

/** Why nothing tells of an operator. */
export interface Silence {
    readonly silences: readonly string[];
    /** Whether all places that know every operator were read, and have none. */
    readonly absent: boolean;
}

/** An operator, or why each place that could tell of one does not. */
export type OperatorSearch = { readonly found: TempoOperator } | Silence;

/** What one source says of the operator; `silence`: why it says nothing. */
type Source = TempoOperator | { readonly silence: string; readonly absent: boolean };

const DEFINITION = "tempostacks.tempo.grafana.com";
const BY_NAME = encodeURIComponent("app.kubernetes.io/name=tempo-operator");

/** Where the operator's Deployment is, in whichever namespace. */
export const OPERATOR_DEPLOYMENTS = `/apis/apps/v1/deployments?labelSelector=${BY_NAME}`;

/** Asks OLM, then looks for the operator's Deployment, then asks a TempoStack that is there already. */
export async function findTempoOperator(
    cluster: Cluster,
    signal?: AbortSignal,
): Promise<OperatorSearch> {
    const silences: string[] = [];
    let absent = true;
    for (const ask of [fromOlm, fromDeployment]) {
        const source = await ask(cluster, signal);
        if (!("silence" in source)) return { found: source };
        silences.push(source.silence);
        absent &&= source.absent;
    }
    const memory = await fromTempoStacks(cluster, signal);
    return "silence" in memory
        ? { silences: [...silences, memory.silence], absent }
        : { found: { ...memory, memory: { silences, absent } } };
}

/** An object by namespace and name. */
export function nameOf(object: unknown): string {
    return `${textAt(object, "metadata", "namespace")}/${textAt(object, "metadata", "name")}`;
}

// Without the copies that OLM puts into every namespace.
async function fromOlm(cluster: Cluster, signal?: AbortSignal): Promise<Source> {
    const selector = encodeURIComponent("!olm.copiedFrom");
    const path = `/apis/operators.coreos.com/v1alpha1/clusterserviceversions?labelSelector=${selector}`;
    const answer = await cluster.ask(path, { signal });
    if (answer.status !== 200) {
        return silence(`OLM says ${describeAnswer(answer)}`, answer.status === 404);
    }
    const found = listAt(answer.body, "items").find((each) =>
        listAt(each, "spec", "customresourcedefinitions", "owned").some(
            (owned) => textAt(owned, "name") === DEFINITION,
        ),
    );
    if (found === undefined) {
        return silence("OLM has no operator for TempoStacks", isList(answer));
    }
    const phase = textAt(found, "status", "phase");
    return {
        version: textAt(found, "spec", "version"),
        where: `ClusterServiceVersion ${nameOf(found)}`,
        ...(phase === "Succeeded"
            ? {}
            : { trouble: `${phase}: ${textAt(found, "status", "message")}` }),
    };
}

async function fromDeployment(cluster: Cluster, signal?: AbortSignal): Promise<Source> {
    const answer = await cluster.ask(OPERATOR_DEPLOYMENTS, { signal });
    if (answer.status !== 200) return silence(`Deployments: ${describeAnswer(answer)}`);
    const [found] = listAt(answer.body, "items");
    if (found === undefined) return silence("no Deployment of it", isList(answer));
    const available = valueAt(found, "status", "availableReplicas");
    const isAvailable = typeof available === "number" && available > 0;
    return {
        version:
            textAt(found, "metadata", "labels", "app.kubernetes.io/version") || imageVersion(found),
        where: `Deployment ${nameOf(found)}`,
        ...(isAvailable ? {} : { trouble: "none of its pods is available" }),
    };
}

// A TempoStack remembers an operator that is no more, and tells nothing where it has seen none.
async function fromTempoStacks(cluster: Cluster, signal?: AbortSignal): Promise<Source> {
    const answer = await cluster.ask("/apis/tempo.grafana.com/v1alpha1/tempostacks", { signal });
    if (answer.status !== 200) return silence(`TempoStacks: ${describeAnswer(answer)}`);
    const found = listAt(answer.body, "items").find(
        (each) => textAt(each, "status", "operatorVersion") !== "",
    );
    return found === undefined
        ? silence("no TempoStack that it has seen")
        : {
              version: textAt(found, "status", "operatorVersion"),
              where: `TempoStack ${nameOf(found)} says so`,
          };
}

function silence(why: string, absent = false): Source {
    return { silence: why, absent };
}

// What is no list says nothing about what is not in it.
function isList({ body }: ClusterAnswer): boolean {
    return Array.isArray(valueAt(body, "items"));
}

function imageVersion(deployment: unknown): string {
    const containers = listAt(deployment, "spec", "template", "spec", "containers");
    const tags = containers.map((each) => /:v?(\d[\w.-]*)$/.exec(textAt(each, "image"))?.[1]);
    return tags.find((tag) => tag !== undefined && parseVersion(tag) !== undefined) ?? "";
}
