import { expect } from "chai";

import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
    CopyObjectCommand,
    CreateBucketCommand,
    GetObjectCommand,
    GetObjectTaggingCommand,
    HeadBucketCommand,
    ListBucketsCommand,
    ListObjectsV2Command,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { call, errorOf, IN_REGION, useAwsSandbox } from "./fixture.ts";

const BUCKET = "tracing-front";
describe("the front before the emulator", () => {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    let secure: SandboxClients;

    before(async () => {
        secure = await sandboxClients(sandbox());
        await secure.s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...IN_REGION }));
    });
    after(() => {
        secure.close();
    });

    it("shows a certificate that only its own authority vouches for", async () => {
        const stranger = call({ caFile: import.meta.filename }, sandbox().endpoint, {});
        expect(
            await stranger.catch((reason: unknown) => (reason as { code?: string }).code),
        ).to.equal("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        const byName = sandbox().endpoint.replace("127.0.0.1", "localhost");
        expect((await call(sandbox(), byName, {})).status).to.equal(403);
    });

    it("carries objects both ways, names and tags of every kind included", async () => {
        const { s3 } = secure;
        const key = { Bucket: BUCKET, Key: "single-tenant/ä b+c%2F&=?/日本" };
        await s3.send(new PutObjectCommand({ ...key, Body: "0123456789", Metadata: { a: "b" } }));
        const range = await s3.send(new GetObjectCommand({ ...key, Range: "bytes=2-4" }));
        expect([await range.Body?.transformToString(), range.ContentRange]).to.deep.equal([
            "234",
            "bytes 2-4/10",
        ]);
        const copy = { Bucket: BUCKET, Key: "copy" };
        await s3.send(
            new CopyObjectCommand({
                ...copy,
                CopySource: encodeURIComponent(`${BUCKET}/${key.Key}`),
                TaggingDirective: "REPLACE",
                Tagging: "a=1&b=2",
            }),
        );
        const { TagSet } = await s3.send(new GetObjectTaggingCommand(copy));
        expect(TagSet).to.have.deep.members([
            { Key: "a", Value: "1" },
            { Key: "b", Value: "2" },
        ]);
        const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
        expect(Contents?.map(({ Key }) => Key)).to.have.members([key.Key, "copy"]);
    });

    it("keeps what it refuses from the emulator: an empty bucket outlives its wrong deletion", async () => {
        const { s3 } = secure;
        const Bucket = "tracing-survivor";
        await s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        const { DeleteBucketAnalyticsConfigurationCommand } = await import("@aws-sdk/client-s3");
        const refused = s3.send(new DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id: "x" }));
        expect(await errorOf(refused)).to.equal("NotImplemented");
        await s3.send(new HeadBucketCommand({ Bucket }));
    });

    it("lets an assumed role do what its policy says and no more", async () => {
        const { iam, sts } = secure;
        const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
        const statement = (rest: object) =>
            JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...rest }] });
        const { Role } = await iam.send(
            new CreateRoleCommand({
                RoleName: "narrow",
                AssumeRolePolicyDocument: statement({
                    Principal: { AWS: Arn },
                    Action: "sts:AssumeRole",
                }),
            }),
        );
        await iam.send(
            new PutRolePolicyCommand({
                RoleName: "narrow",
                PolicyName: "access",
                PolicyDocument: statement({
                    Action: "s3:PutObject",
                    Resource: `arn:aws:s3:::${BUCKET}/*`,
                }),
            }),
        );
        const { Credentials: issued } = await sts.send(
            new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "spec" }),
        );
        const session = await sandboxClients(sandbox(), {
            credentials: {
                accessKeyId: issued?.AccessKeyId ?? "",
                secretAccessKey: issued?.SecretAccessKey ?? "",
                sessionToken: issued?.SessionToken ?? "",
            },
        });
        const object = { Bucket: BUCKET, Key: "narrow" };
        await session.s3.send(new PutObjectCommand({ ...object, Body: "x" }));
        expect(await errorOf(session.s3.send(new GetObjectCommand(object)))).to.equal(
            "AccessDenied",
        );
        expect(await errorOf(session.s3.send(new ListBucketsCommand({})))).to.equal("AccessDenied");
        session.close();
    });
});
