// A bucket that holds an issuer's discovery document and public keys, readable by everybody: STS reads them without a signature.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "../args-error.ts";
import { comesAfter } from "../child-options.ts";
import { bucketArn } from "../pure/names/arn.ts";
import {
    DISCOVERY_KEY,
    discoveryDocument,
    publishedKeys,
    SIGNING_KEYS_KEY,
    signingKeysProblems,
    type SigningKeys,
} from "../pure/discovery-documents.ts";
import type { Partition } from "../pure/partition.ts";
import { discoveryPolicy } from "../pure/policies/discovery.ts";

/** The arguments of an IssuerDiscovery. */
export interface IssuerDiscoveryArgs {
    /** The issuer: `https://<bucketName>.s3.<region>.<suffix>`. */
    readonly issuer: string;
    /** The bucket, its Region and partition, as the issuer says. */
    readonly bucketName: string;
    readonly region: string;
    readonly partition: Partition;
    /** The public keys of the cluster. */
    readonly signingKeys: pulumi.Input<SigningKeys>;
    /** Whether destroy lets go of bucket and documents. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** The tags of the bucket. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * The two documents of an issuer, where the credential operator's tool puts them. Only they are public.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class IssuerDiscovery extends pulumi.ComponentResource {
    readonly #target: { readonly bucket: pulumi.Output<string>; readonly region: string };
    readonly #options: pulumi.CustomResourceOptions;

    constructor(name: string, args: IssuerDiscoveryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:IssuerDiscovery", name, {}, opts);
        this.#options = { parent: this, retainOnDelete: args.retainOnDelete ?? false };
        const { bucketName, region, tags, issuer, partition } = args;
        const { bucket } = new aws.s3.Bucket(
            `${name}-bucket`,
            { bucket: bucketName, region, ...(tags === undefined ? {} : { tags }) },
            { ...this.#options, ...comesAfter(opts) },
        );
        this.#target = { bucket, region };
        this.createEncryption(name);
        const policy = this.createPolicy(name, bucketArn({ partition, bucketName }));
        const keys = pulumi.output(args.signingKeys).apply((plain) => {
            refuseProblems(`IssuerDiscovery "${name}"`, signingKeysProblems(plain, "signingKeys"));
            return plain;
        });
        const signing = this.createDocument(
            `${name}-keys`,
            SIGNING_KEYS_KEY,
            [policy],
            keys.apply(publishedKeys),
        );
        // After the keys, which it points to.
        this.createDocument(
            `${name}-document`,
            DISCOVERY_KEY,
            [signing],
            keys.apply((plain) => discoveryDocument(issuer, plain)),
        );
        this.registerOutputs({});
    }

    // With keys of S3: what KMS encrypts, nobody can read without a signature.
    private createEncryption(name: string): void {
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            {
                ...this.#target,
                rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
            },
            this.#options,
        );
    }

    // One after the other: a public policy is refused while it is blocked, and S3 refuses two settings at once.
    private createPolicy(name: string, arn: string): pulumi.Resource {
        const publicAccess = new aws.s3.BucketPublicAccessBlock(
            `${name}-public-access`,
            {
                ...this.#target,
                blockPublicAcls: true,
                blockPublicPolicy: false,
                ignorePublicAcls: true,
                restrictPublicBuckets: false,
            },
            this.#options,
        );
        const ownership = new aws.s3.BucketOwnershipControls(
            `${name}-ownership`,
            { ...this.#target, rule: { objectOwnership: "BucketOwnerEnforced" } },
            { ...this.#options, dependsOn: [publicAccess] },
        );
        return new aws.s3.BucketPolicy(
            `${name}-policy`,
            { ...this.#target, policy: JSON.stringify(discoveryPolicy({ bucketArn: arn })) },
            { ...this.#options, dependsOn: [ownership] },
        );
    }

    private createDocument(
        name: string,
        key: string,
        dependsOn: pulumi.Resource[],
        content: pulumi.Output<object>,
    ): pulumi.Resource {
        return new aws.s3.BucketObjectv2(
            name,
            {
                ...this.#target,
                key,
                content: content.apply((plain) => JSON.stringify(plain, undefined, 4)),
                contentType: "application/json",
            },
            { ...this.#options, dependsOn },
        );
    }
}
