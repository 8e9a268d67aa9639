/** Roles that share a bucket, trust of several issuers, and documents that everybody may read: by real calls. */
import { expect } from "chai";
import {
    CreateBucketCommand,
    GetObjectCommand,
    ListObjectsCommand,
    ListObjectsV2Command,
    PutBucketPolicyCommand,
    PutObjectCommand,
    PutPublicAccessBlockCommand,
    type S3Client,
} from "@aws-sdk/client-s3";

import { DISCOVERY_KEY, SIGNING_KEYS_KEY } from "../../../components/pure/discovery-documents.ts";
import { discoveryPolicy } from "../../../components/pure/policies/discovery.ts";
import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { allowedRows } from "../../../sandbox/rehearsal/proofs/allowed.ts";
import { proveInOrder } from "../../../sandbox/rehearsal/proofs/proof.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { refusedProofs } from "../../support/refused-proofs.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

const PREFIX = "teams/a";

async function code(made: Promise<unknown>): Promise<string> {
    return made.then(
        () => "allowed",
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
}

describe("identity in the sandbox", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    let hand: HandMadeChain;
    let admin: SandboxClients;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        hand = await handMadeChain(sandbox);
        admin = await sandboxClients(sandbox.aws);
    });

    after(async () => {
        admin.close();
        await hand.close();
    });

    async function rolesS3(): Promise<S3Client> {
        const { namespace, serviceAccounts, audience, roleArn } = hand.chain;
        const [name = ""] = serviceAccounts;
        const token = await hand.target.requestToken(namespace, name, audience);
        return hand.target.s3(await hand.target.assumeRole(token, roleArn));
    }

    describe("a role that has a part of a bucket", () => {
        const others = ["teams/ab/t/meta.json", "teams/b/t/meta.json", "t/meta.json"];

        before(async () => {
            const { bucketName: Bucket } = hand.chain;
            const bucketArn = `arn:aws:s3:::${Bucket}`;
            await hand.setAccess(traceAccessPolicy({ bucketArn, prefix: PREFIX }));
            for (const Key of [...others, `${PREFIX}/t/meta.json`]) {
                await admin.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
            }
        });

        after(() => hand.setAccess(hand.documents.access));

        it("does all that Tempo does in it", async () => {
            const target = { ...hand.target, chain: { ...hand.chain, prefix: PREFIX } };
            for (const name of hand.chain.serviceAccounts) {
                const proofs = await proveInOrder(allowedRows(target, name));
                expect(proofs.filter(({ ok }) => !ok)).to.deep.equal([]);
            }
        });

        it("is refused everything that it is refused anyway, and everything beside its part", async () => {
            const target = { ...hand.target, chain: { ...hand.chain, prefix: PREFIX } };
            const proofs = await refusedProofs(target);
            expect(proofs.filter(({ ok }) => !ok)).to.deep.equal([]);
            expect(proofs.map(({ operation }) => operation)).to.include.members([
                "list beside its part of the bucket",
                "write beside its part of the bucket",
            ]);
        });

        it("makes Tempo's own lists: the one at its start, of tenants, of blocks", async () => {
            const { bucketName: Bucket } = hand.chain;
            const s3 = await rolesS3();
            const start = { Bucket, Prefix: `${PREFIX}/`, Delimiter: "/", MaxKeys: 1 };
            const tenants = await s3.send(new ListObjectsCommand(start));
            expect(tenants.CommonPrefixes).to.deep.equal([{ Prefix: `${PREFIX}/t/` }]);
            const blocks = { Bucket, Prefix: `${PREFIX}/t/` };
            const { Contents = [] } = await s3.send(new ListObjectsV2Command(blocks));
            expect(Contents.map(({ Key }) => Key)).to.deep.equal([`${PREFIX}/t/meta.json`]);
        });

        it("neither lists nor reads what others have, though their names begin alike", async () => {
            const { bucketName: Bucket } = hand.chain;
            const s3 = await rolesS3();
            for (const Prefix of [
                undefined,
                "",
                "t",
                "teams/",
                "teams/a",
                "teams/ab/",
                "teams/b/",
            ]) {
                const list = new ListObjectsV2Command({ Bucket, Prefix });
                expect(await code(s3.send(list)), `list of ${Prefix}`).to.equal("AccessDenied");
            }
            for (const Key of others) {
                const get = new GetObjectCommand({ Bucket, Key });
                expect(await code(s3.send(get)), Key).to.equal("AccessDenied");
                const put = new PutObjectCommand({ Bucket, Key, Body: "mine" });
                expect(await code(s3.send(put)), Key).to.equal("AccessDenied");
            }
        });
    });

    describe("a role that several issuers may use", () => {
        const green = "https://green.example.com/id";
        const greenArn = "arn:aws:iam::123456789012:oidc-provider/green.example.com/id";

        function trusting(subjects: readonly string[], patterns: readonly string[] = []) {
            const { chain } = hand;
            const own = { providerArn: chain.providerArn, issuer: chain.issuer };
            const stranger = `system:serviceaccount:${chain.namespace}:stranger`;
            return trustPolicy({
                ...{ providerArn: greenArn, issuer: green },
                subjects: [`system:serviceaccount:${chain.namespace}:tempo-tmstack`],
                others: [
                    { ...own, subjects: subjects.length > 0 ? subjects : [stranger], patterns },
                ],
            });
        }

        after(() => hand.setTrust(hand.documents.trust));

        it("lets each in by its own statement only", async () => {
            const subject = `system:serviceaccount:${hand.chain.namespace}:tempo-tmstack`;
            await hand.setTrust(trusting([subject]));
            expect(await code(rolesS3())).to.equal("allowed");
            await hand.setTrust(trusting([]));
            expect(await code(rolesS3())).to.equal("AccessDenied");
        });

        it("lets in what matches a pattern, and nothing else", async () => {
            const [start = ""] = hand.chain.namespace.split("-");
            await hand.setTrust(trusting([], [`system:serviceaccount:${start}-*:tempo-tmstac?`]));
            expect(await code(rolesS3())).to.equal("allowed");
            await hand.setTrust(trusting([], [`system:serviceaccount:${start}-*:tempo-tmstack-*`]));
            expect(await code(rolesS3())).to.equal("AccessDenied");
        });
    });

    it("an issuer's two documents are read by everybody, over TLS, and nothing else of their bucket", async () => {
        const Bucket = freshName("oidc");
        const policy = JSON.stringify(discoveryPolicy({ bucketArn: `arn:aws:s3:::${Bucket}` }));
        const place = { LocationConstraint: "us-east-2" } as const;
        await admin.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: place }));
        const PublicAccessBlockConfiguration = {
            ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
            ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
        };
        const open = { Bucket, PublicAccessBlockConfiguration };
        await admin.s3.send(new PutPublicAccessBlockCommand(open));
        await admin.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
        for (const Key of [DISCOVERY_KEY, SIGNING_KEYS_KEY, "other"]) {
            await admin.s3.send(new PutObjectCommand({ Bucket, Key, Body: "{}" }));
        }
        const nobody = await hand.target.unsignedS3();
        const get = (Key: string) => code(nobody.send(new GetObjectCommand({ Bucket, Key })));
        expect(await get(DISCOVERY_KEY)).to.equal("allowed");
        expect(await get(SIGNING_KEYS_KEY)).to.equal("allowed");
        expect(await get("other")).to.equal("AccessDenied");
        const list = nobody.send(new ListObjectsV2Command({ Bucket }));
        expect(await code(list)).to.equal("AccessDenied");
        const put = nobody.send(new PutObjectCommand({ Bucket, Key: SIGNING_KEYS_KEY, Body: "x" }));
        expect(await code(put)).to.equal("AccessDenied");
    });
});
