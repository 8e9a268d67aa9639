import { expect } from "chai";

import { bucketPolicy } from "../../../../components/pure/policies/bucket.ts";

const bucketArn = "arn:aws-us-gov:s3:::traces";
const objects = "arn:aws-us-gov:s3:::traces/*";
const keyArn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0a1b2c3d";

const TLS_ONLY = {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, objects],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const NO_CUSTOMER_KEY = {
    Sid: "DenyCustomerKey",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects,
    Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
};

describe("the bucket policy", () => {
    it("denies everything to everybody without TLS, on the bucket and on its objects", () => {
        expect(bucketPolicy({ bucketArn })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [TLS_ONLY],
        });
    });

    it("denies everything to everybody under an older TLS, where one is named", () => {
        expect(bucketPolicy({ bucketArn, minimumTls: "1.3" })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                TLS_ONLY,
                {
                    Sid: "DenyOlderTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [bucketArn, objects],
                    Condition: { NumericLessThan: { "s3:TlsVersion": "1.3" } },
                },
            ],
        });
    });

    it("denies uploads that ask for anything but S3's own keys, where those encrypt", () => {
        expect(bucketPolicy({ bucketArn, encryption: { algorithm: "AES256" } })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                TLS_ONLY,
                {
                    Sid: "DenyOtherAlgorithm",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: objects,
                    Condition: {
                        Null: { "s3:x-amz-server-side-encryption": "false" },
                        StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" },
                    },
                },
                NO_CUSTOMER_KEY,
            ],
        });
    });

    it("denies uploads that ask for another algorithm, another key, or KMS without saying which key", () => {
        expect(
            bucketPolicy({ bucketArn, encryption: { algorithm: "aws:kms", keyArn } }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                TLS_ONLY,
                {
                    Sid: "DenyOtherAlgorithm",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: objects,
                    Condition: {
                        Null: { "s3:x-amz-server-side-encryption": "false" },
                        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                    },
                },
                {
                    Sid: "DenyOtherKey",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: objects,
                    Condition: {
                        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
                        StringNotEquals: {
                            "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
                        },
                    },
                },
                {
                    Sid: "DenyUnnamedKey",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: objects,
                    Condition: {
                        Null: {
                            "s3:x-amz-server-side-encryption": "false",
                            "s3:x-amz-server-side-encryption-aws-kms-key-id": "true",
                        },
                    },
                },
                NO_CUSTOMER_KEY,
            ],
        });
    });

    it("denies the use of objects from elsewhere, and never what administers the bucket", () => {
        const origins = {
            accountId: "123456789012",
            vpcEndpoints: ["vpce-0123456789abcdef0", "vpce-01234567"],
            organizations: ["o-a1b2c3d4e5"],
            accounts: ["210987654321", "123456789012"],
            roles: ["arn:aws-us-gov:iam::123456789012:role/copy"],
        };
        const uses = [
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:ListBucketMultipartUploads",
            "s3:GetObject*",
            "s3:PutObject*",
            "s3:DeleteObject*",
            "s3:RestoreObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
        ];
        expect(bucketPolicy({ bucketArn, origins })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                TLS_ONLY,
                {
                    Sid: "DenyOtherNetworks",
                    Effect: "Deny",
                    Principal: "*",
                    Action: uses,
                    Resource: [bucketArn, objects],
                    Condition: {
                        StringNotEquals: {
                            "aws:SourceVpce": ["vpce-0123456789abcdef0", "vpce-01234567"],
                        },
                        ArnNotLike: {
                            "aws:PrincipalArn": ["arn:aws-us-gov:iam::123456789012:role/copy"],
                        },
                    },
                },
                {
                    Sid: "DenyOtherCallers",
                    Effect: "Deny",
                    Principal: "*",
                    Action: uses,
                    Resource: [bucketArn, objects],
                    Condition: {
                        StringNotEquals: {
                            "aws:PrincipalAccount": ["123456789012", "210987654321"],
                            "aws:PrincipalOrgID": ["o-a1b2c3d4e5"],
                        },
                    },
                },
            ],
        });
    });

    it("asks for no organisation where only accounts are named, and for nothing where nothing is", () => {
        const none = { accountId: "123456789012", vpcEndpoints: [], organizations: [] };
        const named = bucketPolicy({ bucketArn, origins: { ...none, accounts: ["210987654321"] } });
        expect(named.Statement.slice(1).map(({ Condition }) => Condition)).to.deep.equal([
            { StringNotEquals: { "aws:PrincipalAccount": ["123456789012", "210987654321"] } },
        ]);
        const organized = { ...none, organizations: ["o-a1b2c3d4e5"], accounts: [] };
        const ours = bucketPolicy({ bucketArn, origins: organized });
        expect(ours.Statement.slice(1).map(({ Condition }) => Condition)).to.deep.equal([
            {
                StringNotEquals: {
                    "aws:PrincipalAccount": ["123456789012"],
                    "aws:PrincipalOrgID": ["o-a1b2c3d4e5"],
                },
            },
        ]);
        const nothing = bucketPolicy({ bucketArn, origins: { ...none, accounts: [] } });
        expect(nothing.Statement).to.deep.equal([TLS_ONLY]);
    });
});
