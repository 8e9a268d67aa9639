// The names of things in AWS: one rule for bucket and role, with limits, alphabets and a hash where needed.
import { createHash } from "node:crypto";

import { describeValue, type Problem } from "../problems.ts";

const LONGEST_BUCKET = 63;
const SHORTEST_BUCKET = 3;
const LONGEST_ROLE = 64;
const HASH_DIGITS = 8;

const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"] as const;
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"] as const;

// OpenShift CI names its build namespaces ci-op-… and ci-ln-…: the only ones with hyphens that are split off whole.
const CI_SPLIT = /^(.+)-(ci-(?:op|ln)-.+)$/;
const LAST_HYPHEN_SPLIT = /^(.+)-([^-]+)$/;
// -<account>-<region>-an: what S3 makes of a bucket in an account's own namespace.
const ACCOUNT_REGIONAL = /^[a-z0-9].*-\d{12}-[a-z]{2,}(?:-[a-z]+)+-\d-an$/;
const LOOKS_HASHED = /-[0-9a-f]{8}$/;
const CI_BUILD = /^ci-(?:op|ln)-[a-z0-9]+$/;

/**
 * The name of both the bucket and the role of a namespace in a build: `tracing-{namespace}-{build}` where that is a
 * legal bucket name and only this pair can have given it; else cut, with a hash of the pair at its end.
 */
export function tracingName(namespace: string, buildNamespace: string): string {
    const plain = `tracing-${namespace}-${buildNamespace}`;
    return isPlain(plain, namespace, buildNamespace)
        ? plain
        : hashed(plain, shortHash(`${namespace}/${buildNamespace}`));
}

/** What keeps a value from being the name of a general purpose bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function bucketNameProblems(name: unknown, path: string): Problem[] {
    const found = describeValue(name);
    const say = (expected: string, remedy: string): Problem => ({ path, expected, found, remedy });
    if (typeof name !== "string") {
        return [say("a bucket name", "Give a text, or leave it out to have a name made")];
    }
    const problems: Problem[] = [];
    if (name.length < SHORTEST_BUCKET || name.length > LONGEST_BUCKET) {
        problems.push(
            say(
                `${SHORTEST_BUCKET} to ${LONGEST_BUCKET} characters`,
                `This has ${name.length}; leave it out to have a fitting name made`,
            ),
        );
    }
    if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name)) {
        problems.push(
            say(
                "lower-case letters, digits, dots and hyphens, a letter or digit at both ends",
                "Replace the other characters by hyphens and upper case by lower case",
            ),
        );
    }
    return [...problems, ...bucketFormProblems(name, say), ...reservedNameProblems(name, say)];
}

/** What keeps a value from being the description of an IAM role. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function roleDescriptionProblems(value: unknown, path: string): Problem[] {
    const legal = typeof value === "string" && /^[\t\n\r\x20-\x7e\xa1-\xff]{1,1000}$/.test(value);
    const remedy = "Use letters of Latin-1 only: IAM knows no others here";
    const expected = "a description of 1 to 1000 characters";
    return legal ? [] : [{ path, expected, found: describeValue(value), remedy }];
}

/** What keeps a value from being the name of an IAM role. */
export function roleNameProblems(name: unknown, path: string): Problem[] {
    const found = describeValue(name);
    const say = (expected: string, remedy: string): Problem => ({ path, expected, found, remedy });
    if (typeof name !== "string") {
        return [say("a role name", "Give a text, or leave it out to have a name made")];
    }
    const problems: Problem[] = [];
    if (name.length < 1 || name.length > LONGEST_ROLE) {
        problems.push(
            say(
                `1 to ${LONGEST_ROLE} characters`,
                `This has ${name.length}; leave it out to have a fitting name made`,
            ),
        );
    }
    if (!/^[A-Za-z0-9+=,.@_-]*$/.test(name)) {
        problems.push(
            say(
                "letters, digits and + = , . @ _ - only",
                name.includes("/") || name.startsWith("arn:")
                    ? "Give the bare name; an IAM path has its own setting"
                    : "Remove the other characters",
            ),
        );
    }
    return problems;
}

/** Whether a bucket of this name is in an account's own namespace: only that account can make one, and says so when it does. */
export function isAccountRegional(bucketName: string): boolean {
    return ACCOUNT_REGIONAL.test(bucketName);
}

/** Eight hexadecimal digits that stand for a text: the beginning of its SHA-256. */
export function shortHash(text: string): string {
    return createHash("sha256").update(text, "utf8").digest("hex").slice(0, HASH_DIGITS);
}

function isPlain(plain: string, namespace: string, buildNamespace: string): boolean {
    return (
        bucketNameProblems(plain, "").length === 0 &&
        !isAccountRegional(plain) &&
        !plain.includes(".") &&
        isCanonicalSplit(namespace, buildNamespace) &&
        (!LOOKS_HASHED.test(plain) || CI_BUILD.test(buildNamespace))
    );
}

// "a-b" + "c" and "a" + "b-c" join to the same text: only the pair that this split gives back may have it plain.
function isCanonicalSplit(namespace: string, buildNamespace: string): boolean {
    const joined = `${namespace}-${buildNamespace}`;
    const [, first, second] = CI_SPLIT.exec(joined) ?? LAST_HYPHEN_SPLIT.exec(joined) ?? [];
    return first === namespace && second === buildNamespace;
}

// What stands before the hash never ends in -ci-op or -ci-ln: so no plain name of a CI build can equal a hashed one.
function hashed(plain: string, hash: string): string {
    const readable = plain
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, "-")
        .slice(0, LONGEST_BUCKET - HASH_DIGITS - 1)
        .replace(/(?:-ci-op|-ci-ln|-)+$/, "");
    return `${readable}-${hash}`;
}

type Say = (expected: string, remedy: string) => Problem;

function bucketFormProblems(name: string, say: Say): Problem[] {
    const problems: Problem[] = [];
    if (/\.\.|\.-|-\./.test(name)) {
        problems.push(say("no two dots, and no dot beside a hyphen", "Use hyphens only"));
    }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
        problems.push(say("a name that is no IP address", "Put a word before it"));
    }
    return problems;
}

function reservedNameProblems(name: string, say: Say): Problem[] {
    const beginnings = RESERVED_PREFIXES.filter((prefix) => name.startsWith(prefix)).map((prefix) =>
        say(`a name that does not begin with ${prefix}`, "S3 keeps this beginning for itself"),
    );
    const endings = RESERVED_SUFFIXES.filter(
        (suffix) => name.endsWith(suffix) && !isAccountRegional(name),
    ).map((suffix) =>
        say(`a name that does not end in ${suffix}`, "S3 keeps this ending for itself"),
    );
    return [...beginnings, ...endings];
}
