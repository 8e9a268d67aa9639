// What tells one run from all others.
import { randomBytes } from "node:crypto";

import { timeTag } from "../../components/pure/lifetime/lifetime.ts";
import { shortHash } from "../../components/pure/names/physical-names.ts";

// A run id of a trace Job has at most 40 characters, of which the hash takes nine.
const LONGEST_STEM = 31;

/** A run id for whoever was given none by a CI system. */
export function makeRunId(now: number): string {
    return `${timeTag(new Date(now)).toLowerCase()}-${randomBytes(3).toString("hex")}`;
}

/**
 * What this run's traces carry: another one each time, because a job that is run again has the run id of the first time,
 * and exactly as many traces as were sent are to be found.
 */
export function makeTraceRunId(runId: string, now: number): string {
    const stem = runId
        .replace(/[^A-Za-z0-9_.-]+/g, "-")
        .slice(0, LONGEST_STEM)
        .replace(/^[^A-Za-z0-9]+/, "");
    const unique = shortHash(`${runId} ${now} ${randomBytes(8).toString("hex")}`);
    return stem === "" ? unique : `${stem}-${unique}`;
}
