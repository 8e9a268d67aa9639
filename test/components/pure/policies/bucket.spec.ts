import { expect } from "chai";

import { bucketPolicy } from "../../../../components/pure/policies/bucket.ts";

describe("the bucket policy", () => {
    it("denies everything to everybody without TLS, on the bucket and on its objects", () => {
        expect(bucketPolicy({ bucketArn: "arn:aws-us-gov:s3:::traces" })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "DenyInsecureTransport",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws-us-gov:s3:::traces", "arn:aws-us-gov:s3:::traces/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });
});
