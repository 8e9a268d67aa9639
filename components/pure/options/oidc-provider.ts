// The IAM OIDC provider of the cluster: looked up, or made; and what a change of issuer needs.
import { z } from "zod";

import { timeTagProblems } from "../lifetime/lifetime-rules.ts";
import { flag, list, oneOf, table, text } from "../fields/fields.ts";
import { issuerProblems } from "../issuer.ts";
import { bucketNameProblems } from "../names/physical-names.ts";
import { clientIdProblems, thumbprintProblems } from "../names/oidc-names.ts";

/** An issuer that is going: tokens that it signed are still trusted for a while. */
export interface PreviousIssuerOptions {
    readonly issuer: string;
    /** When it shall be dropped, UTC, as `20261231T000000Z`; later runs say so and still trust it until it is removed here. @default - not said */
    readonly until?: string | undefined;
}

/** Hosting of the issuer's discovery document and keys in a bucket, as the credential operator's tool does. */
export interface DiscoveryOptions {
    /** Whether the bucket is made and filled from the cluster's own keys. @default false */
    readonly enabled?: boolean | undefined;
    /** The bucket's name; the issuer must be `https://<bucket>.s3.<region>.amazonaws.com`. @default - as the issuer says */
    readonly bucketName?: string | undefined;
}

/** The IAM OIDC provider. */
export interface OidcProviderOptions {
    /** `lookup`: it exists, and belongs to the cluster. `create`: this stack makes it and takes it away; production only. @default "lookup" */
    readonly mode?: "lookup" | "create" | undefined;
    /** For `create`: the audiences it takes. @default - sts.amazonaws.com and openshift */
    readonly clientIds?: readonly string[] | undefined;
    /** For `create`, and only where the issuer's certificate is of no public authority: 40 hexadecimal digits each. @default - none */
    readonly thumbprints?: readonly string[] | undefined;
    /** For `create`: where the issuer's documents are. @default - the cluster publishes them itself */
    readonly discovery?: DiscoveryOptions | undefined;
    /** Issuers that are going. @default - none */
    readonly previousIssuers?: readonly PreviousIssuerOptions[] | undefined;
}

/** The options as they may be written. */
export const OIDC_PROVIDER = table({
    mode: oneOf(["lookup", "create"]).default("lookup"),
    clientIds: list(text(clientIdProblems)).optional(),
    thumbprints: list(text(thumbprintProblems)).default([]),
    discovery: table({
        enabled: flag().default(false),
        bucketName: text(bucketNameProblems).optional(),
    }).prefault({}),
    previousIssuers: list(
        table({ issuer: text(issuerProblems), until: text(timeTagProblems).optional() }),
    ).default([]),
});

/** The options with their defaults. */
export type OidcProviderFeatures = z.output<typeof OIDC_PROVIDER>;
