// A cluster, an STS and an S3 of three small servers, which answer as a test tells them.
import { connectCluster, type Cluster } from "../../../stacks/cluster/connection.ts";
import type { AwsConnection } from "../../../stacks/aws/connection.ts";
import { kubeconfigFor, localServer, type Received, type Reply } from "./local-server.ts";

/** How each of the three answers; undefined is the answer of a world in which all is well. */
export interface Answers {
    cluster?: (request: Received) => Reply | undefined;
    sts?: (request: Received) => Reply | undefined;
    s3?: (request: Received) => Reply | undefined;
}

/** The three, running. */
export interface FakeCloud {
    readonly cluster: Cluster;
    readonly aws: AwsConnection;
    readonly requests: { cluster: Received[]; sts: Received[]; s3: Received[] };
    stop(): Promise<void>;
}

/** The names of this world. */
export const WORLD = {
    namespace: "n",
    tempoName: "t",
    serviceAccounts: ["tempo-t", "tempo-t-query-frontend"],
    roleArn: "arn:aws:iam::123456789012:role/tracing-n-b",
    bucketName: "tracing-n-b",
    issuer: "https://oidc.example/c",
    audience: "sts.amazonaws.com",
} as const;

/** Starts the three. */
export async function fakeCloud(answers: Answers = {}): Promise<FakeCloud> {
    const objects = new Map<string, string>();
    const cluster = await localServer(
        (request) => answers.cluster?.(request) ?? goodCluster(request),
    );
    const sts = await localServer((request) => answers.sts?.(request) ?? goodSts());
    const s3 = await localServer((request) => answers.s3?.(request) ?? goodS3(request, objects));
    return {
        cluster: await connectCluster({ kubeconfig: kubeconfigFor(cluster.url) }, {}),
        aws: {
            region: "us-east-2",
            endpoints: { sts: sts.url, s3: s3.url },
            forcePathStyle: true,
        },
        requests: { cluster: cluster.received, sts: sts.received, s3: s3.received },
        stop: async () => {
            await Promise.all([cluster, sts, s3].map(async (server) => server.stop()));
        },
    };
}

/** A token with these claims; nobody checks its signature here. */
export function tokenOf(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** The claims of a good token for a service account. */
export function claimsFor(serviceAccount: string): Record<string, unknown> {
    return {
        iss: WORLD.issuer,
        aud: [WORLD.audience],
        sub: `system:serviceaccount:${WORLD.namespace}:${serviceAccount}`,
        exp: Math.floor(Date.now() / 1000) + 3600,
    };
}

/** The answer to a TokenRequest. */
export function tokenReply(token: string): Reply {
    return { status: 201, body: { status: { token } } };
}

/** The answer to the reading of a service account. */
export function accountReply(roleArn?: string): Reply {
    const annotations = roleArn === undefined ? {} : { "eks.amazonaws.com/role-arn": roleArn };
    return { status: 200, body: { metadata: { annotations } } };
}

/** The answer to the reading of a TempoStack with one condition. */
export function tempoReply(type: string, reason: string, message: string): Reply {
    const conditions = [
        { type: "Ready", status: type === "Ready" ? "True" : "False", reason: "", message: "" },
        { type, status: "True", reason, message },
    ];
    return { status: 200, body: { status: { conditions } } };
}

/** An error as AWS's services write it. */
export function awsError(status: number, code: string, message: string): Reply {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
}

/** An error as S3 writes it. */
export function s3Error(status: number, code: string, message: string): Reply {
    return { status, body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>` };
}

function goodCluster({ method, url }: Received): Reply {
    const account = /\/serviceaccounts\/([^/]+)/.exec(url)?.[1];
    if (account === undefined) {
        return tempoReply("Ready", "Ready", "All components are operational");
    }
    return method === "POST"
        ? tokenReply(tokenOf(claimsFor(account)))
        : accountReply(WORLD.roleArn);
}

function goodSts(): Reply {
    const credentials =
        "<AccessKeyId>ASIATEMP</AccessKeyId><SecretAccessKey>temporary</SecretAccessKey>" +
        `<SessionToken>session</SessionToken><Expiration>${new Date(Date.now() + 9e5).toISOString()}</Expiration>`;
    return {
        status: 200,
        body:
            '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
            `<AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult>` +
            "</AssumeRoleWithWebIdentityResponse>",
    };
}

function goodS3({ method, url, body }: Received, objects: Map<string, string>): Reply {
    const path = url.replace(/\?.*$/, "");
    if (method === "PUT") {
        objects.set(path, body);
        return { status: 200 };
    }
    if (method === "DELETE") {
        objects.delete(path);
        return { status: 204 };
    }
    if (url.includes("list-type=2")) {
        return { status: 200, body: "<ListBucketResult></ListBucketResult>" };
    }
    const object = objects.get(path);
    return object === undefined ? s3Error(404, "NoSuchKey", "no") : { status: 200, body: object };
}
