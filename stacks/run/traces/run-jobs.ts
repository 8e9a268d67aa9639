// The two Jobs of a run: which they are, whose they are, and how a finished one is found again.
import { labelValue } from "../../../components/pure/names/kubernetes-names.ts";
import { generateTracesJob } from "../../../components/pure/manifests/generate-traces-job.ts";
import type { TraceJobArgs } from "../../../components/pure/manifests/job.ts";
import { verifyTracesJob } from "../../../components/pure/manifests/verify-traces-job.ts";
import { shortHash } from "../../../components/pure/names/physical-names.ts";
import { LABELS, ownershipLabels } from "../../../components/pure/lifetime/tags.ts";
import { describeAnswer, listAt, textAt } from "../../cluster/answers.ts";
import type { Cluster } from "../../cluster/connection.ts";
import { PhaseError } from "../failure.ts";
import type { PhaseContext, SentTraces } from "../options.ts";
import { jobsPath, type OwnedJob } from "./trace-job.ts";

/** What a Job of a run does. */
export type JobKind = "generate" | "verify";

/** Tells a run's Jobs from those of the graph. */
const KIND_LABEL = "tempo-sts.io/run-job";

/** For a Job's pod to be scheduled and its image to be pulled; the Job itself allows as much. */
export const STARTING_SECONDS = 120;

/** The manifest of one of them, owned by the TempoStack, so that it goes with it whatever happens. */
export async function runJob(
    kind: JobKind,
    traceRunId: string,
    context: PhaseContext,
    cluster: Cluster,
): Promise<OwnedJob> {
    const { settings } = context;
    const { namespace, tempoName, traceCheck, jaegerQuery } = settings;
    const { image, traces, deadlineSeconds } = traceCheck;
    const args: TraceJobArgs = {
        ...{ namespace, tempoName, image, traces, deadlineSeconds },
        name: `tempo-sts-${kind}-${shortHash(`${traceRunId} ${context.clock.now()}`)}`,
        runId: traceRunId,
        jaeger: jaegerQuery.enabled,
        labels: { ...ownerLabels(context), [KIND_LABEL]: kind },
    };
    const manifest = kind === "generate" ? generateTracesJob(args) : verifyTracesJob(args);
    const ownerReferences = [await ownerOf(context, cluster)];
    return { ...manifest, metadata: { ...manifest.metadata, ownerReferences } };
}

/** The Job that sent traces last, and what they carry: for a run that begins after that. */
export async function lastGeneration(
    { settings, signal }: PhaseContext,
    cluster: Cluster,
): Promise<SentTraces | undefined> {
    const { namespace, tempoName } = settings;
    const selector = `${KIND_LABEL}=generate,${LABELS.tempoName}=${labelValue(tempoName)}`;
    const path = `${jobsPath(namespace)}?labelSelector=${encodeURIComponent(selector)}`;
    const answer = await cluster.ask(path, { signal });
    if (answer.status !== 200) {
        throw new PhaseError(
            `Expected to list the Jobs in ${namespace}, but ${describeAnswer(answer)}. ` +
                "Let the user of this context list jobs.batch there.",
        );
    }
    const found = listAt(answer.body, "items").map((job) => ({
        name: textAt(job, "metadata", "name"),
        traceRunId: textAt(job, "metadata", "labels", LABELS.run),
        created: Date.parse(textAt(job, "metadata", "creationTimestamp")),
    }));
    return found.toSorted((left, right) => left.created - right.created).at(-1);
}

function ownerLabels({ settings, project, target }: PhaseContext): Record<string, string> {
    const { tempoName, buildNamespace, profile } = settings;
    return ownershipLabels({ project, stack: target.stack, tempoName, buildNamespace, profile });
}

// Neither its controller nor in the way of its deletion: that would need rights on its finalizers.
async function ownerOf({ settings, signal }: PhaseContext, cluster: Cluster): Promise<unknown> {
    const { namespace, tempoName: name } = settings;
    const apiVersion = "tempo.grafana.com/v1alpha1";
    const path = `/apis/${apiVersion}/namespaces/${namespace}/tempostacks/${name}`;
    const answer = await cluster.ask(path, { signal });
    const uid = textAt(answer.body, "metadata", "uid");
    if (answer.status !== 200 || uid === "") {
        throw new PhaseError(
            `Expected the TempoStack ${namespace}/${name}, but ${describeAnswer(answer)}. Deploy it first.`,
        );
    }
    return { apiVersion, kind: "TempoStack", name, uid };
}
