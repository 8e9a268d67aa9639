/** What belongs to somebody else: a bucket and a role that a stack adopts, a policy that bounds roles. */
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { BOUNDARY_NAME, foreignName } from "./permission-cases.ts";

/** Makes what a stack in this namespace adopts. */
export async function makeForeign({ s3, iam }: SandboxClients, namespace: string): Promise<void> {
    const { CreateBucketCommand } = await import("@aws-sdk/client-s3");
    const { CreateRoleCommand } = await import("@aws-sdk/client-iam");
    const name = foreignName(namespace);
    const place = { LocationConstraint: "us-east-2" } as const;
    const bucket = { Bucket: name, CreateBucketConfiguration: place };
    await s3.send(new CreateBucketCommand(bucket));
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
}

/** Makes the policy that bounds roles. */
export async function makeBoundary({ iam }: SandboxClients): Promise<void> {
    const { CreatePolicyCommand } = await import("@aws-sdk/client-iam");
    const all = { Effect: "Allow", Action: "*", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [all] });
    await iam.send(new CreatePolicyCommand({ PolicyName: BOUNDARY_NAME, PolicyDocument }));
}
