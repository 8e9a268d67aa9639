/** For each policy, resources that it lets pass and resources that it refuses: for unit specs and for the real engine alike. */
import { lifetimeTags } from "../../components/pure/lifetime/lifetime.ts";
import { bucketPolicy } from "../../components/pure/policies/bucket.ts";
import { traceAccessPolicy } from "../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../components/pure/policies/trust.ts";
import { ownershipTags } from "../../components/pure/lifetime/tags.ts";
import type { Given } from "./judge.ts";

/** The resources of one policy. */
export interface Case {
    readonly policy: string;
    /** Pass every policy of the pack. */
    readonly passing: readonly Given[];
    /** Fail this policy, and maybe others. */
    readonly failing: readonly Given[];
}

/** The provider of the tests' cluster. */
export const PROVIDER = "oidc.example.com/cluster";
/** A subject of that provider. */
export const SUBJECT = "system:serviceaccount:tracing:tempo-tmstack";

const PROVIDER_ARN = `arn:aws:iam::123456789012:oidc-provider/${PROVIDER}`;
const ROLE_ARN = "arn:aws:iam::123456789012:role/tracing";
const OWNER = {
    ...{ project: "tempo-sts", stack: "dev", namespace: "tracing", tempoName: "tmstack" },
    ...{ buildNamespace: "ci", profile: "ephemeral" },
};
const LIFETIME = { owner: "me", created: "20261124T100000Z", expires: "20261125T100000Z" };

/** The tags of everything that passes. */
export const TAGS = { ...ownershipTags(OWNER), ...lifetimeTags(LIFETIME) };

/** A role of web identity, with these tests of its condition. */
export function webRole(condition: unknown, name = "role"): Given {
    const [statement] = TRUST.Statement;
    const assumeRolePolicy = JSON.stringify({
        ...TRUST,
        Statement: [{ ...statement, Condition: condition }],
    });
    return { type: "aws:iam/role:Role", name, props: { assumeRolePolicy, tags: TAGS } };
}

/** A bucket with what it has to have, or without some of that. */
export function bucketWith(
    parts: readonly ("block" | "policy" | "encryption")[],
    name = "bucket",
): Given[] {
    const own = { bucket: `traces-of-${name}` };
    const arn = `arn:aws:s3:::${own.bucket}`;
    const from = { bucket: [name] };
    const settings = {
        block: {
            type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            props: { ...own, ...BLOCK },
        },
        policy: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            props: { ...own, policy: JSON.stringify(bucketPolicy({ bucketArn: arn })) },
        },
        encryption: {
            type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            props: { ...own, rules: [encryptedBy("AES256")] },
        },
    };
    return [
        { type: "aws:s3/bucket:Bucket", name, props: { ...own, tags: TAGS } },
        ...parts.map((part) => ({ ...settings[part], name: `${name}-${part}`, from })),
    ];
}

/** One rule of a bucket's encryption. */
export function encryptedBy(sseAlgorithm: string): object {
    return { applyServerSideEncryptionByDefault: { sseAlgorithm } };
}

/** All four ways to the public, closed. */
export const BLOCK = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};

const TRUST = trustPolicy({
    providerArn: PROVIDER_ARN,
    issuer: `https://${PROVIDER}`,
    subjects: [SUBJECT],
});

/** An inline policy of a role that allows this. */
export function allowing(statement: object, name = "access"): Given {
    const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", ...statement }],
    });
    return { type: "aws:iam/rolePolicy:RolePolicy", name, props: { role: "tracing", policy } };
}

const configMap = (name: string, data: object): Given => ({
    ...{ type: "kubernetes:core/v1:ConfigMap", name },
    props: { metadata: { name }, data },
});
const topic = (name: string, principal: unknown): Given => ({
    type: "aws:sns/topicPolicy:TopicPolicy",
    name,
    props: {
        arn: "arn:aws:sns:us-east-2:123456789012:alarms",
        policy: JSON.stringify({
            Statement: [
                { Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: "*" },
            ],
        }),
    },
});
const stackWith = (outputs: Record<string, unknown>): Given => ({
    ...{ type: "pulumi:pulumi:Stack", name: "spec-dev" },
    props: outputs,
});
const taggedKey = (name: string, tags: Record<string, string>): Given => ({
    ...{ type: "aws:kms/key:Key", name },
    props: { tags },
});
const unexpiring = Object.fromEntries(
    Object.entries(TAGS).filter(([key]) => key !== "tempo-sts:expires"),
);

/** In the order of the pack. */
export const CASES: readonly Case[] = [
    {
        policy: "exact-trust",
        passing: [webRole(TRUST.Statement[0]?.Condition)],
        failing: [
            webRole({ StringEquals: { [`${PROVIDER}:sub`]: SUBJECT } }, "exact-trust-no-aud"),
        ],
    },
    {
        policy: "no-wildcard-principal",
        passing: [topic("topic", { Service: "cloudwatch.amazonaws.com" })],
        failing: [topic("no-wildcard-principal-topic", { AWS: "*" })],
    },
    {
        policy: "exact-actions",
        passing: [
            {
                ...allowing({}),
                props: {
                    policy: JSON.stringify(traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces" })),
                },
            },
        ],
        failing: [
            allowing({ Action: "s3:*", Resource: "arn:aws:s3:::traces/*" }, "exact-actions-all"),
        ],
    },
    {
        policy: "exact-resources",
        passing: [allowing({ Action: "s3:GetObject", Resource: "arn:aws:s3:::traces/a/*" }, "get")],
        failing: [
            allowing({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }, "exact-resources-all"),
        ],
    },
    {
        policy: "public-access-blocked",
        passing: bucketWith(["block", "policy", "encryption"]),
        failing: bucketWith(["policy", "encryption"], "public-access-blocked-bucket"),
    },
    {
        policy: "tls-only",
        passing: bucketWith(["block", "policy", "encryption"], "second"),
        failing: bucketWith(["block", "encryption"], "tls-only-bucket"),
    },
    {
        policy: "encrypted-bucket",
        passing: bucketWith(["block", "policy", "encryption"], "third"),
        failing: bucketWith(["block", "policy"], "encrypted-bucket-bucket"),
    },
    {
        policy: "ownership-tags",
        passing: [taggedKey("key", TAGS)],
        failing: [taggedKey("ownership-tags-key", { team: "a" })],
    },
    {
        policy: "ephemeral-expires",
        passing: [taggedKey("expiring", TAGS)],
        failing: [taggedKey("ephemeral-expires-key", unexpiring)],
    },
    {
        policy: "no-secret-in-text",
        passing: [configMap("settings", { roleArn: ROLE_ARN })],
        failing: [configMap("no-secret-in-text-map", { key: "AKIAIOSFODNN7EXAMPLE" })],
    },
    {
        policy: "no-secret-in-outputs",
        passing: [stackWith({ roleArn: ROLE_ARN, ports: [4317], nested: { secretName: "s3" } })],
        failing: [stackWith({ password: "hunter2" })],
    },
];
