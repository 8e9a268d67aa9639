/**
 * Events as CloudTrail records them, in the shapes that AWS documents.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
 */

/** The role that is watched. */
export const ROLE = "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack";

/** The provider of the cluster that may take it. */
export const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/abc";

/** Who may take it. */
export const SUBJECTS = [
    "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
    "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
] as const;

/** What may be different in a call of AssumeRoleWithWebIdentity. */
export interface WebIdentityCall {
    readonly role?: string;
    readonly subject?: string;
    readonly provider?: string;
    readonly errorCode?: string;
}

/** A call of AssumeRoleWithWebIdentity; without an error code it succeeds. */
export function webIdentityCall(call: WebIdentityCall = {}): Record<string, unknown> {
    const { role = ROLE, subject = SUBJECTS[0], provider = PROVIDER, errorCode } = call;
    const outcome =
        errorCode === undefined
            ? { responseElements: credentialsFor(role, subject, provider) }
            : { errorCode, errorMessage: "An unknown error occurred", responseElements: null };
    return {
        eventVersion: "1.08",
        userIdentity: {
            type: "WebIdentityUser",
            principalId: `${provider}:sts.amazonaws.com:${subject}`,
            userName: subject,
            identityProvider: provider,
        },
        eventTime: "2026-11-24T10:00:00Z",
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRoleWithWebIdentity",
        awsRegion: "us-east-2",
        sourceIPAddress: "192.0.2.101",
        userAgent: "MinIO (linux; amd64) minio-go/v7.0.80",
        requestParameters: { roleArn: role, roleSessionName: "1764000000000000000" },
        ...outcome,
        requestID: "a1b2c3d4-0000-0000-0000-00000000c0de",
        eventID: "b2c3d4e5-0000-0000-0000-00000000c0de",
        readOnly: true,
        eventType: "AwsApiCall",
        managementEvent: true,
        recipientAccountId: "123456789012",
        eventCategory: "Management",
    };
}

/** A role taken by somebody who signs in with other credentials than a token. */
export function plainAssumeRole(role: string = ROLE): Record<string, unknown> {
    return {
        ...webIdentityCall({ role }),
        eventName: "AssumeRole",
        userIdentity: {
            type: "IAMUser",
            principalId: "AIDACKCEVSQ6C2EXAMPLE",
            arn: "arn:aws:iam::123456789012:user/mallory",
            accountId: "123456789012",
            accessKeyId: "AKIAIOSFODNN7EXAMPLE",
            userName: "mallory",
        },
    };
}

/** A call to S3 by a session of a role; without an error code it succeeds. */
export function objectCall(
    call: { readonly role?: string; readonly errorCode?: string; readonly eventName?: string } = {},
): Record<string, unknown> {
    const { role = ROLE, errorCode, eventName = "PutObject" } = call;
    const roleName = role.split("/").at(-1) ?? "";
    const bucket = "arn:aws:s3:::tracing-chainsaw-awssts-tempo-cioptmstack";
    return {
        eventVersion: "1.11",
        userIdentity: {
            type: "AssumedRole",
            principalId: "AROACKCEVSQ6C2EXAMPLE:1764000000000000000",
            arn: `arn:aws:sts::123456789012:assumed-role/${roleName}/1764000000000000000`,
            accountId: "123456789012",
            accessKeyId: "ASIAIOSFODNN7EXAMPLE",
            sessionContext: {
                sessionIssuer: {
                    type: "Role",
                    principalId: "AROACKCEVSQ6C2EXAMPLE",
                    arn: role,
                    accountId: "123456789012",
                    userName: roleName,
                },
                webIdFederationData: { federatedProvider: PROVIDER, attributes: {} },
                attributes: { creationDate: "2026-11-24T10:00:00Z", mfaAuthenticated: "false" },
            },
        },
        eventTime: "2026-11-24T10:05:00Z",
        eventSource: "s3.amazonaws.com",
        eventName,
        awsRegion: "us-east-2",
        sourceIPAddress: "192.0.2.101",
        userAgent: "[MinIO (linux; amd64) minio-go/v7.0.80]",
        ...(errorCode === undefined ? {} : { errorCode, errorMessage: "Access Denied" }),
        requestParameters: { bucketName: "tracing-chainsaw-awssts-tempo-cioptmstack" },
        responseElements: null,
        readOnly: false,
        resources: [
            { type: "AWS::S3::Object", ARN: `${bucket}/single-tenant/block/meta.json` },
            { accountId: "123456789012", type: "AWS::S3::Bucket", ARN: bucket },
        ],
        eventType: "AwsApiCall",
        managementEvent: false,
        recipientAccountId: "123456789012",
        eventCategory: "Data",
    };
}

/** The event as EventBridge hands it on. */
export function onTheBus(event: Record<string, unknown>): Record<string, unknown> {
    return {
        version: "0",
        id: "c3d4e5f6-0000-0000-0000-00000000c0de",
        "detail-type": "AWS API Call via CloudTrail",
        source: `aws.${String(event["eventSource"]).split(".")[0] ?? ""}`,
        account: "123456789012",
        time: event["eventTime"],
        region: event["awsRegion"],
        resources: [],
        detail: event,
    };
}

function credentialsFor(role: string, subject: string, provider: string): object {
    return {
        credentials: {
            accessKeyId: "ASIAIOSFODNN7EXAMPLE",
            expiration: "Nov 24, 2026, 11:00:00 AM",
        },
        subjectFromWebIdentityToken: subject,
        assumedRoleUser: {
            assumedRoleId: "AROACKCEVSQ6C2EXAMPLE:1764000000000000000",
            arn: `arn:aws:sts::123456789012:assumed-role/${role.split("/").at(-1) ?? ""}/1764000000000000000`,
        },
        provider,
        audience: "sts.amazonaws.com",
    };
}
