/** The bucket of the tests, with what a spec is about. */
import { TraceBucket, type TraceBucketArgs } from "../../../components/aws/trace-bucket.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { deploy, type Deployment, type MockOptions } from "../../support/mocks.ts";
import type { RecordedResource } from "../../support/recorded.ts";

/** What the bucket is called. */
export const BUCKET = "tracing-team-a-main";

/** What its ARN is. */
export const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;

/** The inputs that every setting has. */
export const TARGET = { bucket: BUCKET, region: "us-east-2" };

/** The inputs of every setting for which AWS's provider takes an owner. */
export const OWN_TARGET = { ...TARGET, expectedBucketOwner: ACCOUNT };

/** The children of a bucket without any feature. */
export const PLAIN_CHILDREN = [
    "traces-bucket",
    "traces-encryption",
    "traces-lifecycle",
    "traces-ownership",
    "traces-policy",
    "traces-public-access",
];

/** Makes the bucket. */
export async function makeBucket(
    overrides: Partial<TraceBucketArgs> = {},
    options: MockOptions = {},
): Promise<Deployment<TraceBucket>> {
    return deploy(bucketOf(overrides), options);
}

/** The program that makes it. */
export function bucketOf(overrides: Partial<TraceBucketArgs> = {}): () => TraceBucket {
    const args: TraceBucketArgs = { bucketName: BUCKET, region: "us-east-2", partition: "aws" };
    return () => new TraceBucket("traces", { ...args, ...overrides });
}

/** The names of the bucket's children, sorted. */
export function children(resources: readonly RecordedResource[]): string[] {
    return resources
        .filter(({ parent }) => parent === "traces")
        .map(({ name }) => name)
        .sort();
}

/** The statements of the bucket's policy. */
export function statements({ inputs }: RecordedResource): Record<string, unknown>[] {
    const { Statement } = JSON.parse(String(inputs["policy"])) as {
        Statement: Record<string, unknown>[];
    };
    return Statement;
}
