import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import { pathsOf, problemsOf } from "./features-fixture.ts";

const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";

describe("the rules of encryption", () => {
    it("accept each way to encrypt that has what it needs, and nothing else", () => {
        expect(problemsOf({})).to.deep.equal([]);
        expect(problemsOf({ encryption: { type: "sse-s3" } })).to.deep.equal([]);
        expect(problemsOf({ kmsKeyArn: KEY })).to.deep.equal([]);
        expect(problemsOf({ kmsKeyArn: new Later(KEY) })).to.deep.equal([]);
        expect(problemsOf({ kmsKeyArn: KEY, encryption: { type: "sse-kms" } })).to.deep.equal([]);
        expect(problemsOf({ encryption: { key: {} } })).to.deep.equal([]);
        expect(problemsOf({ encryption: { type: "sse-kms", key: {} } })).to.deep.equal([]);
        expect(
            problemsOf({
                profile: "ephemeral",
                kmsKeyArn: KEY,
                bucketName: "b",
                bucket: { adopt: true },
            }),
        ).to.deep.equal([]);
    });

    it("refuse keys of KMS beside sse-s3", () => {
        const encryption = { type: "sse-s3", key: {} } as const;
        expect(pathsOf({ encryption, kmsKeyArn: new Later(KEY) })).to.deep.equal([
            "kmsKeyArn",
            "encryption.key",
            "encryption.key",
        ]);
        const [first] = problemsOf({ encryption: { type: "sse-s3" }, kmsKeyArn: KEY });
        expect(first).to.deep.equal({
            path: "kmsKeyArn",
            expected: "no key of KMS, for encryption.type is sse-s3",
            found: `"${KEY}"`,
            remedy: "Leave it out, or set encryption.type to sse-kms",
        });
    });

    it("refuse sse-kms without a key, and tell the remedy of the profile", () => {
        const remedies = (["ephemeral", "production"] as const).map(
            (profile) => problemsOf({ profile, encryption: { type: "sse-kms" } })[0]?.remedy,
        );
        expect(remedies).to.deep.equal([
            "Set kmsKeyArn to a key that several stacks share",
            "Set kmsKeyArn to a key that exists, or encryption.key to have one made",
        ]);
    });

    it("refuse two keys", () => {
        const [only, ...others] = problemsOf({ kmsKeyArn: KEY, encryption: { key: {} } });
        expect(only?.expected).to.equal("one key: a bucket encrypts with one");
        expect(others).to.deep.equal([]);
    });

    it("refuse a key of the stack in the profile ephemeral, with the shared key as the remedy", () => {
        const [only, ...others] = problemsOf({
            profile: "ephemeral",
            encryption: { key: { deletionWindowDays: 7 } },
        });
        expect(only?.path).to.equal("encryption.key");
        expect(only?.found).to.contain("7 days after its stack");
        expect(only?.remedy).to.equal(
            "Set kmsKeyArn to a key that several stacks share, or profile to production",
        );
        expect(others).to.deep.equal([]);
    });

    it("refuse a key of the stack for an adopted bucket", () => {
        const [only] = problemsOf({
            bucketName: "theirs",
            bucket: { adopt: true },
            encryption: { key: {} },
        });
        expect(only?.remedy).to.contain("Set kmsKeyArn to the key that encrypts the bucket");
    });

    it("refuse administrators of another partition", () => {
        const administrators = [
            "arn:aws:iam::123456789012:role/admin",
            "arn:aws-us-gov:iam::123456789012:role/admin",
        ];
        expect(pathsOf({ encryption: { key: { administrators } } })).to.deep.equal([
            "encryption.key.administrators.1",
        ]);
        expect(
            pathsOf({ region: "us-gov-west-1", encryption: { key: { administrators } } }),
        ).to.deep.equal(["encryption.key.administrators.0"]);
    });
});
