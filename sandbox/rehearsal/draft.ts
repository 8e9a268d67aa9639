/** The report while it is being written. */
import { PHASES, type PhaseLog } from "./phases.ts";
import {
    REPORT_VERSION,
    type Chain,
    type DeployedResource,
    type Proof,
    type RehearsalReport,
    type TraceJobResult,
} from "./report.ts";

/** What the phases add to, one after the other. */
export class Draft {
    engine = "";
    engineWhy = "";
    crds = "";
    operator = "";
    cluster = "";
    chain: Chain | undefined;
    bystandersWatched = 0;
    readonly proofs: Proof[] = [];
    readonly traceJobs: TraceJobResult[] = [];
    readonly leftovers: string[] = [];
    readonly bystandersTouched: string[] = [];
    readonly resources: DeployedResource[] = [];
    readonly addresses = new Map<string, string>();
    readonly notProven: string[] = [];
    readonly #start = performance.now();

    /** The report as it stands. A phase that is not over yet is not in it. */
    report({ results, failures }: PhaseLog): RehearsalReport {
        const [failure] = failures;
        const ran = results.filter(({ status }) => status !== "skipped");
        const total = Math.round(performance.now() - this.#start);
        return {
            reportVersion: REPORT_VERSION,
            ok: failure === undefined,
            ...(failure === undefined ? {} : { failure }),
            failures: [...failures],
            engine: this.engine,
            engineWhy: this.engineWhy,
            crds: this.crds,
            operator: this.operator,
            cluster: this.cluster,
            ...(this.chain === undefined ? {} : { chain: this.chain }),
            proofs: [...this.proofs],
            traceJobs: [...this.traceJobs],
            leftovers: [...this.leftovers],
            bystandersTouched: [...this.bystandersTouched],
            bystandersWatched: this.bystandersWatched,
            resources: [...this.resources],
            phases: inOrder(results),
            timings: {
                ...Object.fromEntries(ran.map(({ id, milliseconds }) => [id, milliseconds])),
                total,
            },
            addresses: Object.fromEntries(this.addresses),
            notProven: [...this.notProven],
        };
    }
}

function inOrder(results: PhaseLog["results"]): PhaseLog["results"] {
    return PHASES.flatMap(({ id }) => results.filter((result) => result.id === id));
}
