import { expect } from "chai";

import { AwsError } from "../../../sandbox/aws/aws-error.ts";
import { readHead } from "../../../sandbox/aws/credential-scope.ts";
import { refuseUnknownSubresource } from "../../../sandbox/aws/s3-subresources.ts";

const statusOf = (method: string, target: string): number => {
    try {
        refuseUnknownSubresource(readHead(method, target, []));
    } catch (reason) {
        if (reason instanceof AwsError) return reason.status;
        throw reason;
    }
    return 200;
};

describe("refuseUnknownSubresource", () => {
    it("lets every call pass that the emulator has", () => {
        for (const [method, target] of [
            ["GET", "/"],
            [
                "GET",
                "/b?list-type=2&prefix=a%2F&max-keys=1&continuation-token=x&start-after=y&fetch-owner=true",
            ],
            ["GET", "/b?versions&key-marker=a&version-id-marker=b&encoding-type=url"],
            ["GET", "/b?uploads&upload-id-marker=a&max-uploads=1&delimiter=%2F"],
            ["PUT", "/b?publicAccessBlock"],
            ["PUT", "/b?requestPayment"],
            ["DELETE", "/b?lifecycle"],
            ["DELETE", "/b?intelligent-tiering&id=x"],
            ["GET", "/b?intelligent-tiering"],
            ["DELETE", "/b"],
            ["POST", "/b?delete"],
            ["POST", "/b/k?uploads&x-id=CreateMultipartUpload"],
            ["PUT", "/b/k?partNumber=1&uploadId=x&x-id=UploadPart"],
            [
                "GET",
                "/b/k?response-content-type=x&versionId=null&X-Amz-Expires=60&X-Amz-Signature=0",
            ],
            ["DELETE", "/b/k?tagging&versionId=x"],
            ["HEAD", "/b/k?partNumber=1"],
        ] as const) {
            expect(statusOf(method, target), `${method} ${target}`).to.equal(200);
        }
    });

    it("refuses those that the emulator would take for another call", () => {
        for (const [method, target] of [
            ["DELETE", "/b/k?intelligent-tiering&id=x"],
            ["DELETE", "/b/?analytics&id=x"],
            ["DELETE", "//b//?metrics&id=x"],
            ["DELETE", "/b?%69nventory&id=x"],
            ["DELETE", "/b?versioning"],
            ["DELETE", "/b?Policy"],
            ["PUT", "/b?abac"],
            ["PUT", "/b?metadataConfiguration"],
            ["GET", "/b?policyStatus"],
            ["GET", "/b?Action=ListRoles"],
            ["POST", "/b?metadataTable"],
            ["PUT", "/b/k?renameObject"],
            ["PUT", "/b/k?encryption"],
            ["GET", "/b/k?torrent"],
            ["DELETE", "/b/k?acl"],
            ["PATCH", "/b?policy"],
        ] as const) {
            expect(statusOf(method, target), `${method} ${target}`).to.equal(501);
        }
    });
});
