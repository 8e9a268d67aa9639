/** The proofs of what must be refused: all of them, or one. */
import { prove, proveInOrder } from "../../sandbox/rehearsal/proofs/proof.ts";
import { refusedCalls } from "../../sandbox/rehearsal/proofs/refused-calls.ts";
import { refusedTokenRows } from "../../sandbox/rehearsal/proofs/refused-tokens.ts";
import type { ProofTarget } from "../../sandbox/rehearsal/proofs/target.ts";
import type { Proof } from "../../sandbox/rehearsal/report.ts";

/** Makes all of them. */
export async function refusedProofs(target: ProofTarget): Promise<Proof[]> {
    const tokens = await Promise.all(refusedTokenRows(target).map(prove));
    const calls = refusedCalls(target);
    const made = await proveInOrder(calls.rows);
    await calls.close();
    return [...tokens, ...made];
}

/** Makes the one of an operation. */
export async function proofOf(target: ProofTarget, operation: string): Promise<Proof> {
    const calls = refusedCalls(target);
    const row = [...refusedTokenRows(target), ...calls.rows].find(
        (each) => each.operation === operation,
    );
    if (row === undefined) throw new Error(`there is no row ${operation}`);
    const proof = await prove(row);
    await calls.close();
    return proof;
}
