// Versions of the Tempo Operator, compared to tell what it can do.
import { describeValue, type Problem } from "./problems.ts";

/** A version in its parts. */
export interface Version {
    readonly major: number;
    readonly minor: number;
    readonly patch: number;
    /** What stands after the hyphen; empty for a release. */
    readonly prerelease: string;
}

const VERSION =
    /^v?(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** The parts of a version such as `0.22.0`, `v0.22.0` or `0.22.0-rc.1`; undefined when the text is none. */
export function parseVersion(text: string): Version | undefined {
    const match = VERSION.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, major, minor, patch, prerelease = ""] = match;
    return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}

/**
 * Whether a version is the given one or a later one. A pre-release such as `0.21.0-rc.1` comes before its release; a
 * rebuild such as `0.21.0-2`, as Red Hat's catalogue counts them, does not.
 *
 * @throws RangeError when one of the two is no version
 */
export function atLeast(version: string, minimum: string): boolean {
    const [left, right] = [order(version), order(minimum)];
    for (const [index, part] of left.entries()) {
        const difference = part - (right[index] ?? 0);
        if (difference !== 0) {
            return difference > 0;
        }
    }
    return true;
}

/** What keeps a value from being a version. */
export function versionProblems(value: unknown, path: string): Problem[] {
    if (typeof value === "string" && parseVersion(value) !== undefined) {
        return [];
    }
    return [
        {
            path,
            expected: "a version of three numbers, such as 0.22.0",
            found: describeValue(value),
            remedy: "Take it from `oc get tempostack -A -o jsonpath='{.items[*].status.operatorVersion}'` or from the operator's ClusterServiceVersion",
        },
    ];
}

function order(text: string): number[] {
    const version = parseVersion(text);
    if (version === undefined) {
        throw new RangeError(`Expected a version such as 0.22.0, got ${describeValue(text)}.`);
    }
    const { major, minor, patch, prerelease } = version;
    return [major, minor, patch, prerelease === "" || /^\d+$/.test(prerelease) ? 1 : 0];
}
