/** The chain as a person sees it, link by link, with what was proven of each. */
import type { Link, Proof, RehearsalReport } from "../../sandbox/rehearsal/report.ts";

/** One link of the chain. */
export interface ChainLink {
    readonly link: Link;
    readonly title: string;
    /** What it is called here: service accounts, the issuer, the bucket. */
    readonly names: readonly string[];
    /** What it hands on to the next link, in a word or two; then what more there is to say of it. */
    readonly handsOn?: readonly string[];
    readonly allowed: readonly Proof[];
    readonly refused: readonly Proof[];
    readonly ok: boolean;
}

/** A proof that several identities made, told once. */
export interface OperationSummary {
    readonly operation: string;
    readonly passed: number;
    readonly total: number;
}

/** The three links; none when nothing was deployed. */
export function chainLinks(report: RehearsalReport): ChainLink[] {
    const { chain } = report;
    if (chain === undefined) return [];
    return [
        link(report, "token", {
            title: "Service accounts",
            names: chain.serviceAccounts,
            handsOn: ["token", `for ${chain.audience}, issued by ${chain.issuer}`],
        }),
        link(report, "sts", {
            title: "STS",
            names: [chain.roleArn],
            handsOn: ["temporary credentials", `of the role, for ${chain.region}`],
        }),
        link(report, "s3", { title: "S3 bucket", names: [chain.bucketName] }),
    ];
}

/** The operations in order, each with how many of its calls ended as they must. */
export function byOperation(proofs: readonly Proof[]): OperationSummary[] {
    const names = [...new Set(proofs.map(({ operation }) => operation))];
    return names.map((operation) => {
        const made = proofs.filter((proof) => proof.operation === operation);
        return { operation, passed: made.filter(({ ok }) => ok).length, total: made.length };
    });
}

/** "12 of 12 allowed" */
export function score(proofs: readonly Proof[], word: string): string {
    const passed = proofs.filter(({ ok }) => ok).length;
    return `${passed} of ${proofs.length} ${word}`;
}

function link(
    report: RehearsalReport,
    id: Link,
    words: Pick<ChainLink, "title" | "names" | "handsOn">,
): ChainLink {
    const own = report.proofs.filter((proof) => proof.link === id);
    return {
        link: id,
        ...words,
        allowed: own.filter(({ expected }) => expected === "allowed"),
        refused: own.filter(({ expected }) => expected === "refused"),
        ok: own.length > 0 && own.every(({ ok }) => ok),
    };
}
