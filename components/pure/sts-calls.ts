// How often the pods of a Tempo ask STS for credentials: an estimate, to set against what an account may ask for.

/** What of a Tempo talks to S3; the distributor does not. */
export const S3_COMPONENTS = ["ingester", "querier", "query-frontend", "compactor"] as const;

/** How long credentials live, in seconds: Tempo's S3 client asks for no duration, and STS gives an hour. */
export const CREDENTIALS_SECONDS = 3600;

/** At which part of their life Tempo's S3 client asks for new ones. */
export const REFRESHED_AT = 0.8;

/** The S3 clients of one Tempo process, each with credentials of its own: one for plain, one for hedged requests. */
export const S3_CLIENTS_PER_POD = 2;

/** What an account gets of STS in one Region, in calls a second, as users cite it; AWS publishes no figure. */
export const STS_QUOTA_PER_SECOND = 600;

/** What tells how many pods there are. */
export interface StsCallsArgs {
    /** The replicas of each component that talks to S3. @default 1 each, as the operator's */
    readonly replicas?: Readonly<Partial<Record<(typeof S3_COMPONENTS)[number], number>>>;
    /** How many Tempo instances like this one share the account and Region. @default 1 */
    readonly instances?: number;
}

/** The estimate. */
export interface StsCalls {
    readonly schema: "tempo-sts/sts-calls/v1";
    readonly pods: number;
    readonly clientsPerPod: number;
    readonly refreshSeconds: number;
    /** In steady running. Each start of a pod adds one call for each client. */
    readonly callsPerHour: number;
    /** What all pods starting at once ask for in that moment. */
    readonly callsAtStart: number;
    readonly quotaPerSecond: number;
    /** Which part of the quota the steady calls are. */
    readonly share: number;
}

/** Estimates the calls of `AssumeRoleWithWebIdentity`. */
export function stsCalls({ replicas = {}, instances = 1 }: StsCallsArgs = {}): StsCalls {
    const each = S3_COMPONENTS.map((component) => replicas[component] ?? 1);
    const pods = instances * each.reduce((sum, count) => sum + count, 0);
    const refreshSeconds = CREDENTIALS_SECONDS * REFRESHED_AT;
    const callsAtStart = pods * S3_CLIENTS_PER_POD;
    const callsPerHour = (callsAtStart * 3600) / refreshSeconds;
    return {
        schema: "tempo-sts/sts-calls/v1",
        pods,
        clientsPerPod: S3_CLIENTS_PER_POD,
        refreshSeconds,
        callsPerHour,
        callsAtStart,
        quotaPerSecond: STS_QUOTA_PER_SECOND,
        share: callsPerHour / 3600 / STS_QUOTA_PER_SECOND,
    };
}

/** The estimate as one line. */
export function stsCallsLine(calls: StsCalls): string {
    const { pods, clientsPerPod, refreshSeconds, callsPerHour, quotaPerSecond } = calls;
    const minutes = refreshSeconds / 60;
    return `STS: about ${rounded(callsPerHour)} calls of AssumeRoleWithWebIdentity an hour (${pods} pods × ${clientsPerPod} S3 clients, every ${rounded(minutes)} min), ${percent(calls.share)} of ${quotaPerSecond} a second`;
}

function rounded(value: number): string {
    return String(Math.round(value * 10) / 10);
}

function percent(share: number): string {
    const value = share * 100;
    return value < 0.01 ? "under 0.01 %" : `${String(Number(value.toPrecision(2)))} %`;
}
