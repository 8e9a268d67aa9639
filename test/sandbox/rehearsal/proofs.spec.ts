import { expect } from "chai";

import { BUCKET_ACTIONS, OBJECT_ACTIONS } from "../../../components/pure/actions.ts";
import type { PolicyDocument, Statement } from "../../../components/pure/policies/statement.ts";
import { allowedRows } from "../../../sandbox/rehearsal/proofs/allowed.ts";
import { prove, proveInOrder } from "../../../sandbox/rehearsal/proofs/proof.ts";
import { refusedCalls } from "../../../sandbox/rehearsal/proofs/refused-calls.ts";
import { refusedTokenRows } from "../../../sandbox/rehearsal/proofs/refused-tokens.ts";
import type { ProofTarget } from "../../../sandbox/rehearsal/proofs/target.ts";
import type { Proof } from "../../../sandbox/rehearsal/report.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

/** The row in which the lack of an action is seen first. */
const SEEN_IN: Readonly<Record<string, string>> = {
    "s3:ListBucket": "s3:ListBucket",
    "s3:GetObject": "s3:GetObject, a range",
    "s3:PutObject": "s3:PutObject",
    "s3:DeleteObject": "s3:DeleteObject",
    "s3:AbortMultipartUpload": "s3:AbortMultipartUpload",
    "s3:GetObjectTagging": "s3:GetObjectTagging",
    "s3:PutObjectTagging": "s3:PutObjectTagging",
};

describe("the proofs", function () {
    this.timeout(30_000);
    let hand: HandMadeChain;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        hand = await handMadeChain(await sharedSandbox());
    });

    after(() => hand.close());

    it("pass for every trusted service account, call by call", async () => {
        const proofs = await Promise.all(
            hand.chain.serviceAccounts.map((name) => proveInOrder(allowedRows(hand.target, name))),
        );
        expect(wrong(proofs.flat())).to.deep.equal([]);
        expect(proofs.map(({ length }) => length)).to.deep.equal([11, 11]);
    });

    it("pass for everything that must be refused, each with its own error code", async () => {
        const proofs = await refused(hand.target);
        expect(wrong(proofs)).to.deep.equal([]);
        expect(proofs.map(({ operation, code }) => `${operation}: ${code ?? ""}`)).to.deep.equal([
            "another service account: AccessDenied",
            "same name in another namespace: AccessDenied",
            "token for another audience: InvalidIdentityToken",
            "expired token: ExpiredToken",
            "token signed by another key: InvalidIdentityToken",
            "unsigned token (alg: none): InvalidIdentityToken",
            "token with rewritten subject: InvalidIdentityToken",
            "another role: AccessDenied",
            "list of another bucket: AccessDenied",
            "read of another bucket: AccessDenied",
            "write to another bucket: AccessDenied",
            "s3:DeleteBucket: AccessDenied",
            "read by plain http: AccessDenied",
            "read without credentials: AccessDenied",
            "s3:PutBucketPolicy: AccessDenied",
        ]);
    });

    describe("of what is allowed", () => {
        after(() => hand.setAccess(hand.documents.access));

        for (const action of [...BUCKET_ACTIONS, ...OBJECT_ACTIONS]) {
            it(`fail without ${action}, so that the list of actions is minimal`, async () => {
                await hand.setAccess(without(hand.documents.access, action));
                const [name = ""] = hand.chain.serviceAccounts;
                const proofs = await proveInOrder(allowedRows(hand.target, name));
                const first = proofs.find(({ ok }) => !ok);
                expect(first).to.include({
                    operation: SEEN_IN[action],
                    observed: "refused",
                    code: "AccessDenied",
                });
            });
        }

        it("fail when the bucket answers with something else than was written", async () => {
            await hand.setAccess(hand.documents.access);
            const [name = ""] = hand.chain.serviceAccounts;
            const elsewhere = { ...hand.chain, issuer: "https://another.issuer.example" };
            const rows = allowedRows({ ...hand.target, chain: elsewhere }, name);
            const [token] = await proveInOrder(rows.slice(0, 1));
            expect(token).to.include({ observed: "error", ok: false });
            expect(token?.detail).to.contain("expected the token's issuer");
        });
    });

    describe("of what is refused fail when it is made allowed:", () => {
        afterEach(async () => {
            await hand.setTrust(hand.documents.trust);
            await hand.setAccess(hand.documents.access);
        });

        const subjects = (change: (subject: string) => string) => async () => {
            const document = changed(hand.documents.trust, (text) => change(text));
            await hand.setTrust(document);
        };

        const openings: { operation: string; open: () => Promise<unknown> }[] = [
            {
                operation: "another service account",
                open: subjects((text) => text.replace(/:tempo-tmstack"/u, ':default"')),
            },
            {
                operation: "same name in another namespace",
                open: subjects((text) =>
                    text.replace(
                        /("system:serviceaccount:[^:]+)(:tempo-tmstack")/u,
                        "$1-bystander$2",
                    ),
                ),
            },
            {
                operation: "list of another bucket",
                open: () => hand.setAccess(everywhere(hand.documents.access)),
            },
            {
                operation: "read of another bucket",
                open: () => hand.setAccess(everywhere(hand.documents.access)),
            },
            {
                operation: "write to another bucket",
                open: () => hand.setAccess(everywhere(hand.documents.access)),
            },
            {
                operation: "s3:PutBucketPolicy",
                open: () => hand.setAccess(plus(hand.documents.access, "s3:PutBucketPolicy")),
            },
        ];

        for (const { operation, open } of openings) {
            it(operation, async () => {
                await open();
                expect(await proofOf(hand.target, operation)).to.include({
                    observed: "allowed",
                    ok: false,
                });
                await hand.setBucketPolicy(hand.documents.bucket);
            });
        }

        it("another role", async () => {
            const role = hand.target.bystander.roleArn.split("/").at(-1) ?? "";
            await hand.setTrust(hand.documents.trust, role);
            expect(await proofOf(hand.target, "another role")).to.include({
                observed: "allowed",
                ok: false,
            });
        });

        it("s3:DeleteBucket, where the bucket is not empty: refused, but not for the right reason", async () => {
            await hand.setAccess(plus(hand.documents.access, "s3:DeleteBucket"));
            expect(await proofOf(hand.target, "s3:DeleteBucket")).to.include({
                observed: "refused",
                code: "BucketNotEmpty",
                ok: false,
            });
        });

        it("read by plain http", async () => {
            const anything = { ...denyNothing(hand.documents.bucket) };
            await hand.setBucketPolicy(anything);
            expect(await proofOf(hand.target, "read by plain http")).to.include({
                observed: "allowed",
                ok: false,
            });
            await hand.setBucketPolicy(hand.documents.bucket);
        });

        it("read without credentials", async () => {
            const target = { ...hand.target, unsignedS3: () => adminS3(hand) };
            expect(await proofOf(target, "read without credentials")).to.include({
                observed: "allowed",
                ok: false,
            });
        });

        for (const operation of [
            "token for another audience",
            "expired token",
            "token signed by another key",
            "unsigned token (alg: none)",
            "token with rewritten subject",
        ]) {
            it(`${operation}, by an STS that believes every token`, async () => {
                const credulous: ProofTarget = {
                    ...hand.target,
                    assumeRole: () =>
                        Promise.resolve({
                            accessKeyId: "any",
                            secretAccessKey: "any",
                            sessionToken: "any",
                        }),
                };
                expect(await proofOf(credulous, operation)).to.include({
                    observed: "allowed",
                    ok: false,
                });
            });
        }

        it("an STS that nobody reaches: an error is no refusal", async () => {
            const unreachable: ProofTarget = {
                ...hand.target,
                assumeRole: () => Promise.reject(new Error("connect ECONNREFUSED 127.0.0.1:1")),
            };
            for (const proof of await refused(unreachable)) {
                expect(proof, proof.operation).to.include({ observed: "error", ok: false });
            }
        });
    });
});

