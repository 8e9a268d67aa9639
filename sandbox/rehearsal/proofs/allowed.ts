/** The calls that every trusted service account must be able to make: all that Tempo makes, with a real token. */
import { randomUUID } from "node:crypto";

import type { S3Client } from "@aws-sdk/client-s3";

import { objectsBelow } from "../../../components/pure/names/object-prefix.ts";
import { serviceAccountSubject } from "../../../components/pure/service-accounts.ts";
import type { ProofRow } from "./proof.ts";
import { expectAnswer, objectCalls } from "./object-calls.ts";
import type { ProofTarget, TemporaryCredentials } from "./target.ts";

/** The rows of one service account, to be made in order: each call builds on the one before. */
export function allowedRows(target: ProofTarget, serviceAccount: string): ProofRow[] {
    const { namespace, audience, roleArn, bucketName } = target.chain;
    const identity = serviceAccountSubject(namespace, serviceAccount);
    const held: { token?: string; credentials?: TemporaryCredentials } = {};
    const client = async (): Promise<S3Client> => {
        if (held.credentials === undefined) throw new Error("no credentials: STS gave none");
        return target.s3(held.credentials);
    };
    const token: ProofRow = {
        identity,
        operation: `TokenRequest for ${audience}`,
        link: "token",
        attempt: async () => {
            held.token = await target.requestToken(namespace, serviceAccount, audience);
            const { sub, iss } = claims(held.token);
            expectAnswer("the token's subject", sub, identity);
            expectAnswer("the token's issuer", iss, target.chain.issuer);
        },
    };
    const role: ProofRow = {
        identity,
        operation: "sts:AssumeRoleWithWebIdentity",
        link: "sts",
        attempt: async () => {
            if (held.token === undefined) throw new Error("no token: the cluster gave none");
            held.credentials = await target.assumeRole(held.token, roleArn);
        },
    };
    const prefix = `${objectsBelow(target.chain.prefix)}single-tenant/rehearsal-${randomUUID()}/`;
    const calls = objectCalls({ bucketName, prefix }).map(({ operation, call }): ProofRow => ({
        identity,
        operation,
        link: "s3",
        attempt: async () => call(await client()),
    }));
    return [token, role, ...calls];
}

function claims(token: string): { sub?: unknown; iss?: unknown } {
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return JSON.parse(payload) as { sub?: unknown; iss?: unknown };
}
