// Plays what no sandbox has: the Job controller and the kubelet, which end a run's Jobs, and an ingester that writes a block.
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { asClusterObject } from "../../../sandbox/operator/cluster/objects.ts";
import { jsonList, valueAt } from "../../../sandbox/operator/cluster/values.ts";
import type { ControlPlane } from "../../../sandbox/control-plane/control-plane.ts";

/** A Job that was ended. */
export interface PlayedJob {
    readonly name: string;
    readonly kind: string;
    readonly owners: readonly string[];
}

/** Plays until it is stopped. */
export interface JobPlayer {
    readonly played: readonly PlayedJob[];
    stop(): Promise<void>;
}

const JOB = { apiVersion: "batch/v1", kind: "Job", plural: "jobs" } as const;
const LOOK_MILLISECONDS = 300;

/** Says of every Job in a namespace that it is complete; nothing is run. `whenSent` is called once a Job has "sent" traces. */
export async function playJobs(
    cluster: ControlPlane,
    namespace: string,
    whenSent: () => Promise<void>,
): Promise<JobPlayer> {
    const api = await ClusterApi.connect(cluster);
    const path = `/apis/batch/v1/namespaces/${namespace}/jobs`;
    const played: PlayedJob[] = [];
    let stopped = false;
    const loop = async (): Promise<void> => {
        for (; !stopped; await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS))) {
            const list = await api.request("GET", path).catch(() => undefined);
            for (const item of jsonList(valueAt(list, "items"))) {
                const { metadata } = asClusterObject(item, JOB);
                if (played.some(({ name }) => name === metadata.name)) continue;
                const kind = metadata.labels?.["tempo-sts.io/run-job"] ?? "";
                const owners = (metadata.ownerReferences ?? []).map(({ name }) => name);
                if (kind === "generate") await whenSent();
                await complete(api, `${path}/${metadata.name}/status`);
                played.push({ name: metadata.name, kind, owners });
            }
        }
    };
    const playing = loop();
    return {
        played,
        stop: async () => {
            stopped = true;
            await playing;
            api.close();
        },
    };
}

async function complete(api: ClusterApi, path: string): Promise<void> {
    const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const conditions = ["SuccessCriteriaMet", "Complete"].map((type) => ({
        ...{ type, status: "True", reason: "CompletionsReached", message: "" },
        ...{ lastProbeTime: at, lastTransitionTime: at },
    }));
    const status = { startTime: at, completionTime: at, succeeded: 1, conditions };
    await api.request("PATCH", path, {
        contentType: "application/merge-patch+json",
        body: { status },
    });
}
