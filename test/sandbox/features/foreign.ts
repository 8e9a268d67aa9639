/** What belongs to somebody else: a bucket and a role that stacks adopt, a policy that bounds roles. */
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { CASES } from "./permission-cases.ts";

/** Makes what the cases adopt. */
export async function makeForeign({ s3, iam }: SandboxClients): Promise<void> {
    const { CreateBucketCommand } = await import("@aws-sdk/client-s3");
    const { CreatePolicyCommand, CreateRoleCommand } = await import("@aws-sdk/client-iam");
    const trust = { Version: "2012-10-17", Statement: [] };
    const all = { Effect: "Allow", Action: "*", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [all] });
    await iam.send(new CreatePolicyCommand({ PolicyName: "tempo-sts-boundary", PolicyDocument }));
    for (const { settings } of CASES) {
        const { bucketName: Bucket, roleName: RoleName } = settings;
        if (typeof Bucket !== "string" || typeof RoleName !== "string") continue;
        const LocationConstraint = "us-east-2";
        await s3.send(
            new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
        );
        const AssumeRolePolicyDocument = JSON.stringify(trust);
        await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
}
