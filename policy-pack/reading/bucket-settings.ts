// What is set on buckets by resources of their own: which setting is which bucket's, and which bucket has none.
import type { PolicyResource } from "@pulumi/policy";

import type { Problem } from "../../components/pure/problems.ts";
import { BUCKETS } from "./kinds.ts";
import type { Doubts } from "./unknown.ts";

/** A setting that every bucket has to have. */
export interface WantedSetting {
    /** The types of the resources that set it. */
    readonly types: readonly string[];
    /** What is said of a bucket without it. */
    readonly missing: Problem;
    /** What is wrong with one that is there. */
    faults(setting: PolicyResource): readonly Problem[];
}

/** Checks all settings of a kind, and that each bucket has one. */
export function checkBucketSettings(
    resources: readonly PolicyResource[],
    wanted: WantedSetting,
    report: (problem: Problem, resource: PolicyResource) => void,
    doubts: Doubts,
): void {
    const settings = resources.filter(({ type }) => wanted.types.includes(type));
    for (const setting of settings) {
        for (const problem of doubts.known(() => wanted.faults(setting)) ?? []) {
            report(problem, setting);
        }
    }
    for (const bucket of resources.filter(({ type }) => BUCKETS.includes(type))) {
        // Each is asked, so that the doubt about one hides no other that is this bucket's.
        const answers = settings.map((setting) => doubts.known(() => isSettingOf(bucket, setting)));
        if (answers.every((answer) => answer === false)) report(wanted.missing, bucket);
    }
}

// By the engine's own word where the program passed the bucket on; by name where it wrote the name twice.
function isSettingOf(bucket: PolicyResource, setting: PolicyResource): boolean {
    const passedOn = setting.propertyDependencies["bucket"] ?? [];
    if (passedOn.some(({ urn }) => urn === bucket.urn)) return true;
    if (passedOn.some(({ type }) => BUCKETS.includes(type))) return false;
    const name: unknown = setting.props["bucket"];
    const bucketName: unknown = bucket.props["bucket"];
    return name !== undefined && name === bucketName;
}
