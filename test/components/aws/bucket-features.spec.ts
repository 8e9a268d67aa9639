/** Proves what each feature of a bucket asks the engine for, and that without it nothing is asked. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import {
    BUCKET,
    children,
    makeBucket,
    OWN_TARGET,
    PLAIN_CHILDREN,
    statements,
    TARGET,
} from "./bucket-fixture.ts";

const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";

describe("a TraceBucket with versions", () => {
    it("has one more child, on which the lifecycle waits, with the rules for what is old", async () => {
        const features = { versioning: { enabled: true, noncurrentDays: 3 } };
        const { resources, resource, result } = await makeBucket({ features });
        expect(children(resources)).to.deep.equal([...PLAIN_CHILDREN, "traces-versioning"]);
        expect(resource("traces-versioning").inputs).to.deep.equal({
            ...OWN_TARGET,
            versioningConfiguration: { status: "Enabled" },
        });
        expect(resource("traces-lifecycle").inputs).to.deep.equal({
            ...OWN_TARGET,
            rules: [
                {
                    id: "abort-unfinished-uploads",
                    status: "Enabled",
                    filter: { prefix: "" },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
                {
                    id: "expire-old-versions",
                    status: "Enabled",
                    filter: { prefix: "" },
                    noncurrentVersionExpiration: { noncurrentDays: 3 },
                    expiration: { expiredObjectDeleteMarker: true },
                },
            ],
        });
        expect(resource("traces-lifecycle").dependencies).to.include("traces-versioning");
        expect(result.versioning).not.to.equal(undefined);
    });

    it("keeps none unless told to", async () => {
        const { resources, result } = await makeBucket({ features: { versioning: {} } });
        expect(children(resources)).to.deep.equal(PLAIN_CHILDREN);
        expect(result.versioning).to.equal(undefined);
    });
});

describe("a TraceBucket with a lifecycle", () => {
    it("moves and drops what is below its own prefix only", async () => {
        const transitions = [
            { storageClass: "STANDARD_IA", days: 30 },
            { storageClass: "GLACIER_IR", days: 90 },
        ] as const;
        const { resource } = await makeBucket({
            features: {
                prefix: pulumi.output("team-a"),
                lifecycle: { transitions, expireDays: 400 },
            },
        });
        const { rules } = resource("traces-lifecycle").inputs as { rules: unknown[] };
        expect(rules.slice(1)).to.deep.equal([
            {
                id: "move-to-cheaper-classes",
                status: "Enabled",
                filter: { prefix: "team-a/" },
                transitions: [
                    { storageClass: "STANDARD_IA", days: 30 },
                    { storageClass: "GLACIER_IR", days: 90 },
                ],
            },
            {
                id: "expire-leftovers",
                status: "Enabled",
                filter: { prefix: "team-a/" },
                expiration: { days: 400 },
            },
        ]);
    });
});

describe("a TraceBucket with archives", () => {
    it("has one more child, and says that Tempo cannot read them", async () => {
        const { resources, resource, warnings } = await makeBucket({
            features: { prefix: "team-a", archive: { archiveDays: 90, deepArchiveDays: 180 } },
        });
        expect(children(resources)).to.deep.equal(["traces-archive", ...PLAIN_CHILDREN]);
        expect(resource("traces-archive").inputs).to.deep.equal({
            ...TARGET,
            name: "archive-unread",
            status: "Enabled",
            filter: { prefix: "team-a/" },
            tierings: [
                { accessTier: "ARCHIVE_ACCESS", days: 90 },
                { accessTier: "DEEP_ARCHIVE_ACCESS", days: 180 },
            ],
        });
        expect(warnings.join("\n")).to.contain("Tempo cannot read a block");
    });

    it("has the tiers that are asked for, of the whole bucket where it has no prefix", async () => {
        const one = await makeBucket({ features: { archive: { deepArchiveDays: 200 } } });
        const { filter, tierings } = one.resource("traces-archive").inputs;
        expect(filter).to.equal(undefined);
        expect(tierings).to.deep.equal([{ accessTier: "DEEP_ARCHIVE_ACCESS", days: 200 }]);
    });

    it("warns of nothing without them", async () => {
        const { warnings } = await makeBucket();
        expect(warnings).to.deep.equal([]);
    });
});

describe("a TraceBucket with an access log", () => {
    it("has one more child; the log is kept below the bucket's name, or where told", async () => {
        const { resources, resource } = await makeBucket({
            features: { accessLog: { bucket: "logs" } },
        });
        expect(children(resources)).to.deep.equal(["traces-access-log", ...PLAIN_CHILDREN]);
        expect(resource("traces-access-log").inputs).to.deep.equal({
            ...OWN_TARGET,
            targetBucket: "logs",
            targetPrefix: `${BUCKET}/`,
        });
        const told = await makeBucket({
            features: { accessLog: { bucket: "logs", prefix: "s3" } },
        });
        expect(told.resource("traces-access-log").inputs["targetPrefix"]).to.equal("s3/");
    });
});

describe("a TraceBucket with Object Lock", () => {
    it("locks what is new after it keeps versions, and says what Tempo may not be able to", async () => {
        const { resources, resource, warnings } = await makeBucket({
            features: {
                versioning: { enabled: true },
                objectLock: { mode: "GOVERNANCE", days: 30 },
            },
        });
        expect(children(resources)).to.deep.equal(
            [...PLAIN_CHILDREN, "traces-object-lock", "traces-versioning"].sort(),
        );
        expect(resource("traces-object-lock").inputs).to.deep.equal({
            ...OWN_TARGET,
            rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } },
        });
        expect(resource("traces-object-lock").dependencies).to.include("traces-versioning");
        expect(warnings.join("\n")).to.contain("multipart uploads without a checksum");
    });

    it("leaves the bucket's own inputs alone: a bucket that exists would be replaced", async () => {
        const { resource } = await makeBucket({
            features: {
                versioning: { enabled: true },
                objectLock: { mode: "COMPLIANCE", days: 1 },
            },
        });
        expect(resource("traces-bucket").inputs).to.deep.equal({ ...TARGET, forceDestroy: false });
    });
});

describe("a TraceBucket with a key", () => {
    it("encrypts with it, with a bucket key to save calls, and refuses uploads with any other", async () => {
        const { resource, result } = await makeBucket({ kmsKeyArn: KEY });
        expect(resource("traces-encryption").inputs).to.deep.equal({
            ...OWN_TARGET,
            rules: [
                {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: KEY,
                    },
                    bucketKeyEnabled: true,
                },
            ],
        });
        const sids = statements(resource("traces-policy")).map(({ Sid }) => Sid);
        expect(sids).to.deep.equal([
            "DenyInsecureTransport",
            "DenyOtherAlgorithm",
            "DenyOtherKey",
            "DenyUnnamedKey",
            "DenyCustomerKey",
        ]);
        expect(result.kmsKeyArn).to.equal(KEY);
    });

    it("refuses nothing but what is not encrypted on its way when told so", async () => {
        const { resource } = await makeBucket({ kmsKeyArn: KEY, denyOtherEncryption: false });
        expect(statements(resource("traces-policy")).map(({ Sid }) => Sid)).to.deep.equal([
            "DenyInsecureTransport",
        ]);
    });
});
