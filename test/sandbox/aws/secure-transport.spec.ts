import { expect } from "chai";

import {
    CreateBucketCommand,
    DeleteBucketPolicyCommand,
    GetObjectCommand,
    PutBucketPolicyCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { call, errorOf, IN_REGION, text, useAwsSandbox } from "./fixture.ts";

const BUCKET = "tracing-tls";
const OBJECT = { Bucket: BUCKET, Key: "over-tls" };
const TLS_ONLY = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ],
});

describe("the front tells http from https", () => {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    const plainly = () => ({ endpoint: sandbox().plainHttpEndpoint });
    let secure: SandboxClients;
    let plain: SandboxClients;

    before(async () => {
        secure = await sandboxClients(sandbox());
        plain = await sandboxClients(sandbox(), plainly());
        await secure.s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...IN_REGION }));
        await secure.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: TLS_ONLY }));
    });
    after(() => {
        secure.close();
        plain.close();
    });

    it("so that a TLS-only bucket policy binds even the administrator", async () => {
        const object = OBJECT;
        await secure.s3.send(new PutObjectCommand({ ...object, Body: "x" }));
        const refused = [
            plain.s3.send(new PutObjectCommand({ ...object, Body: "y" })),
            plain.s3.send(new GetObjectCommand(object)),
            plain.s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET })),
        ];
        expect(await Promise.all(refused.map(errorOf))).to.deep.equal(
            refused.map(() => "AccessDenied"),
        );
        const read = await secure.s3.send(new GetObjectCommand(object));
        expect(await read.Body?.transformToString()).to.equal("x");
    });

    it("and believes no header about it, signed or not", async () => {
        for (const [name, value] of [
            ["x-forwarded-proto", "https"],
            ["X-Forwarded-Proto", "https, http"],
        ] as const) {
            for (const [step, expected] of [
                ["build", "SignatureDoesNotMatch"],
                ["finalizeRequest", "AccessDenied"],
            ] as const) {
                const { s3, close } = await sandboxClients(sandbox(), plainly());
                s3.middlewareStack.add(
                    (next) => async (args) => {
                        const { headers } = (
                            args as { request: { headers: Record<string, string> } }
                        ).request;
                        headers[name] = value;
                        return next(args);
                    },
                    { step: step as "build", name: "spoof", priority: "low" },
                );
                const answer = await errorOf(s3.send(new GetObjectCommand(OBJECT)));
                expect(answer, `${name} in ${step}`).to.equal(expected);
                close();
            }
        }
    });

    it("and takes nobody's word that https was http", async () => {
        const answer = await call(sandbox(), sandbox().endpoint, {
            path: `/${BUCKET}/over-tls`,
            headers: { "x-forwarded-proto": "http" },
        });
        // An anonymous reader is not let in either way, but not because of the transport.
        expect([answer.status, text(answer, "Message")]).to.deep.equal([403, "Access Denied"]);
    });
});
