/** Makes one real call and tells whether it ended as it must. */
import { describeError } from "../errors.ts";
import type { Link, Proof } from "../report.ts";

/** A call to make, and how it must end. */
export interface ProofRow {
    readonly identity: string;
    readonly operation: string;
    readonly link: Link;
    /** Absent where the call must be allowed; else the error codes that count as the refusal. */
    readonly refusedWith?: readonly string[];
    /** Makes the call; rejects when it was refused, or when its answer was not the right one. */
    readonly attempt: () => Promise<void>;
}

/** Makes the call. Never rejects: what went wrong is in the result. */
export async function prove(row: ProofRow): Promise<Proof> {
    const start = performance.now();
    const outcome = await observe(row.attempt);
    const refusedWith = row.refusedWith;
    const ok =
        refusedWith === undefined
            ? outcome.observed === "allowed"
            : outcome.code !== undefined && refusedWith.includes(outcome.code);
    return {
        identity: row.identity,
        operation: row.operation,
        expected: refusedWith === undefined ? "allowed" : "refused",
        ...outcome,
        ok,
        link: row.link,
        ...(refusedWith === undefined ? {} : { expectedCodes: refusedWith }),
        milliseconds: Math.round(performance.now() - start),
    };
}

/** Makes the calls one after the other, because each builds on the one before. */
export async function proveInOrder(
    rows: readonly ProofRow[],
    signal?: AbortSignal,
): Promise<Proof[]> {
    const proofs: Proof[] = [];
    for (const row of rows) {
        signal?.throwIfAborted();
        proofs.push(await prove(row));
    }
    return proofs;
}

type Outcome = Pick<Proof, "observed" | "code" | "detail">;

async function observe(attempt: () => Promise<void>): Promise<Outcome> {
    try {
        await attempt();
        return { observed: "allowed" };
    } catch (error) {
        const detail = describeError(error);
        const code = refusalCode(error);
        return code === undefined
            ? { observed: "error", detail }
            : { observed: "refused", code, detail };
    }
}

/** The code of a refusal by a service: only an answer with a status of the 4xx kind is one. */
function refusalCode(error: unknown): string | undefined {
    if (!(error instanceof Error)) return undefined;
    const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
    const status = metadata?.httpStatusCode ?? 0;
    return status >= 400 && status < 500 ? error.name.replace(/Exception$/u, "") : undefined;
}
