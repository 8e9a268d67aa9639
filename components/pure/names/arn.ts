// Amazon Resource Names, built and read; the partition is always given, never assumed.
import { providerPath } from "../issuer.ts";
import type { Partition } from "../partition.ts";
import { describeValue, type Problem } from "../problems.ts";

/** The parts of an ARN: `arn:partition:service:region:accountId:resource`. */
export interface Arn {
    readonly partition: string;
    readonly service: string;
    /** Empty for global services such as IAM and for S3 buckets. */
    readonly region: string;
    /** Twelve digits; empty for S3 buckets; `aws` for policies that AWS manages. */
    readonly accountId: string;
    /** Everything after the fifth colon. */
    readonly resource: string;
}

/** Where an IAM entity lives. */
export interface AccountScope {
    readonly partition: Partition;
    readonly accountId: string;
}

/** What an ARN has to be. */
export interface ArnExpectation {
    /** For example `iam`, `s3`, `kms`. */
    readonly service: string;
    /** @default any known partition */
    readonly partition?: Partition | undefined;
    /** What the resource part begins with, for example `policy/`. @default - anything */
    readonly resourcePrefix?: string | undefined;
}

const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):([^\s\p{C}]+)$/u;

/** The ARN of an IAM role. `path` begins and ends with a slash. @default path "/" */
export function roleArn(role: AccountScope & { roleName: string; path?: string }): string {
    return iamArn(role, `role${role.path ?? "/"}${role.roleName}`);
}

/** The ARN of a managed IAM policy; with account `aws`, of one that AWS manages. */
export function policyArn(policy: AccountScope & { policyName: string; path?: string }): string {
    return iamArn(policy, `policy${policy.path ?? "/"}${policy.policyName}`);
}

/** The ARN of the IAM OIDC provider that stands for an issuer. */
export function oidcProviderArn(provider: AccountScope & { issuer: string }): string {
    return iamArn(provider, `oidc-provider/${providerPath(provider.issuer)}`);
}

/** The ARN of a bucket itself, as `s3:ListBucket` needs it. */
export function bucketArn(bucket: { partition: Partition; bucketName: string }): string {
    return `arn:${bucket.partition}:s3:::${bucket.bucketName}`;
}

/** The ARN of all objects in a bucket, or of those whose key begins with `prefix`. */
export function objectArn(objects: {
    partition: Partition;
    bucketName: string;
    prefix?: string;
}): string {
    return `${bucketArn(objects)}/${objects.prefix ?? ""}*`;
}

/** The parts of an ARN, or undefined when the text is not one. */
export function parseArn(text: string): Arn | undefined {
    const parts = ARN.exec(text);
    if (parts === null) {
        return undefined;
    }
    const [, partition = "", service = "", region = "", accountId = "", resource = ""] = parts;
    return { partition, service, region, accountId, resource };
}

/** What keeps a value from being the ARN that is wanted. */
export function arnProblems(value: unknown, path: string, wanted: ArnExpectation): Problem[] {
    const arn = typeof value === "string" ? parseArn(value) : undefined;
    const found = describeValue(value);
    const shape = arnShape(wanted);
    if (arn === undefined) {
        const remedy = `Copy the whole ARN, without blanks or line ends: ${shape}`;
        return [{ path, expected: `an ARN such as ${shape}`, found, remedy }];
    }
    return arnFaults(arn, wanted).map(({ expected, remedy }) => ({
        path,
        expected,
        found,
        remedy,
    }));
}

function arnFaults(arn: Arn, wanted: ArnExpectation): { expected: string; remedy: string }[] {
    const { service, partition, resourcePrefix = "" } = wanted;
    const faults: { expected: string; remedy: string }[] = [];
    if (arn.service !== service) {
        faults.push({
            expected: `an ARN of the service ${service}`,
            remedy: `This is an ARN of ${arn.service}; give one of the form ${arnShape(wanted)}`,
        });
    }
    if (partition !== undefined && arn.partition !== partition) {
        faults.push({
            expected: `an ARN in the partition ${partition}`,
            remedy: `The Region in use belongs to ${partition}, this ARN to ${arn.partition}: change one of them`,
        });
    }
    if (!arn.resource.startsWith(resourcePrefix) || arn.resource === resourcePrefix) {
        faults.push({
            expected: `an ARN whose resource begins with ${resourcePrefix}`,
            remedy: `Give one of the form ${arnShape(wanted)}`,
        });
    }
    return [...faults, ...scopeFaults(arn, wanted)];
}

function scopeFaults(arn: Arn, wanted: ArnExpectation): { expected: string; remedy: string }[] {
    if (arn.service !== wanted.service) {
        return [];
    }
    const remedy = `Give one of the form ${arnShape(wanted)}`;
    const faults: { expected: string; remedy: string }[] = [];
    const { account, region } = scopeOf(arn.service);
    if ((arn.accountId !== "") !== account) {
        faults.push({
            expected: account ? "an ARN with an account" : "an ARN without account",
            remedy,
        });
    }
    if ((arn.region !== "") !== region) {
        faults.push({
            expected: region ? "an ARN with a Region" : "an ARN without Region",
            remedy,
        });
    }
    return faults;
}

function scopeOf(service: string): { account: boolean; region: boolean } {
    return { account: service !== "s3", region: service !== "s3" && service !== "iam" };
}

function arnShape({ service, partition, resourcePrefix }: ArnExpectation): string {
    const scope = scopeOf(service);
    const region = scope.region ? "<region>" : "";
    const account = scope.account ? "<account>" : "";
    return `arn:${partition ?? "aws"}:${service}:${region}:${account}:${resourcePrefix ?? ""}<name>`;
}

function iamArn({ partition, accountId }: AccountScope, resource: string): string {
    return `arn:${partition}:iam::${accountId}:${resource}`;
}
