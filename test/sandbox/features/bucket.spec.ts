/** What buckets refuse, keep and give up, by real calls. */
import { expect } from "chai";

import { CreateKeyCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import {
    CreateBucketCommand,
    DeleteBucketPolicyCommand,
    GetBucketPolicyCommand,
    GetObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    type PutObjectCommandInput,
} from "@aws-sdk/client-s3";

import { TraceKey } from "../../../components/aws/trace-key.ts";
import { compareSnapshots, snapshot } from "../../../sandbox/aws/snapshot.ts";
import { messageOf } from "../../../sandbox/engines/errors.ts";
import { freshName } from "../../support/sandbox.ts";
import { IN_REGION } from "../aws/fixture.ts";
import { fillBucket } from "./filled-bucket.ts";
import { contentsOf, expectOutcomes, HERE, THERE, traceBucket, useStorage } from "./storage.ts";

const NOTHING = { added: [], removed: [], changed: [] };
const CUSTOMER_KEY = { SSECustomerAlgorithm: "AES256", SSECustomerKey: "k".repeat(32) };

describe("buckets in the sandbox", function () {
    this.timeout(30_000);
    const { sandbox, admin, deploy } = useStorage();

    const put =
        (Bucket: string, more: Partial<PutObjectCommandInput> = {}) =>
        () =>
            admin().s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ...more }));
    const withKey = (SSEKMSKeyId?: string) => ({
        ...{ ServerSideEncryption: "aws:kms" as const },
        ...(SSEKMSKeyId === undefined ? {} : { SSEKMSKeyId }),
    });
    const key = async () =>
        (await admin().kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";

    it("with keys of S3 take uploads without a wish or with this one, and no other", async () => {
        const [name, other] = [freshName("plain"), await key()];
        const deployment = await deploy((opts) => traceBucket(name, opts));
        await expectOutcomes([
            ["no wish", "allowed", put(name)],
            ["the bucket's own", "allowed", put(name, { ServerSideEncryption: "AES256" })],
            ["a key of KMS", "AccessDenied", put(name, withKey(other))],
            ["KMS without a key", "AccessDenied", put(name, withKey())],
            ["the caller's own key", "AccessDenied", put(name, CUSTOMER_KEY)],
        ]);
        await deployment.destroy();
    });

    it("with a key of KMS take uploads without a wish or with this key, and no other", async () => {
        const [name, mine, other] = [freshName("kms"), await key(), await key()];
        const deployment = await deploy((opts) => traceBucket(name, opts, { kmsKeyArn: mine }));
        await expectOutcomes([
            ["the bucket's key", "allowed", put(name, withKey(mine))],
            ["another key", "AccessDenied", put(name, withKey(other))],
            ["KMS without a key", "AccessDenied", put(name, withKey())],
            ["keys of S3", "AccessDenied", put(name, { ServerSideEncryption: "AES256" })],
            ["the caller's own key", "AccessDenied", put(name, CUSTOMER_KEY)],
            ["no wish", "allowed", put(name)],
        ]);
        const found = await admin().s3.send(new GetObjectCommand({ Bucket: name, Key: "k" }));
        expect(found.SSEKMSKeyId).to.equal(mine);
        await deployment.destroy();
    });

    it("take any encryption where that is wanted", async () => {
        const [name, other] = [freshName("any"), await key()];
        const deployment = await deploy((opts) =>
            traceBucket(name, opts, { denyOtherEncryption: false }),
        );
        await expectOutcomes([["a key of KMS", "allowed", put(name, withKey(other))]]);
        await deployment.destroy();
    });

    it("with versions are emptied of everything and go, where they are ephemeral", async () => {
        const [name, before] = [freshName("versions"), await snapshot(sandbox())];
        const deployment = await deploy((opts) =>
            traceBucket(name, opts, { features: { versioning: { enabled: true } } }),
        );
        await fillBucket(admin().s3, name);
        expect(await contentsOf(admin().s3, name)).to.have.lengthOf(4);
        await deployment.destroy();
        expect(compareSnapshots(before, await snapshot(sandbox()))).to.deep.equal(NOTHING);
    });

    it("of production are never deleted while they hold anything", async () => {
        const name = freshName("held");
        const deployment = await deploy((opts) =>
            traceBucket(name, { ...opts, protect: false }, { profile: "production" }),
        );
        await put(name)();
        const failure: unknown = await deployment.destroy().catch((error: unknown) => error);
        expect(messageOf(failure)).to.match(/BucketNotEmpty/);
        expect(await contentsOf(admin().s3, name)).to.deep.equal(["version of k"]);
    });

    it("of one network refuse all use of objects from elsewhere, and lock nobody out", async () => {
        const name = freshName("network");
        const onlyFrom = { vpcEndpoints: ["vpce-0123456789abcdef0"] };
        const deployment = await deploy((opts) =>
            traceBucket(name, opts, { features: { onlyFrom } }),
        );
        const { s3 } = admin();
        const get = () => s3.send(new GetObjectCommand({ Bucket: name, Key: "k" }));
        await expectOutcomes([
            ["write", "AccessDenied", put(name)],
            ["read", "AccessDenied", get],
            ["list", "AccessDenied", () => s3.send(new ListObjectsV2Command({ Bucket: name }))],
            ["look", "allowed", () => s3.send(new GetBucketPolicyCommand({ Bucket: name }))],
            ["mend", "allowed", () => s3.send(new DeleteBucketPolicyCommand({ Bucket: name }))],
            ["write then", "allowed", put(name)],
        ]);
        await deployment.destroy();
    });

    it("of one account let their own account in", async () => {
        const name = freshName("account");
        const onlyFrom = { accounts: ["210987654321"] };
        const deployment = await deploy((opts) =>
            traceBucket(name, opts, { features: { onlyFrom } }),
        );
        await expectOutcomes([["write", "allowed", put(name)]]);
        await deployment.destroy();
    });

    it("of somebody else's stay exactly as they are, by up and by destroy", async () => {
        const Bucket = freshName("adopted");
        await admin().s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        await fillBucket(admin().s3, Bucket);
        const before = await snapshot(sandbox());
        const deployment = await deploy((opts) =>
            traceBucket(Bucket, opts, { features: { adopt: true } }),
        );
        expect(compareSnapshots(before, await snapshot(sandbox()))).to.deep.equal(NOTHING);
        expect(deployment.resources.filter(({ type }) => type.startsWith("aws:"))).to.be.empty;
        await deployment.destroy();
        expect(compareSnapshots(before, await snapshot(sandbox()))).to.deep.equal(NOTHING);
    });

    it("are not adopted where they are not, or in another Region than is said", async () => {
        const adopting = async (name: string, region: string): Promise<string> => {
            const features = { adopt: true };
            return deploy((opts) => traceBucket(name, opts, { features, region })).then(
                () => "adopted",
                (error: unknown) => messageOf(error),
            );
        };
        expect(await adopting(freshName("nowhere"), HERE)).to.match(/not found/);
        const Bucket = freshName("moved");
        await admin().s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        expect(await adopting(Bucket, THERE)).to.match(/but it is in us-east-2/);
    });

    it("have a key of the stack, which waits for its end when they are gone", async () => {
        const name = freshName("own");
        const deployment = await deploy((opts) => {
            const own = new TraceKey(
                "key",
                { alias: name, region: HERE, deletionWindowDays: 7, profile: "ephemeral" },
                opts,
            );
            return traceBucket(name, opts, { kmsKeyArn: own.keyArn });
        });
        await expectOutcomes([["no wish", "allowed", put(name)]]);
        const { SSEKMSKeyId } = await admin().s3.send(
            new GetObjectCommand({ Bucket: name, Key: "k" }),
        );
        const state = async () =>
            (await admin().kms.send(new DescribeKeyCommand({ KeyId: SSEKMSKeyId }))).KeyMetadata
                ?.KeyState;
        expect(await state()).to.equal("Enabled");
        await deployment.destroy();
        expect(await state()).to.equal("PendingDeletion");
    });
});
