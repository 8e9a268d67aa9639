/** The kubeconfig of the local control plane: embedded CA, embedded token, one context. */
import { writeFile } from "node:fs/promises";

import type { ApiAccess } from "./api-request.ts";

/** Name of the only context in the file. */
export const CONTEXT = "tempo-sts-sandbox";

/** Writes the file for its owner only. JSON is YAML too, so that no YAML writer is needed. */
export async function writeKubeconfig(path: string, access: ApiAccess): Promise<void> {
    const config = {
        apiVersion: "v1",
        kind: "Config",
        "current-context": CONTEXT,
        clusters: [
            {
                name: CONTEXT,
                cluster: {
                    server: access.server,
                    "certificate-authority-data": Buffer.from(access.ca).toString("base64"),
                },
            },
        ],
        users: [{ name: "sandbox-admin", user: { token: access.token } }],
        contexts: [
            {
                name: CONTEXT,
                context: { cluster: CONTEXT, user: "sandbox-admin", namespace: "default" },
            },
        ],
    };
    await writeFile(path, `${JSON.stringify(config, null, 4)}\n`, { mode: 0o600 });
}
