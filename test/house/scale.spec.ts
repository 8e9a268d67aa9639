import { expect } from "chai";

import { LIFETIME_TAGS } from "../../components/pure/lifetime/lifetime.ts";
import { traceAccessPolicy } from "../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../components/pure/policies/trust.ts";
import { OWNERSHIP_TAGS } from "../../components/pure/lifetime/tags.ts";
import { ciFile } from "../support/ci/files.ts";

const LONGEST_BUCKET = "arn:aws:s3:::".concat("b".repeat(63));
const KEY = "arn:aws:kms:us-east-2:123456789012:key/00000000-0000-0000-0000-000000000000";

/** The sizes on the page are those of the documents that the code makes. */
describe("docs/scale.md", () => {
    const { text } = ciFile("docs/scale.md");

    it("has the sizes of the trust policy, for issuers and namespaces of usual and of the greatest length", () => {
        const shortest = trust("https://d2vlcm61l7u1fs.cloudfront.net/abc", "branch-feature-x");
        const longest = trust(
            "https://oidc.op1.openshiftapps.com/2f4g6h8i0j2k4l6m8n0p2q4r6s8t0u2v",
            "n".repeat(63),
        );
        expect(text).to.contain(`${shortest} to ${longest} characters`);
        expect(longest).to.be.below(2048);
    });

    it("has the sizes of the access policy, and the number of tags", () => {
        const plain = size(traceAccessPolicy({ bucketArn: LONGEST_BUCKET }));
        const encrypted = size(traceAccessPolicy({ bucketArn: LONGEST_BUCKET, kmsKeyArn: KEY }));
        expect(text).to.contain(`${plain} characters, ${encrypted} with a KMS key`);
        const tags = [...Object.values(OWNERSHIP_TAGS), ...Object.values(LIFETIME_TAGS)];
        expect(text).to.contain(`${tags.length} of ours beside yours`);
    });
});

function trust(issuer: string, namespace: string): number {
    const providerArn = `arn:aws:iam::123456789012:oidc-provider/${issuer.slice("https://".length)}`;
    const subjects = ["tempo-tmstack", "tempo-tmstack-query-frontend"].map(
        (name) => `system:serviceaccount:${namespace}:${name}`,
    );
    return size(trustPolicy({ providerArn, issuer, subjects }));
}

/** As IAM counts: without blanks. */
function size(document: unknown): number {
    return JSON.stringify(document).replace(/\s/g, "").length;
}
