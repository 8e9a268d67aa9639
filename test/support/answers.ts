/** What the pretended cloud and cluster answer: each known type and function by name, nothing else. */
import * as pulumi from "@pulumi/pulumi";
import type { MockCallArgs, MockResourceArgs } from "@pulumi/pulumi/runtime/mocks.js";

import { STACK_TYPE } from "./recorded.ts";
import { WATCH_ANSWERS } from "./watch-answers.ts";
import { STORAGE_ANSWERS, STORAGE_CALLS } from "./storage-answers.ts";

/** The account that everything happens in. */
export const ACCOUNT = "123456789012";

/** The cluster's issuer. */
export const ISSUER = "https://oidc.example.com/abc";

/** The ARN of its IAM OIDC provider. */
export const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com/abc`;

/** Answers functions, by token. */
export type CallAnswers = Readonly<Record<string, (inputs: Inputs) => object>>;

type Inputs = Readonly<Record<string, unknown>>;

/** How a resource of a type is answered. */
export interface ResourceAnswer {
    /** The id that the resource gets. */
    readonly id: (inputs: Inputs) => string;
    /** What the resource tells beyond its inputs, and a preview cannot know yet. */
    readonly computed?: (inputs: Inputs) => Inputs;
}

const AWS_ANSWERS: Readonly<Record<string, ResourceAnswer>> = {
    ...WATCH_ANSWERS,
    ...STORAGE_ANSWERS,
    "aws:s3/bucket:Bucket": {
        id: ({ bucket }) => String(bucket),
        computed: ({ bucket }) => ({ arn: `arn:aws:s3:::${String(bucket)}` }),
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { id: byBucket },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { id: byBucket },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
        id: byBucket,
    },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { id: byBucket },
    "aws:s3/bucketPolicy:BucketPolicy": { id: byBucket },
    "aws:iam/role:Role": { id: byName, computed: (inputs) => ({ arn: iamArn("role", inputs) }) },
    "aws:iam/policy:Policy": {
        id: (inputs) => iamArn("policy", inputs),
        computed: (inputs) => ({ arn: iamArn("policy", inputs) }),
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
        id: ({ url }) => oidcProviderArn(url),
        computed: ({ url }) => ({ arn: oidcProviderArn(url) }),
    },
    "aws:s3/bucketObjectv2:BucketObjectv2": {
        id: ({ bucket, key }) => `${String(bucket)}/${String(key)}`,
    },
    "aws:iam/rolePolicy:RolePolicy": { id: ({ role, name }) => `${String(role)}:${String(name)}` },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        id: ({ role, policyArn }) => `${String(role)}/${String(policyArn)}`,
    },
};

const KUBERNETES_ANSWERS: Readonly<Record<string, ResourceAnswer>> = {
    "kubernetes:core/v1:Namespace": { id: byMetadata },
    "kubernetes:core/v1:Secret": { id: byMetadata },
    "kubernetes:core/v1:ConfigMap": { id: byMetadata },
    "kubernetes:batch/v1:Job": { id: byMetadata },
    "kubernetes:tempo.grafana.com/v1alpha1:TempoStack": { id: byMetadata },
    "kubernetes:monitoring.coreos.com/v1:PrometheusRule": { id: byMetadata },
};

const READ_ANSWERS: Readonly<Record<string, Inputs>> = {
    "kubernetes:config.openshift.io/v1:Authentication": {
        spec: { serviceAccountIssuer: ISSUER },
    },
    "kubernetes:route.openshift.io/v1:Route": { spec: { host: "jaeger.apps.example.com" } },
};

const COMPONENT = /^tempo-sts:(?:index|aws|kubernetes):[A-Z][A-Za-z]+$/;

/** Answers the functions that the components call. */
export const CALL_ANSWERS: CallAnswers = {
    ...STORAGE_CALLS,
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({
        accountId: ACCOUNT,
        arn: `arn:aws:iam::${ACCOUNT}:user/engineer`,
        id: ACCOUNT,
        userId: "AIDAEXAMPLE",
    }),
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": ({ arn }) => ({
        arn,
        id: arn,
        url: String(arn).replace(/^.*oidc-provider\//, ""),
        clientIdLists: ["openshift", "sts.amazonaws.com"],
        thumbprintLists: [],
        tags: {},
    }),
};

/** The state of a resource after its creation, or in a preview of it. */
export function answerResource(
    args: MockResourceArgs,
    preview: boolean,
    reads: Readonly<Record<string, Inputs>>,
): { id: string | undefined; state: Inputs } {
    const inputs = args.inputs as Inputs;
    if (args.id !== undefined && args.id !== "") {
        return answerRead(args, reads);
    }
    if (args.custom === false && (args.type === STACK_TYPE || COMPONENT.test(args.type))) {
        return { id: undefined, state: {} };
    }
    if (args.type.startsWith("pulumi:providers:")) {
        return { id: preview ? undefined : `${args.name}-id`, state: inputs };
    }
    return answerCreation(args, inputs, preview);
}

/** The answer of a function. */
export function answerCall({ token, inputs }: MockCallArgs, answers: CallAnswers): object {
    const answer = answers[token];
    if (answer === undefined) {
        throw callError(`No answer is known for the function ${token}`);
    }
    return answer(inputs as Inputs);
}

/** An error as a function's failure reaches a program: the SDK reads `details`, not the message. */
export function callError(message: string): Error {
    return Object.assign(new Error(message), { details: message });
}

function answerCreation(
    { type, name }: MockResourceArgs,
    inputs: Inputs,
    preview: boolean,
): { id: string | undefined; state: Inputs } {
    const answer = AWS_ANSWERS[type] ?? KUBERNETES_ANSWERS[type];
    if (answer === undefined) {
        throw new Error(`No answer is known for the resource type ${type} (${name})`);
    }
    const computed = answer.computed?.(inputs) ?? {};
    return preview
        ? { id: undefined, state: { ...inputs, ...allUnknown(computed) } }
        : { id: answer.id(inputs), state: { ...inputs, ...computed } };
}

// In a preview the id may be unknown: then nothing can be read, as in the real engine.
function answerRead(
    { type, name, id }: MockResourceArgs,
    reads: Readonly<Record<string, Inputs>>,
): { id: string | undefined; state: Inputs } {
    const state = { ...READ_ANSWERS, ...reads }[type];
    if (state === undefined) {
        throw new Error(`No answer is known for reading ${type} (${name})`);
    }
    return id === pulumi.runtime.unknownValue
        ? { id: undefined, state: allUnknown(state) }
        : { id, state };
}

function allUnknown(fields: Inputs): Inputs {
    return Object.fromEntries(Object.keys(fields).map((field) => [field, pulumi.unknown]));
}

function byBucket({ bucket }: Inputs): string {
    return String(bucket);
}

function byName({ name }: Inputs): string {
    return String(name);
}

function byMetadata({ metadata }: Inputs): string {
    const { namespace, name } = metadata as { namespace?: string; name?: string };
    return namespace === undefined ? String(name) : `${namespace}/${String(name)}`;
}

function oidcProviderArn(url: unknown): string {
    return `arn:aws:iam::${ACCOUNT}:oidc-provider/${String(url).replace("https://", "")}`;
}

function iamArn(kind: "role" | "policy", { path, name }: Inputs): string {
    return `arn:aws:iam::${ACCOUNT}:${kind}${String(path)}${String(name)}`;
}
