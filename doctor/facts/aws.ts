// What AWS, and the issuer's own pages, tell of one Tempo's role and bucket.
import type { AwsConnection } from "../../stacks/aws/connection.ts";
import type { IssuerAnswer } from "../../stacks/cluster/issuer.ts";
import type { CallerIdentity } from "../../stacks/run/preflight/caller.ts";
import type { OutsideAnswer } from "../../stacks/aws/outside.ts";
import type { Facts } from "../facts.ts";
import { readBucket, readBucketPolicy, readKey } from "./bucket.ts";
import { readBoundary, readRolePolicies } from "./role-policies.ts";
import { readProvider, readProviderArn, readProviders, readRole } from "./identity.ts";
import { readCaller, readConnection } from "./connection.ts";
import { readClusterIssuer, readClusterKeys, readDiscovery, readPublicKeys } from "./issuer.ts";

/** A key that signs, as a JWKS has it. */
export interface SigningKey {
    readonly kid: string;
    /** By which two keys of one name are told apart: the modulus or the point. */
    readonly material: string;
}

/** An IAM OIDC provider. */
export interface ProviderFact {
    readonly arn: string;
    /** Without scheme, as IAM has it. */
    readonly url: string;
    readonly audiences: readonly string[];
    readonly thumbprints: readonly string[];
}

/** A policy document, and where it is. */
export interface PolicyFact {
    /** Such as "policy access of role tracing". */
    readonly where: string;
    /** Undefined where it is no JSON. */
    readonly document: unknown;
}

/** The role. */
export interface RoleFact {
    readonly arn: string;
    readonly name: string;
    /** That of this role only: one made again under its name has another. */
    readonly id: string;
    readonly trust: unknown;
    readonly boundaryArn: string | undefined;
}

/** The bucket, as whoever calls sees it. */
export interface BucketFact {
    /** `denied`: S3 does not say whether there is one. */
    readonly state: "there" | "absent" | "denied";
    /** Whether it is the role's account's; undefined where nobody told. */
    readonly own: boolean | undefined;
    /** Empty where nobody told. */
    readonly region: string;
    /** The key of its default encryption as it stands there; empty without one of KMS. */
    readonly keyId: string;
    /** Why its encryption could not be read; empty where it was. */
    readonly keyUnread: string;
}

/** A KMS key. */
export interface KeyFact {
    readonly arn: string;
    /** `Enabled`, `Disabled`, `PendingDeletion`, …; `absent` where there is none of this name. */
    readonly state: string;
}

/** The facts of AWS and of the issuer, by name. */
export interface AwsFacts {
    /** With the Secret's Region; without one, that of the environment. */
    readonly connection: AwsConnection;
    readonly caller: CallerIdentity;
    /** The cluster's issuer, just as the cluster gives it. */
    readonly issuer: Extract<IssuerAnswer, { issuer: string }>;
    /** The issuer's discovery document, as the internet sees it. */
    readonly discovery: OutsideAnswer;
    /** The keys that the internet sees; with the URL that they come from. */
    readonly publicKeys: {
        readonly url: string;
        readonly status: number;
        readonly keys: readonly SigningKey[];
    };
    /** The keys that the cluster's API verifies with; undefined where it publishes none. */
    readonly clusterKeys: readonly SigningKey[];
    /** The ARN that the provider must have: of the issuer, in the role's account. */
    readonly providerArn: string;
    readonly provider: ProviderFact | undefined;
    readonly providers: readonly string[];
    readonly role: RoleFact | undefined;
    readonly rolePolicies: readonly PolicyFact[];
    readonly boundary: PolicyFact | undefined;
    readonly bucket: BucketFact;
    readonly bucketPolicy: PolicyFact | undefined;
    readonly key: KeyFact | undefined;
}

type AwsReaders = { readonly [Name in keyof AwsFacts]: (facts: Facts) => Promise<AwsFacts[Name]> };

/** A reader for each of them. */
export const AWS_READERS: AwsReaders = {
    connection: readConnection,
    caller: readCaller,
    issuer: readClusterIssuer,
    discovery: readDiscovery,
    publicKeys: readPublicKeys,
    clusterKeys: readClusterKeys,
    providerArn: readProviderArn,
    provider: readProvider,
    providers: readProviders,
    role: readRole,
    rolePolicies: readRolePolicies,
    boundary: readBoundary,
    bucket: readBucket,
    bucketPolicy: readBucketPolicy,
    key: readKey,
};
