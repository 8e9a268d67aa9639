/** AWS SDK clients that talk to the sandbox and trust its certificate. */
import { readFile } from "node:fs/promises";
import { Agent } from "node:https";

import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { S3Client } from "@aws-sdk/client-s3";
import type { STSClient } from "@aws-sdk/client-sts";

import type { AwsSandbox } from "./aws-sandbox.ts";

/** Credentials to work with, temporary ones included. */
interface SandboxCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}

/** One client per service. */
export interface SandboxClients {
    readonly s3: S3Client;
    readonly iam: IAMClient;
    readonly kms: KMSClient;
    readonly sts: STSClient;
    /** Closes their connections. */
    readonly close: () => void;
}

/** What to change of the usual way. */
export interface ClientOptions {
    /** Whose; `"none"` signs nothing. @default the sandbox's administrator */
    readonly credentials?: SandboxCredentials | "none";
    /** @default the sandbox's https endpoint */
    readonly endpoint?: string;
    /** @default the sandbox's region */
    readonly region?: string;
}

/** Makes the clients. Nothing is retried, so that what the sandbox answers first is what is seen. */
export async function sandboxClients(
    sandbox: Pick<AwsSandbox, "endpoint" | "caFile" | "region" | "credentials">,
    options: ClientOptions = {},
): Promise<SandboxClients> {
    const [{ S3Client: S3 }, { IAMClient: Iam }, { KMSClient: Kms }, { STSClient: Sts }, ca] =
        await Promise.all([
            import("@aws-sdk/client-s3"),
            import("@aws-sdk/client-iam"),
            import("@aws-sdk/client-kms"),
            import("@aws-sdk/client-sts"),
            readFile(sandbox.caFile, "utf8"),
        ]);
    const httpsAgent = new Agent({ keepAlive: true, ca });
    const { credentials = sandbox.credentials } = options;
    const configuration = {
        endpoint: options.endpoint ?? sandbox.endpoint,
        region: options.region ?? sandbox.region,
        maxAttempts: 1,
        requestHandler: { httpsAgent },
        ...(credentials === "none"
            ? {
                  // The SDK wants credentials before it asks who signs.
                  credentials: { accessKeyId: "none", secretAccessKey: "none" },
                  signer: { sign: async <Request>(request: Request) => Promise.resolve(request) },
              }
            : { credentials }),
    };
    const clients = {
        s3: new S3({ ...configuration, forcePathStyle: true, followRegionRedirects: true }),
        iam: new Iam(configuration),
        kms: new Kms(configuration),
        sts: new Sts(configuration),
    };
    return {
        ...clients,
        close: () => {
            for (const client of Object.values(clients)) client.destroy();
            httpsAgent.destroy();
        },
    };
}
