// The Tempo operator: there, at work, and of the version that the TempoStack is written for.
import { atLeast, parseVersion } from "../../../components/pure/version.ts";
import { describeAnswer, listAt, textAt, valueAt } from "../../cluster/answers.ts";
import type { Cluster } from "../../cluster/connection.ts";
import type { Check, Found } from "./check.ts";
import { notChecked } from "./check.ts";

/** What one source says of the operator; `silence`: why it says nothing. */
type Source =
    | { readonly version: string; readonly where: string; readonly trouble?: string | undefined }
    | { readonly silence: string };

// At these the operator changes in what it does with a TempoStack of ours.
const TURNING_POINTS = ["0.15.0", "0.21.0"];
const DEFINITION = "tempostacks.tempo.grafana.com";

/** Asks OLM, then looks for the operator's Deployment, then asks a TempoStack that is there already. */
export const tempoOperator: Check = {
    name: "Tempo operator",
    required: false,
    look: async ({ cluster: connect, settings, signal }) => {
        const cluster = await connect();
        const silences: string[] = [];
        for (const ask of [fromOlm, fromDeployment, fromTempoStacks]) {
            const source = await ask(cluster, signal);
            if (!("silence" in source)) return judge(source, settings.operatorVersion);
            silences.push(source.silence);
        }
        return notChecked(
            `nothing tells of an operator: ${silences.join("; ")}`,
            "See that it runs: without it a TempoStack stays as it is written",
        );
    },
};

function judge(source: Exclude<Source, { silence: string }>, wanted: string): Found {
    const { version, where, trouble } = source;
    const found = `${version === "" ? "of an unknown version" : version} (${where})`;
    if (trouble !== undefined) {
        const remedy = "Look at the operator's own log and events";
        return { status: "warning", found: `${found}: ${trouble}`, remedy };
    }
    if (parseVersion(version) === undefined) {
        return { status: "warning", expected: wanted, found };
    }
    const remedy = `Say which one it is: \`--config operatorVersion=${version}\``;
    const turn = TURNING_POINTS.find((point) => atLeast(version, point) !== atLeast(wanted, point));
    if (turn !== undefined) {
        const expected = `the version that the TempoStack is written for, ${wanted}, or one on the same side of ${turn}`;
        return { status: "failed", expected, found, remedy };
    }
    return minor(version) === minor(wanted)
        ? { status: "ok", found }
        : { status: "warning", expected: wanted, found, remedy };
}

function minor(version: string): string {
    const parts = parseVersion(version);
    return parts === undefined ? version : `${parts.major}.${parts.minor}`;
}

// Without the copies that OLM puts into every namespace.
async function fromOlm(cluster: Cluster, signal: AbortSignal): Promise<Source> {
    const selector = encodeURIComponent("!olm.copiedFrom");
    const path = `/apis/operators.coreos.com/v1alpha1/clusterserviceversions?labelSelector=${selector}`;
    const answer = await cluster.ask(path, { signal });
    if (answer.status !== 200) return { silence: `OLM says ${describeAnswer(answer)}` };
    const found = listAt(answer.body, "items").find((each) =>
        listAt(each, "spec", "customresourcedefinitions", "owned").some(
            (owned) => textAt(owned, "name") === DEFINITION,
        ),
    );
    if (found === undefined) return { silence: "OLM has no operator for TempoStacks" };
    const phase = textAt(found, "status", "phase");
    return {
        version: textAt(found, "spec", "version"),
        where: `ClusterServiceVersion ${nameOf(found)}`,
        ...(phase === "Succeeded"
            ? {}
            : { trouble: `${phase}: ${textAt(found, "status", "message")}` }),
    };
}

async function fromDeployment(cluster: Cluster, signal: AbortSignal): Promise<Source> {
    const selector = encodeURIComponent("app.kubernetes.io/name=tempo-operator");
    const answer = await cluster.ask(`/apis/apps/v1/deployments?labelSelector=${selector}`, {
        signal,
    });
    if (answer.status !== 200) return { silence: `Deployments: ${describeAnswer(answer)}` };
    const [found] = listAt(answer.body, "items");
    if (found === undefined) return { silence: "no Deployment of it" };
    const available = valueAt(found, "status", "availableReplicas");
    const isAvailable = typeof available === "number" && available > 0;
    return {
        version:
            textAt(found, "metadata", "labels", "app.kubernetes.io/version") || imageVersion(found),
        where: `Deployment ${nameOf(found)}`,
        ...(isAvailable ? {} : { trouble: "none of its pods is available" }),
    };
}

async function fromTempoStacks(cluster: Cluster, signal: AbortSignal): Promise<Source> {
    const answer = await cluster.ask("/apis/tempo.grafana.com/v1alpha1/tempostacks", { signal });
    if (answer.status !== 200) return { silence: `TempoStacks: ${describeAnswer(answer)}` };
    const found = listAt(answer.body, "items").find(
        (each) => textAt(each, "status", "operatorVersion") !== "",
    );
    return found === undefined
        ? { silence: "no TempoStack that it has seen" }
        : {
              version: textAt(found, "status", "operatorVersion"),
              where: `TempoStack ${nameOf(found)} says so`,
          };
}

function imageVersion(deployment: unknown): string {
    const containers = listAt(deployment, "spec", "template", "spec", "containers");
    const tags = containers.map((each) => /:v?(\d[\w.-]*)$/.exec(textAt(each, "image"))?.[1]);
    return tags.find((tag) => tag !== undefined && parseVersion(tag) !== undefined) ?? "";
}

function nameOf(object: unknown): string {
    return `${textAt(object, "metadata", "namespace")}/${textAt(object, "metadata", "name")}`;
}
