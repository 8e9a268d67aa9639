import { expect } from "chai";

import { bucketEncryption, keySource } from "../../../components/pure/encryption.ts";
import { Later } from "../../../components/pure/fields/later.ts";

describe("whose key encrypts", () => {
    it("is decided by what is said about keys", () => {
        const key = { deletionWindowDays: 30 };
        const kmsKeyArn = new Later("arn");
        expect(keySource({})).to.equal("s3");
        expect(keySource({ type: "sse-s3", key, kmsKeyArn })).to.equal("s3");
        expect(keySource({ kmsKeyArn })).to.equal("shared");
        expect(keySource({ type: "sse-kms", kmsKeyArn })).to.equal("shared");
        expect(keySource({ key })).to.equal("stack");
        expect(keySource({ type: "sse-kms", key })).to.equal("stack");
        expect(keySource({ key, kmsKeyArn })).to.equal("shared");
        expect(keySource({ type: "sse-kms" })).to.equal("s3");
    });

    it("is KMS's where there is a key", () => {
        expect(bucketEncryption(undefined)).to.deep.equal({ algorithm: "AES256" });
        expect(bucketEncryption("arn")).to.deep.equal({ algorithm: "aws:kms", keyArn: "arn" });
    });
});
