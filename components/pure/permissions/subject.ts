// What a person's rights depend on: a stack's settings as far as they decide what exists in AWS.
import type { Audit } from "../options/audit.ts";
import type { BucketFeatures } from "../options/bucket.ts";
import type { Encryption } from "../options/encryption.ts";
import type { OidcProviderFeatures } from "../options/oidc-provider.ts";
import type { Trust } from "../options/trust.ts";
import type { Watch } from "../options/watch.ts";
import type { Partition } from "../partition.ts";

/** The commands that ask AWS for something with the rights of whoever runs them. */
export const PERMISSION_VERBS = ["up", "preview", "verify", "run", "destroy", "sweep"] as const;

/** One of them. */
export type PermissionVerb = (typeof PERMISSION_VERBS)[number];

/** Where Pulumi keeps the state, when that is in AWS. */
export interface StatePlace {
    /** The bucket of an `s3://` backend. @default - elsewhere */
    readonly bucketName?: string | undefined;
    /** Where in it, without slashes at the ends. @default - at its root */
    readonly prefix?: string | undefined;
    /** The ARN of the key that encrypts the state's secrets. @default - none */
    readonly keyArn?: string | undefined;
    /** Its alias, with `alias/`, where the ARN is a pattern because only the alias is known. @default - the ARN is whole */
    readonly keyAlias?: string | undefined;
}

/** A stack, for the question who needs which right. Names may hold `*`. */
export interface PermissionSubject {
    readonly partition: Partition;
    readonly accountId: string;
    readonly region: string;
    readonly profile: "ephemeral" | "production";
    readonly namespace: string;
    readonly tempoName: string;
    readonly bucketName: string;
    readonly roleName: string;
    readonly rolePath: string;
    readonly policyKind: "inline" | "managed";
    readonly permissionsBoundary?: string | undefined;
    readonly adoptRole: boolean;
    readonly retainOnDelete: boolean;
    /** The cluster's issuer; `*` where it is not known. */
    readonly issuer: string;
    readonly kmsKeyArn?: string | undefined;
    readonly encryption: Encryption;
    readonly bucket: BucketFeatures;
    readonly trust: Trust;
    readonly oidcProvider: OidcProviderFeatures;
    readonly audit: Audit;
    readonly watch: Watch;
    readonly state?: StatePlace | undefined;
}
