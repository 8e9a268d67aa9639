/** Proves where a bucket is, whence it is used, and that one of somebody else's is left alone. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { ACCOUNT } from "../../support/answers.ts";
import { failures } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";
import { unwrap } from "../../support/unwrap.ts";
import {
    BUCKET,
    BUCKET_ARN,
    bucketOf,
    children,
    makeBucket,
    PLAIN_CHILDREN,
    statements,
    TARGET,
} from "./bucket-fixture.ts";

describe("a TraceBucket that is used from a few places only", () => {
    it("refuses the use of objects from elsewhere, its own account's callers apart", async () => {
        const { resources, resource } = await makeBucket({
            features: {
                onlyFrom: {
                    vpcEndpoints: [pulumi.output("vpce-0123456789abcdef0")],
                    organizations: ["o-a1b2c3d4e5"],
                    accounts: ["210987654321"],
                },
            },
        });
        expect(children(resources)).to.deep.equal(PLAIN_CHILDREN);
        const conditions = statements(resource("traces-policy")).map((each) => each["Condition"]);
        expect(conditions.slice(3)).to.deep.equal([
            { StringNotEquals: { "aws:SourceVpce": ["vpce-0123456789abcdef0"] } },
            {
                StringNotEquals: {
                    "aws:PrincipalAccount": [ACCOUNT, "210987654321"],
                    "aws:PrincipalOrgID": ["o-a1b2c3d4e5"],
                },
            },
        ]);
    });
});

describe("a TraceBucket that is used through a VPC endpoint only, and copied", () => {
    it("lets S3 copy, for it comes through no endpoint; callers have to be right all the same", async () => {
        const { resource } = await makeBucket({
            features: {
                versioning: { enabled: true },
                replication: { region: "us-west-2" },
                onlyFrom: {
                    vpcEndpoints: ["vpce-0123456789abcdef0"],
                    accounts: ["210987654321"],
                },
            },
        });
        const conditions = statements(resource("traces-policy")).map((each) => each["Condition"]);
        expect(conditions.slice(3)).to.deep.equal([
            {
                StringNotEquals: { "aws:SourceVpce": ["vpce-0123456789abcdef0"] },
                ArnNotLike: {
                    "aws:PrincipalArn": [
                        `arn:aws:iam::${ACCOUNT}:role/${BUCKET}-replication`,
                        `arn:aws:iam::${ACCOUNT}:role/*/${BUCKET}-replication`,
                    ],
                },
            },
            { StringNotEquals: { "aws:PrincipalAccount": [ACCOUNT, "210987654321"] } },
        ]);
    });
});

describe("a TraceBucket in its account's own namespace", () => {
    it("has account and Region in its name, and everywhere that name is used", async () => {
        const { resource, resources, result } = await makeBucket({
            features: { namespace: "account-regional" },
        });
        const name = `${BUCKET}-${ACCOUNT}-us-east-2-an`;
        expect(resource("traces-bucket").inputs).to.deep.equal({
            bucket: name,
            bucketNamespace: "account-regional",
            region: "us-east-2",
            forceDestroy: false,
        });
        expect(await unwrap(result.bucketName)).to.equal(name);
        expect(await unwrap(result.bucketArn)).to.equal(`arn:aws:s3:::${name}`);
        const buckets = resources.slice(1).map(({ inputs }) => inputs["bucket"]);
        expect(new Set(buckets)).to.deep.equal(new Set([name]));
    });
});

describe("a TraceBucket with a prefix", () => {
    it("tells the ARN of what is its own", async () => {
        const own = await makeBucket({ features: { prefix: "team-a" } });
        expect(await unwrap(own.result.objectArn)).to.equal(`${BUCKET_ARN}/team-a/*`);
        expect(own.result.prefix).to.equal("team-a");
        const whole = await makeBucket();
        expect(await unwrap(whole.result.objectArn)).to.equal(`${BUCKET_ARN}/*`);
        expect(whole.result.prefix).to.equal(undefined);
    });
});

describe("a TraceBucket that is adopted", () => {
    const features = { adopt: true, prefix: "team-a" };

    it("asks for no resource at all, once it has seen the bucket", async () => {
        const { resources, calls, result } = await makeBucket({ features, profile: "ephemeral" });
        expect(resources.map(({ name }) => name)).to.deep.equal(["traces"]);
        const production = await makeBucket({ features, profile: "production" });
        expect(production.resources[0]?.options, "nothing to protect").to.deep.equal({});
        expect(calls.filter(({ token }) => token.includes("getBucket"))).to.deep.equal([
            { token: "aws:s3/getBucket:getBucket", inputs: TARGET },
        ]);
        expect(await unwrap(result.bucketName)).to.equal(BUCKET);
        expect(await unwrap(result.objectArn)).to.equal(`${BUCKET_ARN}/team-a/*`);
        expect(result.bucket).to.equal(undefined);
        expect(result.versioning).to.equal(undefined);
    });

    it("waits in a preview for a name that is not known yet", async () => {
        const bucketName = pulumi.output(pulumi.unknown as string);
        const { calls } = await makeBucket({ features, bucketName }, { preview: true });
        expect(calls.filter(({ token }) => token.includes("getBucket"))).to.deep.equal([]);
    });

    it("fails when it is not there, and says what to do", async () => {
        const found = await failures(bucketOf({ features }), {
            calls: {
                "aws:s3/getBucket:getBucket": () => {
                    throw new Error(
                        "reading S3 Bucket (tracing-team-a-main): couldn't find resource",
                    );
                },
            },
        });
        expect(found.map(({ name }) => name)).to.include("AdoptedBucketError");
        expect(found[0]?.message).to.contain(`Expected the bucket ${BUCKET} in us-east-2`);
        expect(found[0]?.message).to.contain("aws s3api head-bucket");
    });

    it("fails when it is in another Region", async () => {
        const found = await failures(bucketOf({ features }), {
            calls: {
                "aws:s3/getBucket:getBucket": ({ bucket }) => ({
                    bucket,
                    bucketRegion: "eu-west-1",
                }),
            },
        });
        expect(found[0]?.message).to.contain("but it is in eu-west-1");
        expect(found[0]?.message).to.contain("Set region to eu-west-1");
    });
});

describe("a TraceBucket with features that cannot be", () => {
    it("refuses them all at once", async () => {
        const wrong = { prefix: "/a/", versioning: { noncurrentDays: 0 } };
        const [found] = await failures(bucketOf({ features: wrong }));
        expect(found?.message).to.contain("bucket.prefix");
        expect(found?.message).to.contain("bucket.versioning.noncurrentDays");
    });

    it("passes on what it cannot know yet", async () => {
        const kmsKeyArn = pulumi.output(pulumi.unknown as string);
        const { resource } = await makeBucket({ kmsKeyArn }, { preview: true });
        expect(resource("traces-policy").inputs["policy"]).to.equal(UNKNOWN);
    });
});
