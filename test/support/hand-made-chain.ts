/** A chain made by hand in the shared sandbox, so that a spec can change one thing of it and see what that does. */
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import {
    CreateRoleCommand,
    PutRolePolicyCommand,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";

import { STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { bucketPolicy } from "../../components/pure/policies/bucket.ts";
import type { PolicyDocument } from "../../components/pure/policies/statement.ts";
import { traceAccessPolicy } from "../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../components/pure/policies/trust.ts";
import { serviceAccountSubject } from "../../components/pure/service-accounts.ts";
import { sandboxClients } from "../../sandbox/aws/clients.ts";
import { makeBystanders } from "../../sandbox/rehearsal/bystanders/bystanders.ts";
import { makeInCluster } from "../../sandbox/rehearsal/bystanders/in-cluster.ts";
import { planRehearsal } from "../../sandbox/rehearsal/plan.ts";
import {
    sandboxTarget,
    type SandboxTarget,
} from "../../sandbox/rehearsal/proofs/sandbox-target.ts";
import type { Chain } from "../../sandbox/rehearsal/report.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { freshName } from "./sandbox.ts";

/** A chain, what the proofs call, and what can be changed of it. */
export interface HandMadeChain {
    readonly chain: Chain;
    readonly target: SandboxTarget;
    /** The documents as tempo-sts makes them. */
    readonly documents: {
        readonly trust: PolicyDocument;
        readonly access: PolicyDocument;
        readonly bucket: PolicyDocument;
    };
    setTrust(document: PolicyDocument, roleName?: string): Promise<void>;
    setAccess(document: PolicyDocument): Promise<void>;
    setBucketPolicy(document: PolicyDocument, bucketName?: string): Promise<void>;
    /** Makes the bucket again, where a spec had it deleted. */
    remakeBucket(): Promise<void>;
    close(): Promise<void>;
}

/** Makes bucket, role, policies, namespace, service accounts and bystanders of a name of their own. */
export async function handMadeChain(sandbox: Sandbox): Promise<HandMadeChain> {
    const { settings } = planRehearsal([["namespace", freshName("by-hand")]], {});
    const clients = await sandboxClients(sandbox.aws);
    const { chain, documents } = planned(sandbox, settings.namespace);
    const { bucketName } = chain;
    const RoleName = bucketName;
    const bystander = await makeBystanders(sandbox, settings);
    await makeInCluster(sandbox.cluster, {
        namespace: chain.namespace,
        serviceAccounts: chain.serviceAccounts,
        empty: [],
    });
    const hand: Omit<HandMadeChain, "target"> = {
        chain,
        documents,
        setTrust: async (document, roleName = RoleName) => {
            const PolicyDocument = JSON.stringify(document);
            const change = { RoleName: roleName, PolicyDocument };
            await clients.iam.send(new UpdateAssumeRolePolicyCommand(change));
        },
        setAccess: async (document) => {
            const PolicyDocument = JSON.stringify(document);
            const policy = { RoleName, PolicyName: "access", PolicyDocument };
            await clients.iam.send(new PutRolePolicyCommand(policy));
        },
        setBucketPolicy: async (document, Bucket = bucketName) => {
            const Policy = JSON.stringify(document);
            await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
        },
        remakeBucket: async () => {
            await clients.s3.send(
                new CreateBucketCommand({
                    Bucket: bucketName,
                    CreateBucketConfiguration: { LocationConstraint: "us-east-2" },
                }),
            );
            await hand.setBucketPolicy(documents.bucket);
        },
        close: async () => {
            await target.close();
            clients.close();
        },
    };
    await hand.remakeBucket();
    const AssumeRolePolicyDocument = JSON.stringify(documents.trust);
    await clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await hand.setAccess(documents.access);
    const target = await sandboxTarget(sandbox, chain, bystander);
    return { ...hand, target };
}

function planned({ aws, cluster, providerArn }: Sandbox, namespace: string) {
    const name = `${namespace}-traces`;
    const bucketArn = `arn:aws:s3:::${name}`;
    const chain: Chain = {
        ...{ namespace, providerArn, issuer: cluster.issuer, region: aws.region },
        tempoName: "tmstack",
        serviceAccounts: ["tempo-tmstack", "tempo-tmstack-query-frontend"],
        audience: STS_AUDIENCE,
        roleArn: `arn:aws:iam::${aws.accountId}:role/${name}`,
        bucketName: name,
        secretName: "aws-sts",
    };
    const subjects = chain.serviceAccounts.map((each) => serviceAccountSubject(namespace, each));
    const documents = {
        trust: trustPolicy({ providerArn, issuer: cluster.issuer, subjects }),
        access: traceAccessPolicy({ bucketArn }),
        bucket: bucketPolicy({ bucketArn }),
    };
    return { chain, documents };
}
