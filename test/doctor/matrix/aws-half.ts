/** The half of a stage that lies in AWS: bucket, role, policies, as tempo-sts makes them. */
import {
    CreateRoleCommand,
    PutRolePolicyCommand,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";

import { bucketPolicy } from "../../../components/pure/policies/bucket.ts";
import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import { serviceAccountSubject } from "../../../components/pure/service-accounts.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import type { Stage, StageNames } from "./stage.ts";

/** What the stage gets of it. */
export type AwsHalf = Pick<Stage, "documents" | "setTrust" | "setAccess">;

/** Makes it. */
export async function makeAwsHalf(
    { iam, s3 }: SandboxClients,
    names: StageNames,
    prefix: string | undefined,
): Promise<AwsHalf> {
    const { bucketName: Bucket, roleName: RoleName, region } = names;
    const bucketArn = `arn:aws:s3:::${Bucket}`;
    const { providerArn, issuer, namespace } = names;
    const subjects = names.serviceAccounts.map((each) => serviceAccountSubject(namespace, each));
    const trust = trustPolicy({ providerArn, issuer, subjects });
    const access = traceAccessPolicy({ bucketArn, prefix });
    const half: AwsHalf = {
        documents: { trust, access },
        setTrust: async (document) => {
            const PolicyDocument = JSON.stringify(document);
            await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
        },
        setAccess: async (document) => {
            const PolicyDocument = JSON.stringify(document);
            const policy = { RoleName, PolicyName: "access", PolicyDocument };
            await iam.send(new PutRolePolicyCommand(policy));
        },
    };
    const LocationConstraint = region === "us-east-2" ? region : undefined;
    await Promise.all([
        s3.send(
            new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
        ),
        iam.send(
            new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
        ),
    ]);
    const Policy = JSON.stringify(bucketPolicy({ bucketArn }));
    await Promise.all([
        half.setAccess(access),
        s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    ]);
    return half;
}
