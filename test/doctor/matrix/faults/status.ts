/** Faults that show in the status alone, and in the logs. */
import { LOG_PATTERNS } from "../../../../doctor/log-patterns.ts";
import type { JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

/** One pod, which the stand-in leaves alone. */
const ONE_POD = { kind: "tempomonolithic" } as const;
const HOUR_MS = 3_600_000;

/** The operator's status, and the pods'. */
export const STATUS_FAULTS: readonly Fault[] = [
    {
        name: "operator-refuses",
        title: "The operator refuses the configuration",
        cause: "status-configuration-error",
        shape: ONE_POD,
        inject: async (stage) => condition(stage, "ConfigurationError", "InvalidStorageConfig"),
    },
    {
        name: "operator-reports-failure",
        title: "The operator reports a failed component",
        cause: "status-failed",
        shape: ONE_POD,
        inject: async (stage) => condition(stage, "Failed", "FailedComponents"),
    },
    ofContainer("pods-crash", "A pod crashes again and again", "pods-crash-looping", {
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { exitCode: 1, reason: "Error" } },
    }),
    ofContainer("pods-memory", "A pod is killed for want of memory", "pods-out-of-memory", {
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
    }),
    ofContainer("pods-image", "An image cannot be pulled", "pods-image", {
        state: { waiting: { reason: "ImagePullBackOff", message: "not found" } },
    }),
    {
        name: "pods-no-node",
        title: "A pod fits on no node",
        cause: "pods-unschedulable",
        shape: ONE_POD,
        inject: async (stage) => {
            const message = "0/3 nodes are available: 3 Insufficient memory.";
            const reason = "Unschedulable";
            const unscheduled = { type: "PodScheduled", status: "False", reason, message };
            await podStatus(stage, { conditions: [unscheduled] });
        },
    },
    {
        name: "pods-never-ready",
        title: "A pod is not ready for an hour, and nothing says why",
        cause: "status-not-ready",
        shape: ONE_POD,
        inject: async (stage) => {
            await unready(stage);
            await condition(stage, "Pending", "PendingComponents");
            anHourLater(stage);
        },
    },
    {
        name: "ready-is-stale",
        title: "Ready, although a pod has not been ready for an hour",
        cause: "status-stale-ready",
        shape: ONE_POD,
        inject: async (stage) => {
            await unready(stage);
            anHourLater(stage);
        },
    },
];

/** One for each line that Tempo is known to log. */
export const LOG_FAULTS: readonly Fault[] = LOG_PATTERNS.map(({ cause, example }) => ({
    name: cause,
    title: `Tempo logs \`${example.replaceAll("|", "\\|")}\``,
    cause,
    shape: ONE_POD,
    inject: async (stage) => {
        await unready(stage);
        stage.logs("level=info starting", `level=error msg="failed to create store: ${example}"`);
    },
}));

async function podStatus(stage: Stage, status: JsonObject): Promise<void> {
    for (const { metadata } of await stage.pods()) {
        await stage.patch("Pod", metadata.name, { status }, "status");
    }
}

async function unready(stage: Stage): Promise<void> {
    await podStatus(stage, { conditions: [{ type: "Ready", status: "False" }] });
}

function ofContainer(name: string, title: string, cause: string, seen: JsonObject): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD },
        inject: async (stage) => {
            const container = { name: "tempo", image: "tempo", imageID: "", restartCount: 5 };
            await podStatus(stage, {
                conditions: [{ type: "Ready", status: "False" }],
                containerStatuses: [{ ...container, ready: false, ...seen }],
            });
        },
    };
}

async function condition(stage: Stage, type: string, reason: string): Promise<void> {
    const lastTransitionTime = new Date().toISOString();
    const message = "of the matrix";
    const { tempoName } = stage.names;
    const conditions = [{ type, reason, message, status: "True", lastTransitionTime }];
    await stage.patch("TempoMonolithic", tempoName, { status: { conditions } }, "status");
}

// Its own clock stays right: only what it reads in the cluster is older.
function anHourLater(stage: Stage): void {
    stage.proxy.rewrites.push((_path, body) => {
        const times = /"(creationTimestamp|lastTransitionTime)":"([^"]*)"/g;
        const text = JSON.stringify(body).replace(times, (_match, name: string, time: string) => {
            const earlier = new Date(Date.parse(time) - HOUR_MS).toISOString();
            return `"${name}":"${earlier}"`;
        });
        return JSON.parse(text) as unknown;
    });
}
