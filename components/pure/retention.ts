// How long Tempo itself keeps traces, whatever S3 does.
import { durationProblems, durationSeconds } from "./duration.ts";

/** What the operator sets where nothing is said. @see https://grafana.com/docs/tempo/latest/setup/operator/ */
export const DEFAULT_RETENTION = "48h";

/** How long, for a rule and for a person. */
export interface Retention {
    readonly seconds: number;
    /** Such as `48h (the default of the operator)`. */
    readonly text: string;
}

/** How long Tempo keeps traces; undefined when that is not known yet, or wrong by itself. */
export function retentionOf(retention: unknown): Retention | undefined {
    if (retention === undefined) {
        return {
            seconds: durationSeconds(DEFAULT_RETENTION),
            text: `${DEFAULT_RETENTION} (the operator's default, for retention is not set)`,
        };
    }
    return typeof retention === "string" && durationProblems(retention, "").length === 0
        ? { seconds: durationSeconds(retention), text: retention }
        : undefined;
}

/** A duration in days, rounded up: no fewer whole days hold it. */
export function wholeDays(seconds: number): number {
    return Math.ceil(seconds / DAY_SECONDS);
}

/** Days in seconds. */
export function daySeconds(days: number): number {
    return days * DAY_SECONDS;
}

const DAY_SECONDS = 86_400;
