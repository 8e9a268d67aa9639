/** What a rehearsal found, as one plain object: the JSON that `--json` prints and the source of every picture. */

/** Raised when a field changes its meaning or goes away; new fields do not raise it. */
export const REPORT_VERSION = 1;

/** What a failed rehearsal failed at; the command line turns it into its exit code. */
export type FailureClass =
    "settings" | "preflight" | "deploy" | "proof" | "clean-up" | "interrupted" | "bug";

/** A link of the chain that a proof belongs to. */
export type Link = "token" | "sts" | "s3";

/** One real call, and whether it ended as it must. */
export interface Proof {
    /** Who called, as STS or S3 sees it. */
    readonly identity: string;
    /** What was tried. */
    readonly operation: string;
    readonly expected: "allowed" | "refused";
    /** `error` when it was neither: no answer, a wrong answer, or a refusal for another reason. */
    readonly observed: "allowed" | "refused" | "error";
    /** Whether it ended as expected; a refusal counts only with one of `expectedCodes`. */
    readonly ok: boolean;
    readonly link: Link;
    /** The error code of the refusal, as AWS names it. */
    readonly code?: string;
    /** Codes that count as the refusal that was expected. */
    readonly expectedCodes?: readonly string[];
    /** What was seen, when that was not what was expected. */
    readonly detail?: string;
    readonly milliseconds: number;
}

/** How a phase ended. */
export interface PhaseResult {
    readonly id: PhaseId;
    readonly title: string;
    readonly status: "passed" | "failed" | "skipped";
    readonly milliseconds: number;
    /** One line: what it did, why it failed, or why it was skipped. */
    readonly detail: string;
}

/** The phases of a rehearsal, in order. */
export type PhaseId =
    | "set-up"
    | "start"
    | "deploy"
    | "prove-allowed"
    | "prove-refused"
    | "trace-jobs"
    | "destroy"
    | "leak-check";

/** A trace Job, and what the API server said of it. */
export interface TraceJobResult {
    readonly name: string;
    readonly accepted: boolean;
    readonly detail: string;
}

/** The chain that was deployed. */
export interface Chain {
    readonly namespace: string;
    readonly tempoName: string;
    readonly serviceAccounts: readonly string[];
    readonly issuer: string;
    readonly audience: string;
    readonly providerArn: string;
    readonly roleArn: string;
    readonly bucketName: string;
    /** The part of the bucket that is the chain's; absent where it is the whole bucket. */
    readonly prefix?: string | undefined;
    readonly secretName: string;
    readonly region: string;
}

/** A resource that was deployed, as the engine names it. */
export interface DeployedResource {
    readonly type: string;
    readonly name: string;
    readonly id: string;
}

/** Why a rehearsal is not ok. */
export interface Failure {
    readonly class: FailureClass;
    readonly phase: PhaseId;
    readonly message: string;
}

/** Everything a rehearsal found. */
export interface RehearsalReport {
    readonly reportVersion: typeof REPORT_VERSION;
    readonly ok: boolean;
    /** The first failure, when there is one. */
    readonly failure?: Failure;
    readonly failures: readonly Failure[];
    /** `pulumi` or `in-process`; empty when none was chosen. */
    readonly engine: string;
    readonly engineWhy: string;
    /** Where the custom resource definitions came from. */
    readonly crds: string;
    /** What played the operator. */
    readonly operator: string;
    /** Which cluster it was. */
    readonly cluster: string;
    /** What was deployed; absent when the deployment did not succeed. */
    readonly chain?: Chain;
    readonly proofs: readonly Proof[];
    readonly traceJobs: readonly TraceJobResult[];
    /** What is still there after destroy, or was never there before and is not ours to keep. */
    readonly leftovers: readonly string[];
    /** What belongs to somebody else and is gone or changed. */
    readonly bystandersTouched: readonly string[];
    /** How many things of others were compared before and after. */
    readonly bystandersWatched: number;
    readonly resources: readonly DeployedResource[];
    readonly phases: readonly PhaseResult[];
    /** Milliseconds by phase, and `total`. */
    readonly timings: Readonly<Record<string, number>>;
    /** Where things were reached while the rehearsal ran. */
    readonly addresses: Readonly<Record<string, string>>;
    /** What a rehearsal like this one cannot show. */
    readonly notProven: readonly string[];
    /** Environment variables to use the sandbox with; only while it is kept. */
    readonly exports?: Readonly<Record<string, string>>;
}

/** The proofs of one side, in the order in which they were made. */
export function proofsOf(report: RehearsalReport, expected: Proof["expected"]): Proof[] {
    return report.proofs.filter((proof) => proof.expected === expected);
}
