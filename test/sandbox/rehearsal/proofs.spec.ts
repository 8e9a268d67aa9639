import { expect } from "chai";

import { BUCKET_ACTIONS, OBJECT_ACTIONS } from "../../../components/pure/actions.ts";
import type { PolicyDocument } from "../../../components/pure/policies/statement.ts";
import { allowedRows } from "../../../sandbox/rehearsal/proofs/allowed.ts";
import { prove, proveInOrder } from "../../../sandbox/rehearsal/proofs/proof.ts";
import { refusedCalls } from "../../../sandbox/rehearsal/proofs/refused-calls.ts";
import { refusedTokenRows } from "../../../sandbox/rehearsal/proofs/refused-tokens.ts";
import type { ProofTarget } from "../../../sandbox/rehearsal/proofs/target.ts";
import type { Proof } from "../../../sandbox/rehearsal/report.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

describe("the proofs", function () {
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
            proofs
                .map((p) =>
                    [p.identity, p.operation, p.observed, p.code, p.ok, p.milliseconds].join(" | "),
                )
                .join("\n"),
        );
        expect(wrong(proofs)).to.deep.equal([]);
    });

    describe("of what is allowed", () => {
        after(() => hand.setAccess(hand.documents.access));

        for (const action of [...BUCKET_ACTIONS, ...OBJECT_ACTIONS]) {
            it(`fail without ${action}, so that the list of actions is minimal`, async () => {
                await hand.setAccess(without(hand.documents.access, action));
                const [name = ""] = hand.chain.serviceAccounts;
                const proofs = await proveInOrder(allowedRows(hand.target, name));
                expect(wrong(proofs)).to.not.deep.equal([]);
            });
        }
    });
});

async function refused(target: ProofTarget): Promise<Proof[]> {
    const tokens = await Promise.all(refusedTokenRows(target).map(prove));
    const calls = refusedCalls(target);
    const made = await proveInOrder(calls.rows);
    await calls.close();
    return [...tokens, ...made];
}

function wrong(proofs: readonly Proof[]): string[] {
    return proofs
        .filter(({ ok }) => !ok)
        .map(
            ({ operation, observed, code, detail }) =>
                `${operation}: ${observed} ${code ?? ""} ${detail ?? ""}`,
        );
}

function without(document: PolicyDocument, action: string): PolicyDocument {
    const Statement = document.Statement.map((statement) => ({
        ...statement,
        Action: [statement.Action].flat().filter((each) => each !== action),
    })).filter(({ Action }) => Action.length > 0);
    return { ...document, Statement };
}
