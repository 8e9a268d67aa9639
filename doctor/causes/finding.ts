// Makes a finding of one of the causes.
import type { Finding, Remedy } from "../link.ts";
import type { AwsCause } from "./aws.ts";
import type { ClusterCause } from "./cluster.ts";

/** What a finding says beside its cause. */
export interface Told {
    readonly summary: string;
    readonly evidence: readonly string[];
    /** A text alone, or with the command that does it. */
    readonly remedy: string | Remedy;
    /** @default broken */
    readonly severity?: Finding["severity"];
}

/** The finding. */
export function findingOf(cause: ClusterCause | AwsCause, told: Told): Finding {
    const { summary, evidence, remedy, severity = "broken" } = told;
    const text = typeof remedy === "string" ? { text: remedy } : remedy;
    return { cause, summary, evidence, remedy: text, severity };
}
