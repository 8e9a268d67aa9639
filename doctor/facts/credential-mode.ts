// Which credential mode the operator takes for a Secret.
import type { CredentialMode, StorageSecret } from "./cluster.ts";

/** What is said; else as the operator infers it: either of the two keys stands for a role. */
export function inferredMode(said: string, fields: StorageSecret["fields"]): CredentialMode {
    if (said === "static" || said === "token" || said === "token-cco") return said;
    return fields["region"] !== undefined || fields["role_arn"] !== undefined ? "token" : "static";
}
