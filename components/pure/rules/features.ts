// What the rules between features look at: a stack as far as it is known and right.
import type { Audit } from "../options/audit.ts";
import type { BucketFeatures } from "../options/bucket.ts";
import type { Encryption } from "../options/encryption.ts";
import type { OidcProviderFeatures } from "../options/oidc-provider.ts";
import type { Trust } from "../options/trust.ts";
import type { Watch } from "../options/watch.ts";
import type { Problem } from "../problems.ts";

/** A stack's features; what is absent is not known, or was wrong by itself. Texts that come later are `Later`. */
export interface Features {
    readonly profile: "ephemeral" | "production";
    readonly region: string;
    readonly namespace?: string | undefined;
    readonly tempoName?: string | undefined;
    readonly bucketName?: unknown;
    readonly roleName?: unknown;
    readonly kmsKeyArn?: unknown;
    readonly issuer?: unknown;
    /** A Go duration. */
    readonly retention?: unknown;
    readonly retainOnDelete?: boolean | undefined;
    readonly adoptRole?: boolean | undefined;
    readonly permissionsBoundary?: unknown;
    readonly rolePath?: unknown;
    readonly roleDescription?: unknown;
    readonly maxSessionSeconds?: unknown;
    readonly policyKind?: unknown;
    readonly operatorVersion?: unknown;
    readonly encryption?: Encryption | undefined;
    readonly bucket?: BucketFeatures | undefined;
    readonly trust?: Trust | undefined;
    readonly oidcProvider?: OidcProviderFeatures | undefined;
    readonly audit?: Audit | undefined;
    readonly watch?: Watch | undefined;
}

/** A rule between features: every contradiction that it sees. */
export type FeatureRule = (features: Features) => Problem[];
