/** Proves what the component asks the engine for; it does not prove that S3 copies. */
import { expect } from "chai";

import { TraceBucket, type TraceBucketArgs } from "../../../components/aws/trace-bucket.ts";
import { TraceReplica, type TraceReplicaArgs } from "../../../components/aws/replica.ts";
import { deploy } from "../../support/mocks.ts";

const SOURCE: TraceBucketArgs = {
    bucketName: "traces",
    region: "us-east-2",
    partition: "aws",
    features: { versioning: { enabled: true }, prefix: "team-a" },
};
const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
const THERE = "arn:aws:kms:eu-west-1:123456789012:key/9f8e7d6c";

type Overrides = Partial<Omit<TraceReplicaArgs, "replication">> & {
    readonly replication?: Partial<TraceReplicaArgs["replication"]>;
};

function make({ replication, ...overrides }: Overrides = {}): () => TraceReplica {
    return () =>
        new TraceReplica("replica", {
            source: new TraceBucket("traces", SOURCE),
            sourceRegion: "us-east-2",
            partition: "aws",
            replication: { region: "eu-west-1", ...replication },
            ...overrides,
        });
}

const own = (name: string): boolean => name.startsWith("replica");

describe("TraceReplica", () => {
    it("makes a bucket like the source's in the other Region, with versions", async () => {
        const { resource, resources } = await deploy(make({ tags: { a: "b" } }));
        const bucket = resource("replica-copy-bucket");
        expect(bucket.inputs).to.deep.equal({
            ...{ bucket: "traces-replica", region: "eu-west-1" },
            ...{ forceDestroy: false, tags: { a: "b" } },
        });
        expect(resource("replica-copy").type).to.equal("tempo-sts:aws:TraceBucket");
        expect(resource("replica-copy").parent).to.equal("replica");
        expect(resource("replica-copy-versioning").inputs).to.deep.include({
            versioningConfiguration: { status: "Enabled" },
            region: "eu-west-1",
        });
        const settings = resources.filter(({ parent }) => parent === "replica-copy");
        for (const { name, inputs } of settings) {
            expect(inputs["bucket"], name).to.equal("traces-replica");
        }
    });

    it("copies the source's part of the bucket, deletions included, to a cheap class", async () => {
        const { resource } = await deploy(make());
        expect(resource("replica-replication").inputs).to.deep.equal({
            bucket: "traces",
            region: "us-east-2",
            role: "arn:aws:iam::123456789012:role/traces-replication",
            rules: [
                {
                    ...{ id: "copy-traces", status: "Enabled", priority: 0 },
                    filter: { prefix: "team-a/" },
                    deleteMarkerReplication: { status: "Enabled" },
                    destination: {
                        bucket: "arn:aws:s3:::traces-replica",
                        storageClass: "STANDARD_IA",
                    },
                },
            ],
        });
    });

    it("has a role that only S3 may take for this bucket, and that does no more than copying", async () => {
        const { resource } = await deploy(
            make({ path: "/copies/", permissionsBoundary: "arn:aws:iam::123456789012:policy/b" }),
        );
        const role = resource("replica-role");
        expect(role.inputs).to.deep.include({
            name: "traces-replication",
            path: "/copies/",
            permissionsBoundary: "arn:aws:iam::123456789012:policy/b",
        });
        expect(JSON.parse(String(role.inputs["assumeRolePolicy"])))
            .to.have.nested.property("Statement[0].Condition")
            .that.deep.equals({
                StringEquals: { "aws:SourceAccount": "123456789012" },
                ArnEquals: { "aws:SourceArn": "arn:aws:s3:::traces" },
            });
        const policy = JSON.parse(String(resource("replica-access").inputs["policy"])) as {
            Statement: { Resource: string }[];
        };
        expect(policy.Statement.map(({ Resource }) => Resource)).to.deep.equal([
            "arn:aws:s3:::traces",
            "arn:aws:s3:::traces/team-a/*",
            "arn:aws:s3:::traces-replica/team-a/*",
        ]);
    });

    it("copies from key to key where the source has one", async () => {
        const { resource } = await deploy(
            make({ sourceKeyArn: KEY, replication: { kmsKeyArn: THERE } }),
        );
        const [rule] = resource("replica-replication").inputs["rules"] as object[];
        expect(rule).to.deep.include({
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
                ...{ bucket: "arn:aws:s3:::traces-replica", storageClass: "STANDARD_IA" },
                encryptionConfiguration: { replicaKmsKeyId: THERE },
            },
        });
        expect(resource("replica-copy-encryption").inputs).to.have.nested.property(
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
            THERE,
        );
        const policy = String(resource("replica-access").inputs["policy"]);
        expect(policy).to.contain(KEY).and.to.contain(THERE);
    });

    it("copies as it is told: another name, another class, no deletions", async () => {
        const { resource } = await deploy(
            make({
                replication: {
                    bucketName: "elsewhere",
                    storageClass: "GLACIER_IR",
                    deleteMarkers: false,
                },
            }),
        );
        const [rule] = resource("replica-replication").inputs["rules"] as object[];
        expect(rule).to.deep.include({
            deleteMarkerReplication: { status: "Disabled" },
            destination: { bucket: "arn:aws:s3:::elsewhere", storageClass: "GLACIER_IR" },
        });
        const policy = String(resource("replica-access").inputs["policy"]);
        expect(policy).not.to.contain("ReplicateDelete");
    });

    it("comes after the versions at both ends and the role's rights, so that it goes before them", async () => {
        const { resource } = await deploy(make());
        expect(resource("replica-replication").dependencies).to.include.members([
            ...["traces-versioning", "replica-copy-versioning", "replica-access"],
        ]);
        expect(resource("replica-copy-versioning").dependencies).to.include("replica-copy-bucket");
    });

    it("is protected in production, and emptied when ephemeral", async () => {
        const production = await deploy(make());
        for (const { name, options } of production.resources.filter((each) => own(each.name))) {
            expect(options.protect, name).to.equal(true);
        }
        const ephemeral = await deploy(make({ profile: "ephemeral" }));
        for (const { name, options } of ephemeral.resources.filter((each) => own(each.name))) {
            expect(options.protect, name).to.equal(undefined);
        }
        expect(ephemeral.resource("replica-copy-bucket").inputs).to.include({ forceDestroy: true });
    });

    it("is let go of where that is wanted", async () => {
        const { resources } = await deploy(make({ retainOnDelete: true }));
        const made = resources.filter(({ name, custom }) => own(name) && custom);
        for (const { name, options } of made) {
            expect(options.retainOnDelete, name).to.equal(true);
        }
    });
});
