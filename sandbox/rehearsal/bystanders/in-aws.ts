/** Somebody else's bucket and role in the sandbox's AWS. */
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";

import { bucketArn } from "../../../components/pure/names/arn.ts";
import { partitionOfRegion } from "../../../components/pure/partition.ts";
import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import { serviceAccountSubject } from "../../../components/pure/service-accounts.ts";
import { OWNERSHIP_TAGS } from "../../../components/pure/lifetime/tags.ts";
import { sandboxClients, type SandboxClients } from "../../aws/clients.ts";
import type { Sandbox } from "../../sandbox.ts";

/** What they are called, and whom the role trusts. */
export interface AwsBystanderNames {
    readonly namespace: string;
    readonly serviceAccounts: readonly string[];
    readonly bucketName: string;
    readonly roleName: string;
}

/** What was made. */
export interface AwsBystander {
    readonly bucketName: string;
    readonly objectKey: string;
    readonly roleArn: string;
}

const OBJECT_KEY = "single-tenant/of-somebody-else/meta.json";

/** Ownership needs the full set of tags: the project's own name alone is not enough. */
const TAGS = [
    { Key: OWNERSHIP_TAGS.project, Value: "tempo-sts" },
    { Key: OWNERSHIP_TAGS.stack, Value: "somebody-else" },
];

/** Makes a bucket with an object in it, and a role that opens it to service accounts of somebody else. */
export async function makeInAws(
    { aws, cluster, providerArn }: Sandbox,
    names: AwsBystanderNames,
): Promise<AwsBystander> {
    const clients = await sandboxClients(aws);
    const subjects = names.serviceAccounts.map((name) =>
        serviceAccountSubject(names.namespace, name),
    );
    const partition = partitionOfRegion(aws.region) ?? "aws";
    const policies = {
        trust: trustPolicy({ providerArn, issuer: cluster.issuer, subjects }),
        access: traceAccessPolicy({
            bucketArn: bucketArn({ partition, bucketName: names.bucketName }),
        }),
    };
    try {
        const [roleArn] = await Promise.all([
            makeRole(clients, names.roleName, policies),
            makeBucket(clients, names.bucketName, aws.region),
        ]);
        return { bucketName: names.bucketName, objectKey: OBJECT_KEY, roleArn };
    } finally {
        clients.close();
    }
}

async function makeBucket({ s3 }: SandboxClients, Bucket: string, region: string): Promise<void> {
    const { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } =
        await import("@aws-sdk/client-s3");
    // us-east-1 is the one Region that must not be named.
    const place =
        region === "us-east-1"
            ? {}
            : {
                  CreateBucketConfiguration: {
                      LocationConstraint: region as BucketLocationConstraint,
                  },
              };
    await s3.send(new CreateBucketCommand({ Bucket, ...place }));
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: TAGS } }));
    await s3.send(new PutObjectCommand({ Bucket, Key: OBJECT_KEY, Body: "somebody else's" }));
}

async function makeRole(
    { iam }: SandboxClients,
    RoleName: string,
    policies: { readonly trust: object; readonly access: object },
): Promise<string> {
    const { CreateRoleCommand, PutRolePolicyCommand } = await import("@aws-sdk/client-iam");
    const { Role } = await iam.send(
        new CreateRoleCommand({
            RoleName,
            AssumeRolePolicyDocument: JSON.stringify(policies.trust),
            Tags: TAGS,
        }),
    );
    const PolicyDocument = JSON.stringify(policies.access);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "access", PolicyDocument }));
    if (Role?.Arn === undefined) throw new Error(`expected the ARN of ${RoleName}, got none`);
    return Role.Arn;
}
