import { expect } from "chai";

import { storageSecretData } from "../../../../components/pure/manifests/storage-secret.ts";

describe("the storage Secret's data", () => {
    it("has the three keys of token mode and no other", () => {
        const roleArn = "arn:aws:iam::123456789012:role/r";
        expect(storageSecretData({ bucketName: "b", region: "us-east-2", roleArn })).to.deep.equal({
            bucket: "b",
            region: "us-east-2",
            role_arn: roleArn,
        });
    });
});
