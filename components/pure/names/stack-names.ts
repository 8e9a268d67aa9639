// From a branch to the stack and the namespace that are its own: no other branch has them.
import { createHash } from "node:crypto";

import { describeValue, type Problem } from "../problems.ts";

// So that a branch called `production` is not the production stack, and one called `kube-system` not that namespace.
const PREFIX = "branch-";
const LONGEST = 63;
// 60 bits: chosen branches (all ways to write one name in upper and lower case, say) do not meet in it either.
const HASH_LENGTH = 12;
const HASH_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

const PLAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
// Stands only before a hash: a branch that has it itself gets a hash, so no plain name is ever a hashed one.
const BEFORE_HASH = "--";

const LONGEST_PART = 100;
const PART = /^[A-Za-z0-9_.-]+$/;
const MOST_PARTS = 3;

/**
 * The stack of a branch: `branch-` and the branch, where that is a legal name of its own; else made legal and cut, with a
 * hash of the whole branch at its end. At most 63 characters, lower-case letters, digits and hyphens.
 */
export function branchStack(branch: string): string {
    const legal = PLAIN.test(branch) && PREFIX.length + branch.length <= LONGEST;
    if (legal && !branch.includes(BEFORE_HASH)) {
        return `${PREFIX}${branch}`;
    }
    const readable = branch
        .slice(0, LONGEST)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-/, "")
        .slice(0, LONGEST - PREFIX.length - BEFORE_HASH.length - HASH_LENGTH)
        .replace(/-$/, "");
    return `${PREFIX}${readable}${readable === "" ? "-" : BEFORE_HASH}${hash(branch)}`;
}

/** The Kubernetes namespace of a branch: called as its stack, which is a DNS label. */
export function branchNamespace(branch: string): string {
    return branchStack(branch);
}

/** What keeps a value from naming a branch. */
export function branchProblems(value: unknown, path: string): Problem[] {
    if (typeof value === "string" && value.trim() !== "" && !/\p{Cc}/u.test(value)) {
        return [];
    }
    const remedy = "Give the branch's name as git prints it: `git branch --show-current`";
    return [{ path, expected: "the name of a branch", found: describeValue(value), remedy }];
}

/** What keeps a value from naming a Pulumi stack: `stack`, `organization/stack` or `organization/project/stack`. */
export function stackNameProblems(value: unknown, path: string): Problem[] {
    const parts = typeof value === "string" ? value.split("/") : [];
    const legal = (part: string): boolean => part.length <= LONGEST_PART && PART.test(part);
    if (parts.length > 0 && parts.length <= MOST_PARTS && parts.every(legal)) {
        return [];
    }
    return [
        {
            path,
            expected: `a stack name: 1 to ${LONGEST_PART} letters, digits and - _ .`,
            found: describeValue(value),
            remedy: stackRemedy(value),
        },
    ];
}

function stackRemedy(value: unknown): string {
    return typeof value === "string" && value.trim() !== ""
        ? "Shorten it and leave other characters out; for a branch's own stack give the branch instead"
        : "Name the stack, as `pulumi stack ls` shows it";
}

// Over the text's own units: in UTF-8 two halves of different characters would be the same.
function hash(text: string): string {
    const digest = createHash("sha256").update(Buffer.from(text, "utf16le")).digest();
    return Array.from(
        digest.subarray(0, HASH_LENGTH),
        (byte) => HASH_ALPHABET[byte % HASH_ALPHABET.length],
    ).join("");
}
