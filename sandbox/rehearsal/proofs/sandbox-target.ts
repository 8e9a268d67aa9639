/** The proofs' target in a running sandbox: its cluster's tokens, its STS, both doors of its S3. */
import type { STSClient } from "@aws-sdk/client-sts";

import { sandboxClients, type SandboxClients } from "../../aws/clients.ts";
import { ClusterApi } from "../../operator/cluster/cluster-api.ts";
import { objectPath, RESOURCES } from "../../operator/cluster/objects.ts";
import { textOf, valueAt } from "../../operator/cluster/values.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Chain } from "../report.ts";
import type { Bystander, ProofTarget, TemporaryCredentials } from "./target.ts";

/** A target whose connections are to be closed. */
export interface SandboxTarget extends ProofTarget {
    close(): Promise<void>;
}

/** The least that a cluster gives, and enough for the proofs. */
const TOKEN_SECONDS = 600;

/** Opens the target. */
export async function sandboxTarget(
    { aws, cluster }: Pick<Sandbox, "aws" | "cluster">,
    chain: Chain,
    bystander: Bystander,
): Promise<SandboxTarget> {
    const api = await ClusterApi.connect(cluster);
    const open = new Map<string, Promise<SandboxClients>>();
    const clients = (credentials: TemporaryCredentials | "none", endpoint: string) => {
        const whose = credentials === "none" ? "nobody" : credentials.accessKeyId;
        const key = `${whose} at ${endpoint}`;
        const found = open.get(key) ?? sandboxClients(aws, { credentials, endpoint });
        open.set(key, found);
        return found;
    };
    return {
        chain,
        bystander,
        expiredCopy: cluster.expiredCopy,
        requestToken: (namespace, serviceAccount, audience) =>
            requestToken(api, namespace, serviceAccount, audience),
        assumeRole: async (token, roleArn) =>
            assumeRole((await clients("none", aws.endpoint)).sts, token, roleArn),
        s3: async (credentials) => (await clients(credentials, aws.endpoint)).s3,
        plainS3: async (credentials) => (await clients(credentials, aws.plainHttpEndpoint)).s3,
        unsignedS3: async () => (await clients("none", aws.endpoint)).s3,
        close: async () => {
            for (const each of open.values()) (await each).close();
            api.close();
        },
    };
}

async function requestToken(
    api: ClusterApi,
    namespace: string,
    serviceAccount: string,
    audience: string,
): Promise<string> {
    const path = `${objectPath(RESOURCES.ServiceAccount, { namespace, name: serviceAccount })}/token`;
    const answer = await api.request("POST", path, {
        body: {
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: { audiences: [audience], expirationSeconds: TOKEN_SECONDS },
        },
    });
    const token = textOf(valueAt(answer, "status", "token"));
    if (token === undefined) throw new Error(`expected a token from ${path}, got none`);
    return token;
}

async function assumeRole(
    sts: STSClient,
    token: string,
    roleArn: string,
): Promise<TemporaryCredentials> {
    const { AssumeRoleWithWebIdentityCommand } = await import("@aws-sdk/client-sts");
    const { Credentials: given } = await sts.send(
        new AssumeRoleWithWebIdentityCommand({
            RoleArn: roleArn,
            RoleSessionName: "tempo-sts-rehearsal",
            WebIdentityToken: token,
        }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
        throw new Error("expected credentials of three parts from STS, got fewer");
    }
    return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
    };
}
