import { expect } from "chai";

import { ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, HeadBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { call, errorOf, IN_REGION, postForm, text, useAwsSandbox } from "./fixture.ts";

const BUCKET = "tracing-refused";

describe("the front refuses", () => {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    let secure: SandboxClients;

    before(async () => {
        secure = await sandboxClients(sandbox());
        await secure.s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...IN_REGION }));
    });
    after(() => {
        secure.close();
    });

    it("the keys that the emulator takes for root, whatever the secret", async () => {
        for (const accessKeyId of ["test", sandbox().accountId, "999999999999"]) {
            const root = await sandboxClients(sandbox(), {
                credentials: { accessKeyId, secretAccessKey: "test" },
            });
            const refused = [
                root.s3.send(new ListBucketsCommand({})),
                root.iam.send(new ListRolesCommand({})),
                root.sts.send(new GetCallerIdentityCommand({})),
            ];
            expect(await Promise.all(refused.map(errorOf)), accessKeyId).to.deep.equal([
                "InvalidAccessKeyId",
                "InvalidClientTokenId",
                "InvalidClientTokenId",
            ]);
            root.close();
        }
    });

    it("a wrong secret and an unknown key, by the emulator's judgement", async () => {
        const { accessKeyId } = sandbox().credentials;
        for (const [id, expected] of [
            [accessKeyId, "SignatureDoesNotMatch"],
            ["AKIA0123456789ABCDEF", "InvalidClientTokenId"],
        ] as const) {
            const wrong = await sandboxClients(sandbox(), {
                credentials: { accessKeyId: id, secretAccessKey: "wrong" },
            });
            expect(await errorOf(wrong.sts.send(new GetCallerIdentityCommand({})))).to.equal(
                expected,
            );
            wrong.close();
        }
    });

    it("calls that nobody signed", async () => {
        const { endpoint } = sandbox();
        const rows: [string, string, number, string][] = [
            ["GET", "/", 403, "AccessDenied"],
            ["PUT", "/anonymous-bucket", 403, "AccessDenied"],
            ["PUT", "/anonymous-bucket/", 403, "AccessDenied"],
            ["GET", `/${BUCKET}`, 403, "AccessDenied"],
            ["PUT", `/${BUCKET}/object`, 403, "AccessDenied"],
            ["DELETE", `/${BUCKET}`, 403, "AccessDenied"],
            ["GET", `/${BUCKET}?policy`, 403, "AccessDenied"],
            ["GET", "/?Action=ListRoles&Version=2010-05-08", 403, "MissingAuthenticationToken"],
        ];
        for (const [method, path, status, code] of rows) {
            const answer = await call(sandbox(), endpoint, { method, path });
            expect([answer.status, text(answer, "Code")], `${method} ${path}`).to.deep.equal([
                status,
                code,
            ]);
        }
        const posted = await postForm(sandbox(), {
            Action: "CreateUser",
            UserName: "x",
            Version: "2010-05-08",
        });
        expect([posted.status, text(posted, "Code")]).to.deep.equal([
            403,
            "MissingAuthenticationToken",
        ]);
        const names = (await secure.s3.send(new ListBucketsCommand({}))).Buckets?.map(
            ({ Name }) => Name,
        );
        expect(names).to.not.include("anonymous-bucket");
    });

    it("the emulator's own switches, in any spelling", async () => {
        for (const path of [
            "/_ministack/reset",
            "//_ministack/reset",
            "/%5fministack/reset",
            "/_localstack/health",
        ]) {
            const answer = await call(sandbox(), sandbox().endpoint, { method: "POST", path });
            expect([answer.status, text(answer, "Code")], path).to.deep.equal([
                403,
                "AccessDenied",
            ]);
        }
        const absolute = `${sandbox().endpoint}/_ministack/reset`;
        const answer = await call(sandbox(), sandbox().endpoint, {
            method: "POST",
            path: absolute,
        });
        expect([answer.status, text(answer, "Code")]).to.deep.equal([400, "InvalidURI"]);
        await secure.s3.send(new HeadBucketCommand({ Bucket: BUCKET }));
    });

    it("a service that the emulator would have to guess", async () => {
        const { accessKeyId } = sandbox().credentials;
        const answer = await postForm(
            sandbox(),
            { Action: "AssumeRoleWithWebIdentity" },
            {
                "content-type": "application/x-www-form-urlencoded",
                authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/us-east-2/guess/aws4_request, SignedHeaders=host, Signature=00`,
            },
        );
        expect([answer.status, text(answer, "Code")]).to.deep.equal([501, "NotImplemented"]);
    });
});
