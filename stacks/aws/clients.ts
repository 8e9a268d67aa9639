// The only place that makes clients of the AWS SDK, each loaded when it is first wanted.
import { readFile } from "node:fs/promises";
import type { AgentOptions } from "node:https";
import * as tls from "node:tls";

import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { S3Client } from "@aws-sdk/client-s3";
import type { STSClient } from "@aws-sdk/client-sts";

import type { AwsConnection, AwsCredentials, Service } from "./connection.ts";

const CONNECT_MILLISECONDS = 5_000;
const REQUEST_MILLISECONDS = 15_000;

/** What a client of S3 may be made from: where no region is named, AWS's own configuration decides. */
export type S3Connection = Omit<AwsConnection, "region"> & { readonly region?: string | undefined };

/** A client for the bucket. */
export async function s3Client(connection: S3Connection): Promise<S3Client> {
    const { S3Client: Client } = await import("@aws-sdk/client-s3");
    const configuration = await configurationFor("s3", connection);
    return new Client({ ...configuration, forcePathStyle: connection.forcePathStyle ?? false });
}

/** A client for taking the role. */
export async function stsClient(connection: AwsConnection): Promise<STSClient> {
    const { STSClient: Client } = await import("@aws-sdk/client-sts");
    return new Client(await configurationFor("sts", connection));
}

/** A client for looking at roles and OIDC providers. */
export async function iamClient(connection: AwsConnection): Promise<IAMClient> {
    const { IAMClient: Client } = await import("@aws-sdk/client-iam");
    return new Client(await configurationFor("iam", connection));
}

/** A client for looking at the key that encrypts the bucket. */
export async function kmsClient(connection: AwsConnection): Promise<KMSClient> {
    const { KMSClient: Client } = await import("@aws-sdk/client-kms");
    return new Client(await configurationFor("kms", connection));
}

/** A client for looking at what happened in the account. */
export async function cloudTrailClient(connection: AwsConnection): Promise<CloudTrailClient> {
    const { CloudTrailClient: Client } = await import("@aws-sdk/client-cloudtrail");
    return new Client(await configurationFor("cloudtrail", connection));
}

async function configurationFor(service: Service, connection: S3Connection) {
    const { region, endpoints, credentials, profile, credentialsFile } = connection;
    const endpoint = endpoints?.[service];
    return {
        ...(region === undefined ? {} : { region }),
        // Whoever calls decides what is worth another attempt, and how long.
        maxAttempts: 1,
        requestHandler: {
            connectionTimeout: CONNECT_MILLISECONDS,
            requestTimeout: REQUEST_MILLISECONDS,
            throwOnRequestTimeout: true,
            httpsAgent: await agentOptions(connection),
        },
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(credentials === undefined ? {} : { credentials: identity(credentials) }),
        ...(profile === undefined ? {} : { profile }),
        // The SDK hands its whole configuration to the search for credentials, which reads this.
        ...(credentialsFile === undefined ? {} : { filepath: credentialsFile }),
    };
}

// The SDK takes no session token that is undefined.
function identity({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials) {
    const key = { accessKeyId, secretAccessKey };
    return sessionToken === undefined ? key : { ...key, sessionToken };
}

/** Whom connections trust, and through which proxy they go. */
export async function agentOptions({
    caBundle,
    proxy,
}: Pick<S3Connection, "caBundle" | "proxy">): Promise<AgentOptions> {
    const trusted =
        caBundle === undefined ? {} : { secureContext: trusting(await readFile(caBundle, "utf8")) };
    return { ...trusted, ...(proxy === undefined ? {} : { proxyEnv: { ...proxy } }) };
}

const CONTEXTS = new Map<string, tls.SecureContext>();

// Reading the usual authorities takes some ten milliseconds, for each connection: once for each bundle is enough.
function trusting(bundle: string): tls.SecureContext {
    let context = CONTEXTS.get(bundle);
    if (context === undefined) {
        context = tls.createSecureContext({ ca: [...tls.getCACertificates("default"), bundle] });
        CONTEXTS.set(bundle, context);
    }
    return context;
}
