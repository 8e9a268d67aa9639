import { expect } from "chai";
import fc from "fast-check";

import {
    bucketNameProblems,
    roleNameProblems,
} from "../../../../components/pure/names/physical-names.ts";
import { describeValue } from "../../../../components/pure/problems.ts";
import { anyValue } from "../arbitraries.ts";

describe("a bucket's name", () => {
    for (const name of [
        "abc",
        "tracing-ns-build",
        "my.bucket",
        "192.168.5.4.x",
        "x.192.168.5.4",
        "0-9",
        "x".repeat(63),
    ]) {
        it(`may be ${name}`, () => {
            expect(bucketNameProblems(name, "bucketName")).to.deep.equal([]);
        });
    }

    const alphabet = "lower-case letters, digits, dots and hyphens, a letter or digit at both ends";
    const table: [unknown, string[]][] = [
        [undefined, ["a bucket name"]],
        [7, ["a bucket name"]],
        ["ab", ["3 to 63 characters"]],
        ["", ["3 to 63 characters", alphabet]],
        ["x".repeat(64), ["3 to 63 characters"]],
        ["Traces", [alphabet]],
        ["tra_ces", [alphabet]],
        ["-abc", [alphabet]],
        ["abc-", [alphabet]],
        ["abc\n", [alphabet]],
        ["a..b", ["no two dots, and no dot beside a hyphen"]],
        ["a.-b", ["no two dots, and no dot beside a hyphen"]],
        ["a-.b", ["no two dots, and no dot beside a hyphen"]],
        ["192.168.5.4", ["a name that is no IP address"]],
        ["xn--abc", ["a name that does not begin with xn--"]],
        ["sthree-abc", ["a name that does not begin with sthree-"]],
        ["amzn-s3-demo-abc", ["a name that does not begin with amzn-s3-demo-"]],
        ["abc-s3alias", ["a name that does not end in -s3alias"]],
        ["abc--ol-s3", ["a name that does not end in --ol-s3"]],
        ["abc.mrap", ["a name that does not end in .mrap"]],
        ["abc--x-s3", ["a name that does not end in --x-s3"]],
        ["abc--table-s3", ["a name that does not end in --table-s3"]],
        ["abc-an", ["a name that does not end in -an"]],
        [
            `xn--A..${"x".repeat(60)}-an`,
            [
                "3 to 63 characters",
                alphabet,
                "no two dots, and no dot beside a hyphen",
                "a name that does not begin with xn--",
                "a name that does not end in -an",
            ],
        ],
    ];
    for (const [name, expected] of table) {
        it(`refuses ${describeValue(name)}`, () => {
            const problems = bucketNameProblems(name, "bucketName");
            expect(problems.map((problem) => problem.expected)).to.deep.equal(expected);
            expect(problems.every(({ path }) => path === "bucketName")).to.equal(true);
            expect(problems.every(({ remedy }) => remedy !== "")).to.equal(true);
        });
    }
});

describe("a role's name", () => {
    it("may hold 64 characters of IAM's alphabet", () => {
        expect(roleNameProblems("A+=,.@_-9", "roleName")).to.deep.equal([]);
        expect(roleNameProblems("x", "roleName")).to.deep.equal([]);
        expect(roleNameProblems("x".repeat(64), "roleName")).to.deep.equal([]);
    });

    const table: [unknown, RegExp[]][] = [
        [null, [/^a role name$/]],
        ["", [/^1 to 64 characters$/]],
        ["x".repeat(65), [/^1 to 64 characters$/]],
        ["a b", [/^letters, digits and/]],
        ["ü".repeat(65), [/^1 to 64 characters$/, /^letters, digits and/]],
    ];
    for (const [name, expected] of table) {
        it(`refuses ${JSON.stringify(name)}`, () => {
            const found = roleNameProblems(name, "roleName");
            expect(found).to.have.lengthOf(expected.length);
            expected.forEach((pattern, index) => {
                expect(found[index]?.expected).to.match(pattern);
            });
        });
    }

    it("refuses a path or an ARN in its place, and says where a path goes", () => {
        for (const name of ["team/role", "arn:aws:iam::123456789012:role/r"]) {
            expect(roleNameProblems(name, "roleName")[0]?.remedy).to.equal(
                "Give the bare name; an IAM path has its own setting",
            );
        }
    });

    it("never throws, nor does a bucket's", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                roleNameProblems(value, "p");
                bucketNameProblems(value, "p");
            }),
        );
    });
});
