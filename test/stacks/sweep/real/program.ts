/** A program with a bucket and a role that are called as their stack is and carry all of its tags. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Lifetime } from "../../../../components/pure/lifetime/lifetime.ts";
import { awsTags } from "../world.ts";

const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
});

/** Reads `lifetime` from its configuration; its role's ARN tells the account, as that of the real program does. */
export default async function program(): Promise<Record<string, unknown>> {
    const name = pulumi.getStack();
    const lifetime = new pulumi.Config().requireObject<Lifetime>("lifetime");
    const { accountId } = await aws.getCallerIdentity();
    const tags = awsTags(name, lifetime, accountId);
    const bucket = new aws.s3.Bucket("bucket", { bucket: name, forceDestroy: true, tags });
    const role = new aws.iam.Role("role", {
        ...{ name, assumeRolePolicy: TRUST, tags },
        forceDetachPolicies: true,
    });
    return { bucketName: bucket.bucket, roleArn: role.arn };
}
