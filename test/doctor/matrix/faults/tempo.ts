/** Faults of the resource itself. */
import { RESOURCES } from "../../../../sandbox/operator/cluster/objects.ts";
import { read } from "../../../../sandbox/operator/cluster/verbs.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";
import { until } from "../until.ts";

/** The resource. */
export const TEMPO_FAULTS: readonly Fault[] = [
    {
        name: "tempo-deleted",
        title: "The TempoStack was deleted",
        cause: "tempo-missing",
        inject: async (stage) => {
            const { namespace, tempoName: name } = stage.names;
            await stage.remove("TempoStack", name);
            await until("the TempoStack to be gone", async () => {
                const found = await read(stage.api, RESOURCES.TempoStack, { namespace, name });
                return found === undefined;
            });
        },
    },
    {
        name: "tempo-stuck",
        title: "The TempoStack is being deleted, and a finalizer holds it",
        cause: "tempo-being-deleted",
        inject: async (stage) => {
            const { tempoName } = stage.names;
            const finalizers = ["tempo.grafana.com/finalizer", "example.com/held"];
            await stage.patch("TempoStack", tempoName, { metadata: { finalizers } });
            await stage.remove("TempoStack", tempoName);
        },
    },
    {
        name: "tempo-unmanaged",
        title: "`managementState: Unmanaged` (a warning)",
        cause: "tempo-unmanaged",
        inject: async (stage) => {
            await unmanaged(stage);
        },
    },
    {
        name: "tempo-in-memory",
        title: "A TempoMonolithic that keeps its traces in memory",
        cause: "tempo-storage-not-s3",
        shape: { kind: "tempomonolithic" },
        inject: async (stage) => {
            const storage = { traces: { backend: "memory", s3: null } };
            await stage.patch("TempoMonolithic", stage.names.tempoName, { spec: { storage } });
        },
    },
    {
        name: "tempo-own-authority",
        title: "`storage.tls.caName` with web identity",
        cause: "tempo-ca-in-token-mode",
        inject: async (stage) => {
            const storage = { tls: { enabled: true, caName: "our-ca" } };
            await stage.patch("TempoStack", stage.names.tempoName, { spec: { storage } });
        },
    },
    {
        name: "tempo-other-bucket",
        title: "`extraConfig` names another bucket than the Secret",
        cause: "tempo-storage-overridden",
        inject: async (stage) => {
            await extraConfig(stage, { bucket: "somebody-elses" });
        },
    },
    {
        name: "tempo-insecure",
        title: "`extraConfig` sets `insecure: true`",
        cause: "tempo-storage-overridden",
        inject: async (stage) => {
            await extraConfig(stage, { insecure: true });
        },
    },
    {
        name: "tempo-other-endpoint",
        title: "`extraConfig` names the endpoint of another Region",
        cause: "tempo-storage-overridden",
        inject: async (stage) => {
            await extraConfig(stage, { endpoint: "s3.eu-west-1.amazonaws.com" });
        },
    },
];

/** Has the operator leave the stack alone, so that a change of what it has made stays. */
export async function unmanaged(stage: Stage): Promise<void> {
    await stage.patch("TempoStack", stage.names.tempoName, {
        spec: { managementState: "Unmanaged" },
    });
}

async function extraConfig(stage: Stage, s3: Readonly<Record<string, unknown>>): Promise<void> {
    const tempo = { storage: { trace: { s3 } } };
    await stage.patch("TempoStack", stage.names.tempoName, { spec: { extraConfig: { tempo } } });
}
