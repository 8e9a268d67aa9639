/** What the proofs call: a cluster that issues tokens, STS, and S3 through both of its doors. */
import type { S3Client } from "@aws-sdk/client-s3";

import type { Chain } from "../report.ts";

/** Temporary credentials, as STS gives them. */
export interface TemporaryCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
}

/** What belongs to somebody else, and must stay closed to the chain. */
export interface Bystander {
    readonly namespace: string;
    readonly bucketName: string;
    /** An object in the bucket. */
    readonly objectKey: string;
    readonly roleArn: string;
}

/** Everything a proof needs to make its call. */
export interface ProofTarget {
    readonly chain: Chain;
    readonly bystander: Bystander;
    /** A fresh token by `TokenRequest`. */
    requestToken(namespace: string, serviceAccount: string, audience: string): Promise<string>;
    /** The same token past its time, signed by the cluster's own key; absent where that key is not ours. */
    readonly expiredCopy?: ((token: string) => string) | undefined;
    /** `AssumeRoleWithWebIdentity`. */
    assumeRole(token: string, roleArn: string): Promise<TemporaryCredentials>;
    /** S3 by https, as every client should. */
    s3(credentials: TemporaryCredentials): Promise<S3Client>;
    /** S3 by plain http. */
    plainS3(credentials: TemporaryCredentials): Promise<S3Client>;
    /** S3 by https, without a signature. */
    unsignedS3(): Promise<S3Client>;
}
