import { expect } from "chai";

import { traceAccessPolicy } from "../../../../components/pure/policies/trace-access.ts";

const LIST = {
    Sid: "ListTraceBucket",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: "arn:aws:s3:::traces",
};
const HANDLE = {
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
    Resource: "arn:aws:s3:::traces/*",
};

describe("the access policy", () => {
    it("lists the bucket, handles its objects, and that is all", () => {
        expect(traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces" })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [LIST, HANDLE],
        });
    });

    it("handles only the objects under a key prefix when given their ARN", () => {
        const objectArn = "arn:aws:s3:::traces/team/*";
        expect(
            traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces", objectArn }).Statement,
        ).to.deep.equal([LIST, { ...HANDLE, Resource: objectArn }]);
    });

    it("lists and handles only what is below the prefix, also for Tempo's own list at its start", () => {
        const [list, handle] = traceAccessPolicy({
            bucketArn: "arn:aws:s3:::traces",
            prefix: "teams/a",
        }).Statement;
        expect(list).to.deep.equal({
            ...LIST,
            Condition: { StringLike: { "s3:prefix": "teams/a/*" } },
        });
        expect(handle).to.deep.equal({ ...HANDLE, Resource: "arn:aws:s3:::traces/teams/a/*" });
    });

    const keys: [string, string][] = [
        ["arn:aws:kms:us-east-2:123456789012:key/k", "s3.us-east-2.amazonaws.com"],
        ["arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/k", "s3.us-gov-west-1.amazonaws.com"],
        ["arn:aws-cn:kms:cn-north-1:123456789012:key/k", "s3.cn-north-1.amazonaws.com.cn"],
    ];
    for (const [kmsKeyArn, service] of keys) {
        it(`uses the one key ${kmsKeyArn}, and only through S3`, () => {
            const policy = traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces", kmsKeyArn });
            expect(policy.Statement).to.deep.equal([
                LIST,
                HANDLE,
                {
                    Sid: "UseTraceKey",
                    Effect: "Allow",
                    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                    Resource: kmsKeyArn,
                    Condition: { StringEquals: { "kms:ViaService": service } },
                },
            ]);
        });
    }

    it("names the key without a condition when its ARN tells no Region or partition that is known", () => {
        for (const kmsKeyArn of ["alias/traces", "arn:aws-iso:kms:r:123456789012:key/k"]) {
            const policy = traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces", kmsKeyArn });
            expect(policy.Statement[2]).to.deep.equal({
                Sid: "UseTraceKey",
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                Resource: kmsKeyArn,
            });
        }
    });
});
