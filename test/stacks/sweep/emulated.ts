/** The shared sandbox as a sweep sees it, and things made in it. */
import {
    AttachRolePolicyCommand,
    CreatePolicyCommand,
    CreatePolicyVersionCommand,
    CreateRoleCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
    CreateBucketCommand,
    CreateMultipartUploadCommand,
    DeleteObjectCommand,
    PutBucketTaggingCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";

import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { AwsConnection } from "../../../stacks/aws/connection.ts";
import { type Cluster, connectCluster } from "../../../stacks/cluster/connection.ts";
import { sharedSandbox } from "../../support/sandbox.ts";
import type { Entries } from "./world.ts";

/** What the specs work with. */
export interface EmulatedWorld extends SandboxClients {
    readonly sandbox: Sandbox;
    readonly aws: AwsConnection;
    readonly cluster: Cluster;
    readonly api: ClusterApi;
}

const DOCUMENT = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});
const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
});

/** Opens everything. */
export async function openEmulated(): Promise<EmulatedWorld> {
    const sandbox = await sharedSandbox();
    const { aws, cluster } = sandbox;
    const { endpoint, region, credentials, caFile } = aws;
    const clients = await sandboxClients(aws);
    const api = await ClusterApi.connect(cluster);
    return {
        ...clients,
        sandbox,
        api,
        aws: {
            region,
            credentials,
            endpoints: { s3: endpoint, iam: endpoint, sts: endpoint },
            caBundle: caFile,
            forcePathStyle: true,
        },
        cluster: await connectCluster(cluster, {}),
        close: () => {
            clients.close();
            api.close();
        },
    };
}

/** Makes a bucket with these tags. */
export async function makeBucket({ s3, aws }: EmulatedWorld, Bucket: string, tags: Entries) {
    const LocationConstraint = aws.region as "us-east-2";
    await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    if (Object.keys(tags).length > 0) {
        const Tagging = { TagSet: sdkTags(tags) };
        await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging }));
    }
}

/** Puts into a bucket what keeps it from being deleted: versions, a delete marker, an unfinished upload. */
export async function fillBucket({ s3 }: EmulatedWorld, Bucket: string): Promise<void> {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    for (const [Key, Body] of [
        ["one", "1"],
        ["one", "2"],
        ["two", "1"],
    ] as const) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "two" }));
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "three" }));
}

/** Makes a role with an inline policy. */
export async function makeRole(
    { iam }: EmulatedWorld,
    RoleName: string,
    tags: Entries,
    Path = "/",
): Promise<void> {
    const Tags = sdkTags(tags);
    await iam.send(
        new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: TRUST, Tags }),
    );
    const PolicyName = "trace-access";
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: DOCUMENT }));
}

/** Makes a managed policy of two versions; attached, where a role is named. */
export async function makePolicy(
    { iam }: EmulatedWorld,
    PolicyName: string,
    tags: Entries,
    RoleName?: string,
): Promise<string> {
    const Tags = sdkTags(tags);
    const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName, PolicyDocument: DOCUMENT, Path: "/tempo/", Tags }),
    );
    const PolicyArn = Policy?.Arn;
    await iam.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: DOCUMENT, SetAsDefault: true }),
    );
    if (RoleName !== undefined) {
        await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    return PolicyArn ?? "";
}

/** Where the API has the kinds of these specs. */
const PATHS = {
    namespace: { root: "/api/v1", plural: "namespaces", apiVersion: "v1", kind: "Namespace" },
    secret: { root: "/api/v1", plural: "secrets", apiVersion: "v1", kind: "Secret" },
    "config-map": { root: "/api/v1", plural: "configmaps", apiVersion: "v1", kind: "ConfigMap" },
    job: { root: "/apis/batch/v1", plural: "jobs", apiVersion: "batch/v1", kind: "Job" },
    "tempo-stack": {
        root: "/apis/tempo.grafana.com/v1alpha1",
        plural: "tempostacks",
        apiVersion: "tempo.grafana.com/v1alpha1",
        kind: "TempoStack",
    },
} as const;

const JOB_SPEC = {
    template: {
        spec: { restartPolicy: "Never", containers: [{ name: "a", image: "example.com/a" }] },
    },
};
const TEMPO_SPEC = {
    storageSize: "1Gi",
    storage: { secret: { name: "aws-sts", type: "s3" } },
    resources: { total: { limits: { memory: "1Gi", cpu: "1000m" } } },
};
const STORAGE = { bucket: "b", region: "us-east-2", role_arn: "arn:aws:iam::123456789012:role/r" };
const CONTENT = {
    namespace: {},
    secret: { stringData: STORAGE },
    "config-map": { data: {} },
    job: { spec: JOB_SPEC },
    "tempo-stack": { spec: TEMPO_SPEC },
} as const;

/** Makes a namespace, or an object called `namespace/name`, with these labels. */
export async function makeObject(
    { api }: EmulatedWorld,
    kind: keyof typeof PATHS,
    path: string,
    labels: Entries,
): Promise<void> {
    const [namespace = "", name] = path.split("/");
    const { root, plural, ...type } = PATHS[kind];
    const metadata = name === undefined ? { name: namespace } : { namespace, name };
    const collection = name === undefined ? plural : `namespaces/${namespace}/${plural}`;
    const body = { ...type, metadata: { ...metadata, labels }, ...CONTENT[kind] };
    await api.request("POST", `${root}/${collection}`, { body });
}

/** Makes the volume claim of an instance's ingester, as its StatefulSet does. */
export async function makeClaim(
    { api }: EmulatedWorld,
    namespace: string,
    instance: string,
): Promise<void> {
    const labels = {
        "app.kubernetes.io/managed-by": "tempo-operator",
        "app.kubernetes.io/instance": instance,
    };
    const resources = { requests: { storage: "1Gi" } };
    await api.request("POST", `/api/v1/namespaces/${namespace}/persistentvolumeclaims`, {
        body: {
            metadata: { name: `data-tempo-${instance}-ingester-0`, labels },
            spec: { accessModes: ["ReadWriteOnce"], resources },
        },
    });
}

function sdkTags(tags: Entries): { Key: string; Value: string }[] {
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
