// What the operator reads to reach the bucket by web identity.

/** The three keys of the storage Secret in token mode: with any other the operator would take another mode. */
export interface StorageSecretData {
    readonly bucket: string;
    readonly region: string;
    readonly role_arn: string;
}

/** The data of the storage Secret, as plain text. */
export function storageSecretData(args: {
    readonly bucketName: string;
    readonly region: string;
    readonly roleArn: string;
}): StorageSecretData {
    return { bucket: args.bucketName, region: args.region, role_arn: args.roleArn };
}
