// Who may take the role beside the service accounts of this stack's own Tempo.
import { z } from "zod";

import { list, oneOf, table, text } from "../fields/fields.ts";
import { issuerProblems } from "../issuer.ts";
import { dnsLabelProblems } from "../names/kubernetes-names.ts";
import { subjectPatternProblems } from "../names/subjects.ts";
import { tempoNameProblems } from "../names/tempo-names.ts";

/** Another cluster whose Tempo may take the role: the other half of a blue/green pair, or a stand-by. */
export interface TrustedClusterOptions {
    /** Its issuer URL; its IAM OIDC provider must be in the role's account. */
    readonly issuer: string;
    /** The namespace of its Tempo. @default - as here */
    readonly namespace?: string | undefined;
    /** The name of its TempoStack. @default - as here */
    readonly tempoName?: string | undefined;
}

/** Who may take the role. */
export interface TrustOptions {
    /** Other clusters. @default - none */
    readonly clusters?: readonly TrustedClusterOptions[] | undefined;
    /** `exact`: StringEquals. `pattern`: StringLike, with `patterns`; wider than any one Tempo needs, and said in a warning. @default "exact" */
    readonly match?: "exact" | "pattern" | undefined;
    /** Subjects with * or ?, such as `system:serviceaccount:preview-*:tempo-tmstack`; only with `match: pattern`. @default - none */
    readonly patterns?: readonly string[] | undefined;
}

/** The options as they may be written. */
export const TRUST = table({
    clusters: list(
        table({
            issuer: text(issuerProblems),
            namespace: text(dnsLabelProblems).optional(),
            tempoName: text(tempoNameProblems).optional(),
        }),
    ).default([]),
    match: oneOf(["exact", "pattern"]).default("exact"),
    patterns: list(text(subjectPatternProblems)).default([]),
});

/** The options with their defaults. */
export type Trust = z.output<typeof TRUST>;
