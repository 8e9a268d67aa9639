// What is found of a change of issuer, and what to do next.

/** How an issuer stands towards the settings and the cluster. */
export type Standing =
    /** The cluster makes tokens of it now. */
    | "current"
    /** It is going: in the settings as a previous one. */
    | "previous"
    /** That of another cluster, by the settings. */
    | "other-cluster"
    /** The role trusts it, and the settings do not say so. */
    | "unlisted";

/** Whether tokens of an issuer are still used, and how one knows. */
export interface UseReport {
    readonly used: "yes" | "no" | "unknown";
    /** What was seen, each a sentence without the final full stop. */
    readonly evidence: readonly string[];
}

/** One issuer. */
export interface IssuerReport {
    readonly issuer: string;
    readonly standing: Standing;
    /** Whether the role trusts it, as far as the role could be read. */
    readonly trusted: boolean;
    readonly provider: string;
    /** When it was to be dropped, by the settings. */
    readonly until?: string | undefined;
    readonly overdue: boolean;
    /** Not looked at for other clusters. */
    readonly use?: UseReport | undefined;
    /** Not looked at for other clusters and unlisted ones. */
    readonly keys?: KeysReport | undefined;
}

/** Whether the cluster's keys are what an issuer publishes. */
export interface KeysReport {
    readonly state: "published" | "missing" | "not-checked";
    /** Key ids that the cluster verifies by, and the issuer does not publish: tokens signed with them are refused. */
    readonly missing: readonly string[];
    /** Key ids that the issuer publishes beside them: of former keys, or of somebody else. */
    readonly extra: readonly string[];
    readonly because?: string | undefined;
}

/** How it stands: `refused` while tokens of the cluster are, `unknown` where that could not be looked at. */
export type RotationState = "settled" | "rotating" | "to-do" | "refused" | "unknown";

/** Everything. */
export interface RotationReport {
    readonly state: RotationState;
    readonly clusterIssuer: string;
    readonly role: string;
    readonly issuers: readonly IssuerReport[];
    /** What could not be checked, and why. */
    readonly unchecked: readonly string[];
    /** What to do, in this order; sentences. */
    readonly next: readonly string[];
}
