// A key of KMS for one bucket: its material changes by itself, and exactly one role uses it, through S3 only.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Partition } from "../pure/partition.ts";
import { keyPolicy } from "../pure/policies/key.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";

/** The arguments of a TraceKey. */
export interface TraceKeyArgs {
    /** Its alias, without `alias/`. */
    readonly alias: pulumi.Input<string>;
    /** Its Region: that of the bucket. */
    readonly region: pulumi.Input<string>;
    /** What its objects are for. @default "Encrypts traces of Grafana Tempo" */
    readonly description?: pulumi.Input<string> | undefined;
    /** How long a deleted key can still be brought back, in days, 7 to 30. @default 30 */
    readonly deletionWindowDays?: number | undefined;
    /** How often KMS changes the key's material, in days, 90 to 2560. @default 365 */
    readonly rotationDays?: number | undefined;
    /** `production` protects it: without the key, no object can be read again. @default "production" */
    readonly profile?: Profile | undefined;
    /** Whether destroy lets go of the key instead of deleting it. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** Its tags. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/** Who uses a key, and for what; known only once role and bucket are. */
export interface TraceKeyUse {
    readonly partition: pulumi.Input<Partition>;
    /** The bucket whose objects the key encrypts. */
    readonly bucketName: pulumi.Input<string>;
    /** The ARN of the role that writes and reads them. */
    readonly roleArn: pulumi.Input<string>;
    /** The ARN of the role with which S3 copies them elsewhere. @default - they are not copied */
    readonly replicationRoleArn?: pulumi.Input<string> | undefined;
    /** The ARNs of those who administer the key. @default - whoever the account's IAM policies allow to */
    readonly administrators?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
}

/**
 * A key that rotates, with an alias. Until {@link TraceKey.allow} is called it has the policy that KMS gives: the account's.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export class TraceKey extends pulumi.ComponentResource {
    /** The ARN of the key. */
    readonly keyArn: pulumi.Output<string>;
    /** The key itself, for what this component does not foresee. */
    readonly key: aws.kms.Key;

    readonly #name: string;
    readonly #region: pulumi.Input<string>;
    readonly #childOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: TraceKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        const { profile = "production", retainOnDelete = false } = args;
        super(
            "tempo-sts:aws:TraceKey",
            name,
            {},
            profile === "production" ? { protect: true, ...opts } : opts,
        );
        this.#name = name;
        this.#region = args.region;
        this.#childOptions = { parent: this, retainOnDelete };
        this.key = this.createKey(args);
        this.keyArn = this.key.arn;
        this.createAlias(args);
        this.registerOutputs({ keyArn: this.keyArn });
    }

    /**
     * Gives the key its own policy. Only now: KMS refuses a policy that names a role which does not exist, and the role's own
     * policy names the key. KMS also refuses one after which whoever gives it could not change it any more.
     */
    allow(use: TraceKeyUse): aws.kms.KeyPolicy {
        const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
        const policy = pulumi
            .output({ ...use, accountId, region: this.#region })
            .apply((args) => JSON.stringify(keyPolicy(args)));
        return new aws.kms.KeyPolicy(
            `${this.#name}-policy`,
            { keyId: this.key.keyId, region: this.#region, policy },
            this.#childOptions,
        );
    }

    private createKey(args: TraceKeyArgs): aws.kms.Key {
        const { region, tags, rotationDays = 365, deletionWindowDays = 30 } = args;
        return new aws.kms.Key(
            `${this.#name}-key`,
            {
                region,
                description: args.description ?? "Encrypts traces of Grafana Tempo",
                enableKeyRotation: true,
                rotationPeriodInDays: rotationDays,
                deletionWindowInDays: deletionWindowDays,
                ...(tags === undefined ? {} : { tags }),
            },
            this.#childOptions,
        );
    }

    private createAlias({ alias, region }: TraceKeyArgs): void {
        new aws.kms.Alias(
            `${this.#name}-alias`,
            {
                region,
                name: pulumi.interpolate`alias/${alias}`,
                targetKeyId: this.key.keyId,
            },
            this.#childOptions,
        );
    }
}
