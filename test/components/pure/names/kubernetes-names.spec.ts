import { expect } from "chai";
import fc from "fast-check";

import {
    dnsLabelProblems,
    dnsSubdomainProblems,
    isLabelValue,
    labelValue,
} from "../../../../components/pure/names/kubernetes-names.ts";
import { describeValue } from "../../../../components/pure/problems.ts";
import { anyValue, dnsLabel } from "../arbitraries.ts";

const LEGAL_LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

describe("a DNS label", () => {
    for (const name of ["a", "0", "chainsaw-awssts-tempo", "a--b", "x".repeat(63)]) {
        it(`may be ${name}`, () => {
            expect(dnsLabelProblems(name, "namespace")).to.deep.equal([]);
        });
    }

    const table: [unknown, RegExp][] = [
        [undefined, /^Give a name of lower-case letters/],
        ["", /^Give a name of lower-case letters/],
        [12, /^Give a name of lower-case letters/],
        ["My Space", /^Try "my-space"$/],
        ["a.b", /^Try "a-b"$/],
        ["-a-", /^Try "a"$/],
        ["a\n", /^Try "a"$/],
        ["---", /^Begin and end it with a letter or digit$/],
        ["ü", /^Begin and end it with a letter or digit$/],
    ];
    for (const [value, remedy] of table) {
        it(`refuses ${describeValue(value)} with a remedy`, () => {
            const problems = dnsLabelProblems(value, "namespace");
            expect(problems).to.have.lengthOf(1);
            expect(problems[0]?.path).to.equal("namespace");
            expect(problems[0]?.remedy).to.match(remedy);
        });
    }

    it("refuses 64 characters, and tells every fault at once", () => {
        expect(dnsLabelProblems("x".repeat(64), "p").map(({ expected }) => expected)).to.deep.equal(
            ["at most 63 characters"],
        );
        expect(dnsLabelProblems("X".repeat(64), "p")).to.have.lengthOf(2);
    });

    it("has no problem when it is one, and never throws", () => {
        fc.assert(
            fc.property(dnsLabel, anyValue, (label, value) => {
                expect(dnsLabelProblems(label, "p")).to.deep.equal([]);
                dnsLabelProblems(value, "p");
                dnsSubdomainProblems(value, "p");
            }),
        );
    });
});

describe("a DNS subdomain", () => {
    it("may hold dots and 253 characters", () => {
        expect(dnsSubdomainProblems("aws-sts.example", "p")).to.deep.equal([]);
        expect(dnsSubdomainProblems("x".repeat(253), "p")).to.deep.equal([]);
    });

    for (const name of ["a..b", ".a", "a.", "a.-b", "A", "a_b", "x".repeat(254)]) {
        it(`refuses ${name.slice(0, 20)}`, () => {
            expect(dnsSubdomainProblems(name, "p")).to.have.lengthOf(1);
        });
    }
});

describe("a label's value", () => {
    const table: [string, string | RegExp][] = [
        ["", ""],
        ["dev", "dev"],
        ["v1.2_3-x", "v1.2_3-x"],
        ["organisation/project", /^organisation-project-[0-9a-f]{8}$/],
        ["-x-", /^x-[0-9a-f]{8}$/],
        ["ä", /^[0-9a-f]{8}$/],
        ["a".repeat(63), "a".repeat(63)],
        ["a".repeat(64), /^a{54}-[0-9a-f]{8}$/],
    ];
    for (const [text, value] of table) {
        it(`for ${JSON.stringify(text.slice(0, 30))} is legal and readable`, () => {
            expect(labelValue(text)).to.match(
                value instanceof RegExp ? value : new RegExp(`^${value.replaceAll(".", "\\.")}$`),
            );
        });
    }

    it("is always legal, keeps what is legal, and differs where the texts differ", () => {
        const text = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.string({ maxLength: 90 }),
            dnsLabel,
        );
        fc.assert(
            fc.property(text, text, (left, right) => {
                const value = labelValue(left);
                expect(value).to.match(LEGAL_LABEL_VALUE);
                expect(value.length).to.be.at.most(63);
                expect(value === left).to.equal(isLabelValue(left));
                expect(value === labelValue(right)).to.equal(left === right);
            }),
        );
    });
});