async function refused(target: ProofTarget): Promise<Proof[]> {
    const tokens = await Promise.all(refusedTokenRows(target).map(prove));
    const calls = refusedCalls(target);
    const made = await proveInOrder(calls.rows);
    await calls.close();
    return [...tokens, ...made];
}

async function proofOf(target: ProofTarget, operation: string): Promise<Proof> {
    const calls = refusedCalls(target);
    const row = [...refusedTokenRows(target), ...calls.rows].find(
        (each) => each.operation === operation,
    );
    if (row === undefined) throw new Error(`there is no row ${operation}`);
    const proof = await prove(row);
    await calls.close();
    return proof;
}

/** S3 as somebody who may read the object: what a public bucket would be to everybody. */
async function adminS3({ chain, target }: HandMadeChain) {
    const [name = ""] = chain.serviceAccounts;
    const token = await target.requestToken(chain.namespace, name, chain.audience);
    return target.s3(await target.assumeRole(token, chain.roleArn));
}

function wrong(proofs: readonly Proof[]): string[] {
    return proofs
        .filter(({ ok }) => !ok)
        .map(({ operation, observed, code = "", detail = "" }) =>
            [operation, observed, code, detail].join(": "),
        );
}

function without(document: PolicyDocument, action: string): PolicyDocument {
    const statements = document.Statement.map((statement): Statement => {
        const Action = [statement.Action].flat().filter((each) => each !== action);
        return { ...statement, Action };
    });
    return { ...document, Statement: statements.filter(({ Action }) => Action.length > 0) };
}

function plus(document: PolicyDocument, action: string): PolicyDocument {
    const [first] = document.Statement;
    const more = { Effect: "Allow", Action: action, Resource: first?.Resource ?? "" } as const;
    return { ...document, Statement: [...document.Statement, more] };
}

function everywhere(document: PolicyDocument): PolicyDocument {
    return {
        ...document,
        Statement: document.Statement.map((each) => ({ ...each, Resource: "*" })),
    };
}

function denyNothing(document: PolicyDocument): PolicyDocument {
    const statements = document.Statement.map((each): Statement => ({
        ...each,
        Action: "s3:ListBucket",
    }));
    return { ...document, Statement: statements };
}

function changed(document: PolicyDocument, change: (text: string) => string): PolicyDocument {
    return JSON.parse(change(JSON.stringify(document))) as PolicyDocument;
}
