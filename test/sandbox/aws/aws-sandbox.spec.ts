import { expect } from "chai";
import { mkdir, readdir, rm } from "node:fs/promises";

import {
    CreatePolicyCommand,
    CreateRoleCommand,
    DeleteRoleCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
    CreateBucketCommand,
    CreateMultipartUploadCommand,
    DeleteBucketCommand,
    PutBucketTaggingCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import { startAwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import type { AwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { createOidcProvider } from "../../../sandbox/aws/oidc-provider.ts";
import { compareSnapshots, snapshot } from "../../../sandbox/aws/snapshot.ts";
import {
    call,
    errorOf,
    IN_REGION,
    ISSUER,
    pythonOfTheSandbox,
    temporaryFolder,
    trustPolicy,
    useAwsSandbox,
} from "./fixture.ts";

const noKeys = async () => Promise.resolve({ keys: [] });

describe("startAwsSandbox", () => {
    let python: string;
    let dir: string;
    before(async function () {
        this.timeout(180_000);
        python = await pythonOfTheSandbox();
        dir = await temporaryFolder();
    });
    after(async () => {
        await rm(dir, { recursive: true });
    });

    it("starts and stops, twice at once and in any region, each with an administrator of its own", async function () {
        this.slow(4000);
        const [one, two] = await Promise.all([
            startAwsSandbox({ python, dir: `${dir}/one`, issuerKeys: noKeys }),
            startAwsSandbox({ python, dir: `${dir}/two`, issuerKeys: noKeys, region: "eu-west-1" }),
        ]);
        const who = async (sandbox: AwsSandbox) => {
            const { sts, close } = await sandboxClients(sandbox);
            const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
            close();
            return Arn;
        };
        const administrator = "arn:aws:iam::123456789012:user/tempo-sts/administrator";
        expect(await Promise.all([who(one), who(two)])).to.deep.equal([
            administrator,
            administrator,
        ]);
        expect([one.region, two.region]).to.deep.equal(["us-east-2", "eu-west-1"]);
        expect(one.credentials).to.not.deep.equal(two.credentials);
        await Promise.all([one.stop(), two.stop(), one.stop()]);
        expect(
            await call(one, one.endpoint, {}).catch(
                (reason: unknown) => (reason as NodeJS.ErrnoException).code,
            ),
        ).to.equal("ECONNREFUSED");
        expect(
            await call(one, one.plainHttpEndpoint, {}).catch(
                (reason: unknown) => (reason as NodeJS.ErrnoException).code,
            ),
        ).to.equal("ECONNREFUSED");
    });

    it("fails with the emulator's own words, and leaves nothing running", async () => {
        const started = startAwsSandbox({
            python: "/nonexistent/python",
            dir: `${dir}/none`,
            issuerKeys: noKeys,
        });
        expect(
            await started.then(
                () => "",
                (reason: unknown) => (reason as Error).message,
            ),
        ).to.match(/\/nonexistent\/python/);
    });

    it("fails and stops the emulator, too, when a later part cannot start", async () => {
        const place = `${dir}/blocked`;
        await mkdir(`${place}/ca.pem`, { recursive: true });
        const started = startAwsSandbox({ python, dir: place, issuerKeys: noKeys });
        expect(
            await started.catch((reason: unknown) => (reason as NodeJS.ErrnoException).code),
        ).to.equal("EISDIR");
        expect(await readdir(place)).to.not.include("ministack.sock");
    });
});

describe("snapshot", () => {
    const sandbox = useAwsSandbox({ issuerKeys: noKeys });

    it("sees what has come, what has gone and what has changed", async () => {
        const { s3, iam, close } = await sandboxClients(sandbox());
        const bucket = async (Bucket: string) =>
            s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        const role = async (RoleName: string) =>
            iam.send(
                new CreateRoleCommand({
                    RoleName,
                    AssumeRolePolicyDocument: trustPolicy("123456789012"),
                }),
            );
        const everywhere = {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        };
        const arn = (rest: string) => `arn:aws:iam::123456789012:${rest}`;
        for (const name of ["kept", "tagged", "filled", "begun", "gone"]) await bucket(name);
        for (const name of ["kept", "changed", "gone"]) await role(name);
        const first = await snapshot(sandbox());
        expect([...first.keys()]).to.deep.equal([
            ...[arn("role/changed"), arn("role/gone"), arn("role/kept")],
            ...["begun", "filled", "gone", "kept", "tagged"].map((name) => `arn:aws:s3:::${name}`),
        ]);
        expect(compareSnapshots(first, await snapshot(sandbox()))).to.deep.equal({
            added: [],
            removed: [],
            changed: [],
        });

        await s3.send(
            new PutBucketTaggingCommand({
                Bucket: "tagged",
                Tagging: { TagSet: [{ Key: "a", Value: "b" }] },
            }),
        );
        await s3.send(new PutObjectCommand({ Bucket: "filled", Key: "k", Body: "x" }));
        await s3.send(new CreateMultipartUploadCommand({ Bucket: "begun", Key: "k" }));
        await s3.send(new DeleteBucketCommand({ Bucket: "gone" }));
        await iam.send(new DeleteRoleCommand({ RoleName: "gone" }));
        await iam.send(
            new PutRolePolicyCommand({
                RoleName: "changed",
                PolicyName: "p",
                PolicyDocument: JSON.stringify(everywhere),
            }),
        );
        await iam.send(
            new CreatePolicyCommand({
                PolicyName: "new",
                PolicyDocument: JSON.stringify(everywhere),
            }),
        );
        await createOidcProvider(sandbox(), ISSUER);
        expect(compareSnapshots(first, await snapshot(sandbox()))).to.deep.equal({
            added: [arn("oidc-provider/oidc.example.com/cluster-1"), arn("policy/new")],
            removed: [arn("role/gone"), "arn:aws:s3:::gone"],
            changed: [
                arn("role/changed"),
                "arn:aws:s3:::begun",
                "arn:aws:s3:::filled",
                "arn:aws:s3:::tagged",
            ],
        });
        expect(await errorOf(createOidcProvider(sandbox(), ISSUER))).to.equal(
            "EntityAlreadyExistsException",
        );
        close();
    });

    it("looks into buckets of other regions too", async () => {
        const there = await sandboxClients(sandbox(), { region: "us-east-1" });
        await there.s3.send(new CreateBucketCommand({ Bucket: "elsewhere" }));
        there.close();
        expect([...(await snapshot(sandbox())).keys()]).to.include("arn:aws:s3:::elsewhere");
    });
});
