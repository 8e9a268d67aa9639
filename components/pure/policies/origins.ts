// Refuses the use of objects from elsewhere. Only their use: the bucket's settings, this policy and the bucket's deletion
// among them stay with whoever administers the account, so that a mistake here locks nobody out.
import type { Conditions, Statement } from "./statement.ts";

/** Whence objects may be used. An empty list restricts nothing. */
export interface Origins {
    /** The account that owns the bucket: never refused for being another. */
    readonly accountId: string;
    readonly vpcEndpoints: readonly string[];
    readonly organizations: readonly string[];
    readonly accounts: readonly string[];
    /** The ARNs, as patterns, of roles that pass whichever way they come, such as the one with which S3 itself copies. @default - none */
    readonly roles?: readonly string[] | undefined;
}

/** All that is done to objects, listing them included; nothing that is done to the bucket itself. */
const USES = [
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListBucketMultipartUploads",
    "s3:GetObject*",
    "s3:PutObject*",
    "s3:DeleteObject*",
    "s3:RestoreObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
] as const;

/**
 * The statements for a bucket: one about the way, one about the caller. A caller passes who is of one of the organisations or
 * of one of the accounts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
 */
export function elsewhereDenied(bucketArn: string, origins: Origins): Statement[] {
    const { accountId, vpcEndpoints, organizations, accounts, roles = [] } = origins;
    const deny = (Sid: string, Condition: Conditions): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: [...USES],
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition,
    });
    const callers = {
        "aws:PrincipalAccount": [...new Set([accountId, ...accounts])],
        ...(organizations.length === 0 ? {} : { "aws:PrincipalOrgID": [...organizations] }),
    };
    return [
        ...(vpcEndpoints.length === 0
            ? []
            : [
                  deny("DenyOtherNetworks", {
                      StringNotEquals: { "aws:SourceVpce": [...vpcEndpoints] },
                      ...(roles.length === 0
                          ? {}
                          : { ArnNotLike: { "aws:PrincipalArn": [...roles] } }),
                  }),
              ]),
        ...(organizations.length + accounts.length === 0
            ? []
            : [deny("DenyOtherCallers", { StringNotEquals: callers })]),
    ];
}
