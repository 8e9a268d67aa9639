/** What a TempoStsStack makes of the options about its bucket, and which of them it refuses together. */
import { expect } from "chai";

import type { TempoStsStackArgs } from "../../components/index.ts";
import { deploy, failures } from "../support/mocks.ts";
import { gated, make } from "./stack-fixture.ts";

const PRODUCTION = { profile: "production" } as const;

async function childrenOf(args: Partial<TempoStsStackArgs>): Promise<string[]> {
    const { resources } = await deploy(make({ ...PRODUCTION, ...args }));
    return resources.filter(({ parent }) => parent === "tracing-traces").map(({ name }) => name);
}

describe("a TempoStsStack with options about its bucket", () => {
    it("hands each on", async () => {
        const plain = await childrenOf({});
        const all = await childrenOf({
            retention: "8760h",
            bucket: {
                versioning: { enabled: true },
                lifecycle: { transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }] },
                archive: { archiveDays: 90 },
                accessLog: { bucket: "logs" },
                objectLock: { mode: "GOVERNANCE", days: 7 },
            },
        });
        expect(all.filter((name) => !plain.includes(name)).sort()).to.deep.equal([
            "tracing-traces-access-log",
            "tracing-traces-archive",
            "tracing-traces-object-lock",
            "tracing-traces-versioning",
        ]);
        expect(plain.filter((name) => !all.includes(name))).to.deep.equal([]);
    });

    it("refuses no other encryption where that is switched off", async () => {
        const policyOf = async (args: Partial<TempoStsStackArgs>): Promise<string> => {
            const { resource } = await deploy(make(args));
            return String(resource("tracing-traces-policy").inputs["policy"]);
        };
        expect(await policyOf({})).to.contain("DenyOtherAlgorithm");
        const encryption = { denyOtherEncryption: false };
        expect(await policyOf({ encryption })).not.to.contain("DenyOtherAlgorithm");
    });

    it("tells the cluster of the bucket's name in its account's own namespace", async () => {
        const { resource } = await deploy(
            make({ bucketName: "traces", bucket: { namespace: "account-regional" } }),
        );
        const { stringData } = resource("tracing-storage-secret").inputs as {
            stringData: Record<string, string>;
        };
        expect(stringData["bucket"]).to.equal("traces-123456789012-us-east-2-an");
        expect(resource("tracing-identity-access").inputs["policy"]).to.contain(
            "arn:aws:s3:::traces-123456789012-us-east-2-an/*",
        );
    });
});

describe("a TempoStsStack with an adopted bucket", () => {
    const args = { bucketName: "theirs", bucket: { adopt: true } };

    it("makes nothing in S3, and the rest as ever", async () => {
        const { resources, resource } = await deploy(make(args));
        expect(resources.filter(({ type }) => type.startsWith("aws:s3/"))).to.deep.equal([]);
        expect(resource("tracing-identity-access").inputs["policy"]).to.contain(
            "arn:aws:s3:::theirs/*",
        );
        expect(JSON.stringify(resource("tracing-storage-secret").inputs)).to.contain('"theirs"');
    });

    it("proves no owner in its gate: it may be of another account", async () => {
        const dataOf = async (more: Partial<TempoStsStackArgs>): Promise<object> => {
            const { resource } = await deploy(() => gated(more));
            return resource("tracing-gate-record").inputs["data"] as object;
        };
        expect(await dataOf(args)).to.include({ bucketAdopted: "true" });
        expect(await dataOf({})).not.to.have.property("bucketAdopted");
    });

    it("lets the role use the key that encrypts it", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
        const { resource } = await deploy(make({ ...args, kmsKeyArn }));
        expect(resource("tracing-identity-access").inputs["policy"]).to.contain(kmsKeyArn);
    });
});

describe("a TempoStsStack with options that contradict each other", () => {
    it("refuses them in one message, in which each is named", async () => {
        const found = await failures(
            make({
                profile: "ephemeral",
                retention: "168h",
                encryption: { type: "sse-kms", key: {} },
                bucket: {
                    lifecycle: {
                        transitions: [{ storageClass: "STANDARD_IA", days: 20 }],
                        expireDays: 3,
                    },
                    objectLock: { mode: "COMPLIANCE", days: 1 },
                },
            }),
        );
        expect(found).to.have.lengthOf(1);
        for (const path of [
            "encryption.key",
            "bucket.lifecycle.expireDays",
            "bucket.lifecycle.transitions.0.days",
            "bucket.objectLock",
        ]) {
            expect(found[0]?.message).to.contain(`\`${path}\``);
        }
    });
});
