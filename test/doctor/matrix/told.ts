/** What of a diagnosis a test looks at. */
import type { Diagnosis } from "../../../doctor/diagnose.ts";

/** Everything that is not as it should be, a line each: findings, warnings, and what could not be looked at. */
export function troubles({ links }: Diagnosis): string[] {
    return links.flatMap(({ id, verdict }) => {
        if (verdict.state === "broken") {
            return verdict.findings.map(
                ({ cause, evidence }) => `${id}: ${cause} (${evidence.join("; ")})`,
            );
        }
        if (verdict.state === "holds") {
            return (verdict.warnings ?? []).map(({ cause }) => `${id}: warning ${cause}`);
        }
        return verdict.state === "not-checked" ? [`${id}: not checked: ${verdict.because}`] : [];
    });
}

/** The cause that is told first: of what is broken, else of warnings and of what would let a link be checked. */
export function firstCause({ cause, links }: Diagnosis): string | undefined {
    if (cause !== undefined) return cause.cause;
    const told = links.flatMap(({ verdict }) => {
        if (verdict.state === "holds") return verdict.warnings ?? [];
        return verdict.state === "not-checked" ? (verdict.findings ?? []) : [];
    });
    return told[0]?.cause;
}
