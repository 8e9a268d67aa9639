import { expect } from "chai";

import { BUCKET_ACTIONS, OBJECT_ACTIONS } from "../../../components/pure/actions.ts";
import { allowedRows } from "../../../sandbox/rehearsal/proofs/allowed.ts";
import { proveInOrder } from "../../../sandbox/rehearsal/proofs/proof.ts";
import type { Proof } from "../../../sandbox/rehearsal/report.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { without } from "../../support/policy-changes.ts";
import { refusedProofs } from "../../support/refused-proofs.ts";
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
        const proofs = await refusedProofs(hand.target);
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
});

function wrong(proofs: readonly Proof[]): string[] {
    return proofs
        .filter(({ ok }) => !ok)
        .map(({ operation, observed, code = "", detail = "" }) =>
            [operation, observed, code, detail].join(": "),
        );
}
