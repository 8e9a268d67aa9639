/** What the WorkloadIdentity of the tests is made of, and what it must come to. */
import {
    WorkloadIdentity,
    type WorkloadIdentityArgs,
} from "../../../components/aws/workload-identity.ts";
import { ISSUER, PROVIDER_ARN } from "../../support/answers.ts";

const ARGS: WorkloadIdentityArgs = {
    roleName: "tracing-team-a-main",
    partition: "aws",
    issuer: ISSUER,
    namespace: "team-a",
    serviceAccounts: ["tempo-tmstack", "tempo-tmstack-query-frontend"],
    bucketArn: "arn:aws:s3:::tracing-team-a-main",
};

/** The trust policy. */
export const TRUST = {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Federated: PROVIDER_ARN },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
                StringEquals: {
                    "oidc.example.com/abc:sub": [
                        "system:serviceaccount:team-a:tempo-tmstack",
                        "system:serviceaccount:team-a:tempo-tmstack-query-frontend",
                    ],
                    "oidc.example.com/abc:aud": "sts.amazonaws.com",
                },
            },
        },
    ],
};

/** The access policy. */
export const ACCESS = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "ListTraceBucket",
            Effect: "Allow",
            Action: ["s3:ListBucket"],
            Resource: "arn:aws:s3:::tracing-team-a-main",
        },
        {
            Sid: "ReadAndWriteTraces",
            Effect: "Allow",
            Action: [
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:GetObjectTagging",
                "s3:PutObjectTagging",
            ],
            Resource: "arn:aws:s3:::tracing-team-a-main/*",
        },
    ],
};

/** A program that makes one. */
export function make(overrides: Partial<WorkloadIdentityArgs> = {}): () => WorkloadIdentity {
    return () => new WorkloadIdentity("identity", { ...ARGS, ...overrides });
}
