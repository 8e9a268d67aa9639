/** The kubeconfig of the local control plane: embedded CA, embedded token, one context. */
import { writeFile } from "node:fs/promises";

/** What goes into the file. */
export interface KubeconfigEntry {
    readonly server: string;
    /** In PEM. */
    readonly ca: string;
    readonly token: string;
}

/** Name of the only context in the file. */
export const CONTEXT = "tempo-sts-sandbox";

/** Writes the file for its owner only. JSON is YAML too, so that no YAML writer is needed. */
export async function writeKubeconfig(path: string, entry: KubeconfigEntry): Promise<void> {
    const config = {
        apiVersion: "v1",
        kind: "Config",
        "current-context": CONTEXT,
        clusters: [
            {
                name: CONTEXT,
                cluster: {
                    server: entry.server,
                    "certificate-authority-data": Buffer.from(entry.ca).toString("base64"),
                },
            },
        ],
        users: [{ name: "sandbox-admin", user: { token: entry.token } }],
        contexts: [
            {
                name: CONTEXT,
                context: { cluster: CONTEXT, user: "sandbox-admin", namespace: "default" },
            },
        ],
    };
    await writeFile(path, `${JSON.stringify(config, null, 4)}\n`, { mode: 0o600 });
}
