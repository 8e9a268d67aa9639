/** The key of a stack, by real calls: exactly the role uses it, through S3, for one bucket. */
import { expect } from "chai";

import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { DecryptCommand, EncryptCommand } from "@aws-sdk/client-kms";
import {
    CreateBucketCommand,
    GetObjectCommand,
    PutObjectCommand,
    type S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import { TraceKey } from "../../../components/aws/trace-key.ts";
import type { PolicyDocument } from "../../../components/pure/policies/statement.ts";
import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { messageOf } from "../../../sandbox/engines/errors.ts";
import { freshName } from "../../support/sandbox.ts";
import { IN_REGION } from "../aws/fixture.ts";
import { expectOutcomes, HERE, traceBucket, useStorage } from "./storage.ts";

const ACCOUNT = "123456789012";

describe("the key of a stack in the sandbox", function () {
    this.timeout(30_000);
    const { sandbox, admin, deploy } = useStorage();
    const name = freshName("keyed");
    const opened: SandboxClients[] = [];
    let keyArn: string;
    let own: SandboxClients;
    let other: SandboxClients;

    before(async () => {
        const { Arn: me } = await admin().sts.send(new GetCallerIdentityCommand({}));
        for (const role of [name, `${name}-other`]) await makeRole(role);
        const deployment = await deploy((opts) => {
            const where = { region: HERE, profile: "ephemeral" } as const;
            const key = new TraceKey("key", { alias: name, ...where }, opts);
            const bucket = traceBucket(name, opts, { kmsKeyArn: key.keyArn });
            key.allow({
                ...{ partition: "aws", bucketName: bucket.bucketName, roleArn: arnOf(name) },
                administrators: [me ?? ""],
            });
        });
        const id = deployment.resources.find(({ type }) => type === "aws:kms/key:Key")?.id;
        keyArn = `arn:aws:kms:${HERE}:${ACCOUNT}:key/${id ?? ""}`;
        const bucketArn = `arn:aws:s3:::${name}`;
        const access = traceAccessPolicy({ bucketArn, kmsKeyArn: keyArn });
        await allow(name, access);
        const everything = { Effect: "Allow", Action: ["s3:*", "kms:*"], Resource: "*" } as const;
        await allow(`${name}-other`, { ...access, Statement: [everything] });
        [own, other] = [await assume(name), await assume(`${name}-other`)];
    });

    after(() => {
        for (const clients of opened) clients.close();
    });

    const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;

    async function makeRole(RoleName: string): Promise<void> {
        const AssumeRolePolicyDocument = JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    ...{ Effect: "Allow", Action: "sts:AssumeRole" },
                    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
                },
            ],
        });
        await admin().iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }

    async function allow(RoleName: string, document: PolicyDocument): Promise<void> {
        const PolicyDocument = JSON.stringify(document);
        await admin().iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument }),
        );
    }

    async function assume(role: string): Promise<SandboxClients> {
        const { Credentials: got } = await admin().sts.send(
            new AssumeRoleCommand({ RoleArn: arnOf(role), RoleSessionName: "s" }),
        );
        const clients = await sandboxClients(sandbox(), {
            credentials: {
                accessKeyId: got?.AccessKeyId ?? "",
                secretAccessKey: got?.SecretAccessKey ?? "",
                sessionToken: got?.SessionToken ?? "",
            },
        });
        opened.push(clients);
        return clients;
    }

    const put = (s3: S3Client, Bucket = name, more = {}) =>
        s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ...more }));
    const get = (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket: name, Key: "k" }));

    it("is used by the role, for its bucket, through S3 only", async () => {
        const Plaintext = Buffer.from("x");
        await expectOutcomes([
            ["write", "allowed", () => put(own.s3)],
            ["read", "allowed", () => get(own.s3)],
            [
                "encrypt by oneself",
                "AccessDeniedException",
                () => own.kms.send(new EncryptCommand({ KeyId: keyArn, Plaintext })),
            ],
        ]);
    });

    it("is not used by another role, whatever that one's policy says", async () => {
        await put(own.s3);
        await expectOutcomes([
            ["write", "AccessDenied", () => put(other.s3)],
            ["read", "AccessDenied", () => get(other.s3)],
            [
                "decrypt by oneself",
                "AccessDeniedException",
                () =>
                    other.kms.send(
                        new DecryptCommand({ KeyId: keyArn, CiphertextBlob: Buffer.from("x") }),
                    ),
            ],
        ]);
    });

    it("is not used for another bucket, by the role either", async () => {
        const Bucket = `${name}-beside`;
        await admin().s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        const all = { Effect: "Allow", Action: ["s3:*", "kms:*"], Resource: "*" } as const;
        const before = traceAccessPolicy({ bucketArn: `arn:aws:s3:::${name}`, kmsKeyArn: keyArn });
        await allow(name, { ...before, Statement: [all] });
        const under = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: keyArn };
        await expectOutcomes([
            ["this one", "allowed", () => put(own.s3)],
            ["another one", "AccessDenied", () => put(own.s3, Bucket, under)],
        ]);
        await allow(name, before);
    });

    it("cannot be given to a role that is not there", async () => {
        const failure: unknown = await deploy((opts) => {
            const key = new TraceKey(
                "key",
                { alias: freshName("lost"), region: HERE, profile: "ephemeral" },
                opts,
            );
            key.allow({ partition: "aws", bucketName: name, roleArn: arnOf("nobody") });
        }).catch((error: unknown) => error);
        expect(messageOf(failure)).to.match(/MalformedPolicyDocument.*invalid principals/s);
    });
});
