// The Secret through which the operator learns of bucket, Region and role.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { storageSecretData } from "../pure/manifests/storage-secret.ts";

/** The arguments of a StorageSecret. */
export interface StorageSecretArgs {
    /** The namespace of the TempoStack. */
    readonly namespace: pulumi.Input<string>;
    /** The name of the Secret. */
    readonly secretName: pulumi.Input<string>;
    /** The bucket. */
    readonly bucketName: pulumi.Input<string>;
    /** The Region of the bucket. */
    readonly region: pulumi.Input<string>;
    /** The ARN of the role. */
    readonly roleArn: pulumi.Input<string>;
    /** The labels of the Secret. @default - none */
    readonly labels?: pulumi.Input<Record<string, string>> | undefined;
}

/** A Secret without any secret: three keys that put the operator in token mode. Any other key would take it out of it. */
export class StorageSecret extends pulumi.ComponentResource {
    /** The name of the Secret. */
    readonly secretName: pulumi.Output<string>;

    constructor(name: string, args: StorageSecretArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:kubernetes:StorageSecret", name, {}, opts);
        const { namespace, secretName, bucketName, region, roleArn, labels = {} } = args;
        const stringData = pulumi
            .all([bucketName, region, roleArn])
            .apply(([bucket, place, role]) => ({
                ...storageSecretData({ bucketName: bucket, region: place, roleArn: role }),
            }));
        const secret = new kubernetes.core.v1.Secret(
            `${name}-secret`,
            { metadata: { name: secretName, namespace, labels }, type: "Opaque", stringData },
            { parent: this, ...comesAfter(opts) },
        );
        this.secretName = secret.metadata.name;
        this.registerOutputs({ secretName: this.secretName });
    }
}
