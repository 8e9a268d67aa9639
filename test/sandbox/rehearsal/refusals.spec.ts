import { expect } from "chai";

import type { ProofTarget } from "../../../sandbox/rehearsal/proofs/target.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { changed, denyNothing, everywhere, plus } from "../../support/policy-changes.ts";
import { proofOf, refusedProofs } from "../../support/refused-proofs.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

describe("the proofs of what is refused fail when it is made allowed:", function () {
    this.timeout(30_000);
    let hand: HandMadeChain;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        hand = await handMadeChain(await sharedSandbox());
    });

    after(() => hand.close());

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
                text.replace(/("system:serviceaccount:[^:]+)(:tempo-tmstack")/u, "$1-bystander$2"),
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
        for (const proof of await refusedProofs(unreachable)) {
            expect(proof, proof.operation).to.include({ observed: "error", ok: false });
        }
    });
});

/** S3 as somebody who may read the object: what a public bucket would be to everybody. */
async function adminS3({ chain, target }: HandMadeChain) {
    const [name = ""] = chain.serviceAccounts;
    const token = await target.requestToken(chain.namespace, name, chain.audience);
    return target.s3(await target.assumeRole(token, chain.roleArn));
}
