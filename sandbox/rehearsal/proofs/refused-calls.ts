/** The calls to S3 that the role's credentials, or none, must not open. */
import { randomUUID } from "node:crypto";

import type { S3Client } from "@aws-sdk/client-s3";

import { objectsBelow } from "../../../components/pure/names/object-prefix.ts";
import { serviceAccountSubject } from "../../../components/pure/service-accounts.ts";
import type { ProofRow } from "./proof.ts";
import type { ProofTarget, TemporaryCredentials } from "./target.ts";

const REFUSED = ["AccessDenied"];

/** Who calls without any credentials. */
export const ANONYMOUS = "nobody (no credentials)";

/** A call to S3, and by which door it is made. */
interface CallCase {
    readonly operation: string;
    readonly identity?: string;
    /** @default S3 by https, with the role's credentials */
    readonly door?: (credentials: TemporaryCredentials) => Promise<S3Client>;
    /** `key` is an object that is in the role's bucket while the call is made. */
    readonly call: (s3: S3Client, key: string) => Promise<unknown>;
}

/** Rows, and what takes away the object that they read. */
export interface RefusedCalls {
    readonly rows: ProofRow[];
    close(): Promise<void>;
}

/**
 * One row per call, made with the credentials of the first trusted service account. The object that is read is
 * really there, so that only the refusal can be the reason why a call fails.
 */
export function refusedCalls(target: ProofTarget): RefusedCalls {
    const { namespace, serviceAccounts } = target.chain;
    const [trusted = ""] = serviceAccounts;
    const trustedIdentity = serviceAccountSubject(namespace, trusted);
    let opened: Promise<Session> | undefined;
    const session = () => (opened ??= openSession(target, trusted));
    const cases = [...callCases(target), policyCase(target)];
    const rows = cases.map(({ operation, identity, door, call }): ProofRow => ({
        identity: identity ?? trustedIdentity,
        operation,
        link: "s3",
        refusedWith: REFUSED,
        attempt: async () => {
            const { credentials, key } = await session();
            await call(await (door?.(credentials) ?? target.s3(credentials)), key);
        },
    }));
    return { rows, close: () => closeSession(target, opened) };
}

function callCases(target: ProofTarget): CallCase[] {
    const { chain, bystander } = target;
    const own = chain.bucketName;
    const other = { bucket: bystander.bucketName, key: bystander.objectKey };
    return [
        { operation: "list of another bucket", call: (s3) => list(s3, other.bucket) },
        { operation: "read of another bucket", call: (s3) => get(s3, other.bucket, other.key) },
        { operation: "write to another bucket", call: (s3, key) => put(s3, other.bucket, key) },
        ...(chain.prefix === undefined ? [] : beside(own)),
        { operation: "s3:DeleteBucket", call: (s3) => deleteBucket(s3, own) },
        {
            operation: "read by plain http",
            door: (credentials) => target.plainS3(credentials),
            call: (s3, key) => get(s3, own, key),
        },
        {
            operation: "read without credentials",
            identity: ANONYMOUS,
            door: () => target.unsignedS3(),
            call: (s3, key) => get(s3, own, key),
        },
    ];
}

/** What is others' in a shared bucket. */
function beside(bucket: string): CallCase[] {
    return [
        { operation: "list beside its part of the bucket", call: (s3) => list(s3, bucket) },
        {
            operation: "write beside its part of the bucket",
            call: (s3) => put(s3, bucket, `beside-${randomUUID()}/meta.json`),
        },
    ];
}

/** The policy that is tried would open the bucket to its own account only, and by https. */
function policyCase({ chain }: ProofTarget): CallCase {
    const [, partition = ""] = chain.roleArn.split(":");
    const statement = {
        Effect: "Allow",
        Principal: { AWS: chain.roleArn },
        Action: "s3:DeleteBucket",
        Resource: `arn:${partition}:s3:::${chain.bucketName}`,
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return {
        operation: "s3:PutBucketPolicy",
        call: async (s3) => {
            const { PutBucketPolicyCommand } = await import("@aws-sdk/client-s3");
            await s3.send(new PutBucketPolicyCommand({ Bucket: chain.bucketName, Policy }));
        },
    };
}

interface Session {
    readonly credentials: TemporaryCredentials;
    readonly key: string;
}

async function openSession(target: ProofTarget, serviceAccount: string): Promise<Session> {
    const { namespace, audience, roleArn, bucketName, prefix } = target.chain;
    const token = await target.requestToken(namespace, serviceAccount, audience);
    const credentials = await target.assumeRole(token, roleArn);
    const key = `${objectsBelow(prefix)}single-tenant/rehearsal-${randomUUID()}/meta.json`;
    await put(await target.s3(credentials), bucketName, key);
    return { credentials, key };
}

async function closeSession(target: ProofTarget, opened?: Promise<Session>): Promise<void> {
    const session = await opened?.catch(() => undefined);
    if (session === undefined) return;
    const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
    const object = { Bucket: target.chain.bucketName, Key: session.key };
    const s3 = await target.s3(session.credentials);
    await s3.send(new DeleteObjectCommand(object));
}

async function list(s3: S3Client, Bucket: string): Promise<void> {
    const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
    await s3.send(new ListObjectsV2Command({ Bucket }));
}

async function get(s3: S3Client, Bucket: string, Key: string): Promise<void> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    await s3.send(new GetObjectCommand({ Bucket, Key }));
}

async function put(s3: S3Client, Bucket: string, Key: string): Promise<void> {
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "rehearsal" }));
}

async function deleteBucket(s3: S3Client, Bucket: string): Promise<void> {
    const { DeleteBucketCommand } = await import("@aws-sdk/client-s3");
    await s3.send(new DeleteBucketCommand({ Bucket }));
}
