import { createHash } from "node:crypto";

import { expect } from "chai";
import fc from "fast-check";

import {
    bucketNameProblems,
    roleNameProblems,
    shortHash,
    tracingName,
} from "../../../../components/pure/names/physical-names.ts";
import { dnsLabel } from "../arbitraries.ts";

const hashOf = (namespace: string, build: string): string =>
    createHash("sha256").update(`${namespace}/${build}`).digest("hex").slice(0, 8);

describe("the name of bucket and role", () => {
    const plain: [string, string, string][] = [
        ["chainsaw-awssts-tempo", "cioptmstack", "tracing-chainsaw-awssts-tempo-cioptmstack"],
        ["ns", "ci-op-abc123", "tracing-ns-ci-op-abc123"],
        ["a-b", "ci-op-w3ki37mj", "tracing-a-b-ci-op-w3ki37mj"],
        ["ns", "ci-ln-x9", "tracing-ns-ci-ln-x9"],
        ["ns", "ci-op-0123abcd", "tracing-ns-ci-op-0123abcd"],
        ["ci-op-x", "y", "tracing-ci-op-x-y"],
        ["deadbeef", "x", "tracing-deadbeef-x"],
        ["a--b", "c", "tracing-a--b-c"],
        ["n".repeat(53), "b", `tracing-${"n".repeat(53)}-b`],
    ];
    for (const [namespace, build, name] of plain) {
        it(`is ${name}`, () => {
            expect(tracingName(namespace, build)).to.equal(name);
            expect(name.length).to.be.at.most(63);
        });
    }

    const hashed: [string, string, string, string][] = [
        ["a", "b-c", "tracing-a-b-c", "because a-b and c join to the same text"],
        ["foo-ci-op", "x", "tracing-foo-ci-op-x", "because foo and ci-op-x join to the same text"],
        ["ns", "deadbeef", "tracing-ns-deadbeef", "because it looks like a hash"],
        ["ns", "s3alias", "tracing-ns-s3alias", "because S3 keeps -s3alias"],
        ["ns", "an", "tracing-ns-an", "because S3 keeps -an"],
        ["ns--x", "s3", "tracing-ns--x-s3", "because S3 keeps --x-s3"],
        ["ns--ol", "s3", "tracing-ns--ol-s3", "because S3 keeps --ol-s3"],
        ["ns--table", "s3", "tracing-ns--table-s3", "because S3 keeps --table-s3"],
        ["n".repeat(54), "b", `tracing-${"n".repeat(46)}`, "because it is too long by one"],
        ["n".repeat(63), "b".repeat(63), `tracing-${"n".repeat(46)}`, "because both are longest"],
        ["n".repeat(45), "b-b", `tracing-${"n".repeat(45)}`, "without the hyphen where it is cut"],
        [
            "n".repeat(40),
            "ci-op-0123456789",
            `tracing-${"n".repeat(40)}`,
            "and does not end in -ci-op",
        ],
    ];
    for (const [namespace, build, beginning, why] of hashed) {
        it(`of ${namespace} and ${build} carries a hash, ${why}`, () => {
            expect(tracingName(namespace, build)).to.equal(
                `${beginning}-${hashOf(namespace, build)}`,
            );
        });
    }

    it("is made legal and carries a hash for what is no Kubernetes name", () => {
        expect(tracingName("Ns", "b.c")).to.equal(`tracing-ns-b-c-${hashOf("Ns", "b.c")}`);
    });

    it("hashes the whole, not what is left of it", () => {
        const long = "n".repeat(60);
        expect(tracingName(`${long}a`, "b")).to.not.equal(tracingName(`${long}b`, "b"));
        expect(tracingName(long, "b1")).to.not.equal(tracingName(long, "b2"));
    });

    it("is the same for equal pairs and another for any other pair", () => {
        fc.assert(
            fc.property(
                dnsLabel,
                dnsLabel,
                dnsLabel,
                dnsLabel,
                (ns, build, otherNs, otherBuild) => {
                    expect(tracingName(ns, build)).to.equal(tracingName(ns, build));
                    const same = ns === otherNs && build === otherBuild;
                    expect(tracingName(ns, build) === tracingName(otherNs, otherBuild)).to.equal(
                        same,
                    );
                },
            ),
            { numRuns: 2000 },
        );
    });

    it("differs for all the ways in which one text can be split into two", () => {
        fc.assert(
            fc.property(dnsLabel, dnsLabel, (left, right) => {
                const joined = `${left}-${right}`;
                const pairs = Array.from(joined.matchAll(/-/g), ({ index }): [string, string] => [
                    joined.slice(0, index),
                    joined.slice(index + 1),
                ]).filter((pair) => pair.every((part) => /^[a-z0-9](?:.*[a-z0-9])?$/.test(part)));
                const names = pairs.map(([ns, build]) => tracingName(ns, build));
                expect(new Set(names).size).to.equal(pairs.length);
            }),
            { numRuns: 1000 },
        );
    });

    it("never equals the name of a pair that imitates its hash", () => {
        fc.assert(
            fc.property(dnsLabel, dnsLabel, (ns, build) => {
                const body = tracingName(ns, build).slice("tracing-".length);
                for (const { index } of body.matchAll(/-/g)) {
                    const imitation = [body.slice(0, index), body.slice(index + 1)] as const;
                    const legal = imitation.every((part) => /^[a-z0-9](?:.*[a-z0-9])?$/.test(part));
                    if (legal && (imitation[0] !== ns || imitation[1] !== build)) {
                        expect(tracingName(...imitation)).to.not.equal(tracingName(ns, build));
                    }
                }
            }),
            { numRuns: 1000 },
        );
    });

    it("is a legal name for a bucket and for a role, whatever comes in", () => {
        fc.assert(
            fc.property(
                fc.oneof(dnsLabel, fc.string()),
                fc.oneof(dnsLabel, fc.string()),
                (ns, build) => {
                    const name = tracingName(ns, build);
                    expect(bucketNameProblems(name, "p")).to.deep.equal([]);
                    expect(roleNameProblems(name, "p")).to.deep.equal([]);
                    expect(name).to.match(/^tracing-[a-z0-9-]*[a-z0-9]$/);
                },
            ),
            { numRuns: 1000 },
        );
    });
});

describe("a short hash", () => {
    it("is the beginning of the SHA-256", () => {
        expect(shortHash("")).to.equal("e3b0c442");
        expect(shortHash("abc")).to.equal("ba7816bf");
    });
});
