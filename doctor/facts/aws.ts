// What AWS, and the issuer's own pages, tell of one Tempo's role and bucket.
import type { AwsConnection } from "../../stacks/aws/connection.ts";
import type { CallerIdentity } from "../../stacks/run/preflight/caller.ts";
import type { Facts, OutsideAnswer } from "../facts.ts";
import { Unreadable } from "./unreadable.ts";

/** A key that signs, as the cluster and the issuer's JWKS name it. */
export interface SigningKey {
    readonly kid: string;
    /** By which two keys of one name are told apart. */
    readonly thumbprint: string;
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
    readonly document: unknown;
}

/** The role. */
export interface RoleFact {
    readonly arn: string;
    readonly name: string;
    readonly trust: unknown;
    readonly boundaryArn: string | undefined;
}

/** The bucket, as whoever calls sees it. */
export interface BucketFact {
    /** `denied`: there is such a bucket, and it is not the caller's to look at. */
    readonly state: "there" | "absent" | "denied";
    /** Empty where nobody told. */
    readonly region: string;
    /** The key of its default encryption; empty without KMS. */
    readonly keyArn: string;
    readonly versioned: boolean;
}

/** A KMS key. */
export interface KeyFact {
    readonly arn: string;
    /** `Enabled`, `Disabled`, `PendingDeletion`, … */
    readonly state: string;
}

/** The facts of AWS and of the issuer, by name. */
export interface AwsFacts {
    /** With the Region of the environment, else the Secret's. */
    readonly connection: AwsConnection;
    readonly caller: CallerIdentity;
    /** The cluster's issuer, just as the cluster gives it. */
    readonly issuer: string;
    /** The issuer's discovery document, as the internet sees it. */
    readonly discovery: OutsideAnswer;
    /** The keys that the internet sees. */
    readonly publicKeys: readonly SigningKey[];
    /** The keys that the cluster's API says it signs with. */
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

const later = async () => Promise.reject(new Unreadable("the doctor does not look at it yet"));

/** A reader for each of them. */
export const AWS_READERS: AwsReaders = {
    connection: later,
    caller: later,
    issuer: later,
    discovery: later,
    publicKeys: later,
    clusterKeys: later,
    providerArn: later,
    provider: later,
    providers: later,
    role: later,
    rolePolicies: later,
    boundary: later,
    bucket: later,
    bucketPolicy: later,
    key: later,
};
