import { expect } from "chai";

import { BUCKET_ACTIONS, KMS_ACTIONS, OBJECT_ACTIONS } from "../../../components/pure/actions.ts";

describe("the actions that Tempo needs", () => {
    it("are one on the bucket, six on its objects and two on the key", () => {
        expect(BUCKET_ACTIONS).to.deep.equal(["s3:ListBucket"]);
        expect(OBJECT_ACTIONS).to.deep.equal([
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:GetObjectTagging",
            "s3:PutObjectTagging",
        ]);
        expect(KMS_ACTIONS).to.deep.equal(["kms:Decrypt", "kms:GenerateDataKey"]);
    });

    it("hold no pattern", () => {
        expect([...BUCKET_ACTIONS, ...OBJECT_ACTIONS, ...KMS_ACTIONS].join()).to.not.match(/[*?]/);
    });
});
