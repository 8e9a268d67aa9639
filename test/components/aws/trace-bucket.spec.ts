/** Proves what the component asks the engine for; it does not prove that S3 accepts it. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { TraceBucket, type TraceBucketArgs } from "../../../components/aws/trace-bucket.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { deploy } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";
import { unwrap } from "../../support/unwrap.ts";

const ARGS: TraceBucketArgs = {
    bucketName: "tracing-team-a-main",
    region: "us-east-2",
    partition: "aws",
};

const OWNER = { expectedBucketOwner: ACCOUNT };

/** Those settings whose owner is looked at once: AWS's provider would replace them for another. */
const OWNED = ["traces-encryption", "traces-lifecycle"];

const PLAIN_POLICY = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "DenyInsecureTransport",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: ["arn:aws:s3:::tracing-team-a-main", "arn:aws:s3:::tracing-team-a-main/*"],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
            Sid: "DenyOtherAlgorithm",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::tracing-team-a-main/*",
            Condition: {
                Null: { "s3:x-amz-server-side-encryption": "false" },
                StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" },
            },
        },
        {
            Sid: "DenyCustomerKey",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::tracing-team-a-main/*",
            Condition: {
                Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" },
            },
        },
    ],
};

function make(overrides: Partial<TraceBucketArgs> = {}): () => TraceBucket {
    return () => new TraceBucket("traces", { ...ARGS, ...overrides });
}

function ownerOnce(name: string): object {
    return OWNED.includes(name) ? { ignoreChanges: ["expectedBucketOwner"] } : {};
}

describe("TraceBucket", () => {
    it("has exactly these children, all its own", async () => {
        const { resources } = await deploy(make());
        const children = resources.filter(({ parent }) => parent === "traces");
        expect(children.map(({ type, name }) => `${name} ${type}`).sort()).to.deep.equal([
            "traces-bucket aws:s3/bucket:Bucket",
            "traces-encryption aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "traces-lifecycle aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "traces-ownership aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "traces-policy aws:s3/bucketPolicy:BucketPolicy",
            "traces-public-access aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        ]);
        expect(resources.length).to.equal(children.length + 1);
        expect(resources[0]?.type).to.equal("tempo-sts:aws:TraceBucket");
    });

    it("gives every setting of the bucket the bucket's name and Region", async () => {
        const { resource } = await deploy(make());
        const target = { bucket: "tracing-team-a-main", region: "us-east-2" };
        expect(resource("traces-bucket").inputs).to.deep.equal({ ...target, forceDestroy: false });
        expect(resource("traces-public-access").inputs).to.deep.equal({
            ...target,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        expect(resource("traces-ownership").inputs).to.deep.equal({
            ...target,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        expect(resource("traces-encryption").inputs).to.deep.equal({
            ...target,
            ...OWNER,
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        expect(resource("traces-lifecycle").inputs).to.deep.equal({
            ...target,
            ...OWNER,
            rules: [
                {
                    id: "abort-unfinished-uploads",
                    status: "Enabled",
                    filter: { prefix: "" },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
            ],
        });
    });

    it("refuses what does not come over TLS, and uploads that ask for another encryption", async () => {
        const { resource } = await deploy(make());
        const { policy, ...target } = resource("traces-policy").inputs;
        expect(target).to.deep.equal({ bucket: "tracing-team-a-main", region: "us-east-2" });
        expect(JSON.parse(String(policy))).to.deep.equal(PLAIN_POLICY);
    });

    it("writes the partition of the Region into the policy", async () => {
        const { result, resource } = await deploy(
            make({ region: "us-gov-west-1", partition: "aws-us-gov" }),
        );
        expect(await unwrap(result.bucketArn)).to.equal("arn:aws-us-gov:s3:::tracing-team-a-main");
        expect(resource("traces-policy").inputs["policy"]).to.contain(
            '"arn:aws-us-gov:s3:::tracing-team-a-main/*"',
        );
    });

    it("makes the three settings that S3 wants one by one, one by one", async () => {
        const { resource } = await deploy(make());
        expect(resource("traces-public-access").dependencies).to.deep.equal(["traces-bucket"]);
        expect(resource("traces-ownership").dependencies).to.include("traces-public-access");
        expect(resource("traces-policy").dependencies).to.include("traces-ownership");
    });

    it("is protected and never emptied unless told that it is ephemeral", async () => {
        const { resources, resource } = await deploy(make());
        expect(resource("traces-bucket").inputs["forceDestroy"]).to.equal(false);
        for (const { name, options } of resources) {
            expect(options, name).to.deep.equal({ protect: true, ...ownerOnce(name) });
        }
    });

    it("goes with all that is in it when ephemeral", async () => {
        const { resources, resource } = await deploy(make({ profile: "ephemeral" }));
        expect(resource("traces-bucket").inputs["forceDestroy"]).to.equal(true);
        for (const { name, options } of resources) {
            expect(options, name).to.deep.equal(ownerOnce(name));
        }
    });

    it("carries the given tags", async () => {
        const { resource } = await deploy(make({ tags: { team: "a" } }));
        expect(resource("traces-bucket").inputs["tags"]).to.deep.equal({ team: "a" });
    });

    it("shows its policy in a preview already", async () => {
        const { resource } = await deploy(make(), { preview: true });
        expect(JSON.parse(String(resource("traces-policy").inputs["policy"]))).to.deep.equal(
            PLAIN_POLICY,
        );
    });

    it("passes on what it cannot know yet", async () => {
        const { resource } = await deploy(
            make({ bucketName: pulumi.output(pulumi.unknown as string) }),
            { preview: true },
        );
        expect(resource("traces-bucket").inputs["bucket"]).to.equal(UNKNOWN);
        expect(resource("traces-policy").inputs["policy"]).to.equal(UNKNOWN);
        expect(resource("traces-policy").inputs["region"]).to.equal("us-east-2");
    });

    it("comes after what it is told to come after", async () => {
        const { resource } = await deploy(() => {
            const first = new TraceBucket("first", { ...ARGS, bucketName: "tracing-first" });
            return new TraceBucket("second", ARGS, { dependsOn: [first] });
        });
        expect(resource("second-bucket").dependencies).to.include.members([
            "first-bucket",
            "first-policy",
        ]);
    });

    it("registers its name and ARN as outputs", async () => {
        const { result, registeredOutputs } = await deploy(make());
        expect(registeredOutputs.get("traces")).to.deep.equal(["bucketArn", "bucketName"]);
        expect(await unwrap(result.bucketName)).to.equal("tracing-team-a-main");
        expect(await unwrap(result.bucketArn)).to.equal("arn:aws:s3:::tracing-team-a-main");
    });
});
