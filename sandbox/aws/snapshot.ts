/** What there is in the sandbox's AWS at one moment, for finding what was left behind or touched. */
import { createHash } from "node:crypto";

import type { AwsSandbox } from "./aws-sandbox.ts";
import { describeBuckets } from "./bucket-contents.ts";
import { sandboxClients } from "./clients.ts";
import { describeIdentities } from "./identity-contents.ts";
import { describeKeys } from "./key-contents.ts";

/** Everything by name (`arn:…`), each with a fingerprint of its content. */
export type AwsSnapshot = ReadonlyMap<string, string>;

/** How two snapshots differ, as ARNs in order. */
export interface SnapshotDifference {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
}

/** Looks at every bucket, role, policy of the account and OIDC provider, and at the keys of the sandbox's own Region. */
export async function snapshot(sandbox: AwsSandbox): Promise<AwsSnapshot> {
    const clients = await sandboxClients(sandbox);
    try {
        const described = await Promise.all([
            describeBuckets(clients.s3),
            describeIdentities(clients.iam),
            describeKeys(clients.kms),
        ]);
        return new Map(
            described
                .flat()
                .map(({ arn, content }) => [arn, fingerprint(content)] as const)
                .sort(([one], [other]) => (one < other ? -1 : 1)),
        );
    } finally {
        clients.close();
    }
}

/** Compares two snapshots. */
export function compareSnapshots(before: AwsSnapshot, after: AwsSnapshot): SnapshotDifference {
    const common = [...before.keys()].filter((arn) => after.has(arn));
    return {
        added: [...after.keys()].filter((arn) => !before.has(arn)),
        removed: [...before.keys()].filter((arn) => !after.has(arn)),
        changed: common.filter((arn) => before.get(arn) !== after.get(arn)),
    };
}

/** The order of keys must not matter, so they are sorted on the way. */
function fingerprint(content: unknown): string {
    const canonical = JSON.stringify(content, (_, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(
                  Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)),
              )
            : value,
    );
    return createHash("sha256").update(canonical).digest("hex");
}
