import { expect } from "chai";
import fc from "fast-check";

import { atLeast, parseVersion, versionProblems } from "../../../components/pure/version.ts";
import { anyValue } from "./arbitraries.ts";

describe("a version", () => {
    it("is read into its parts", () => {
        expect(parseVersion("v0.22.1-rc.1+build.5")).to.deep.equal({
            major: 0,
            minor: 22,
            patch: 1,
            prerelease: "rc.1",
        });
        expect(parseVersion("0.22.0")?.prerelease).to.equal("");
    });

    for (const text of [
        "",
        "0.22",
        "0.22.0.1",
        "latest",
        "0.022.0",
        "0.22.0-",
        " 0.22.0",
        "0.22.0\n",
        "V0.22.0",
    ]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            expect(parseVersion(text)).to.equal(undefined);
            expect(versionProblems(text, "operatorVersion")).to.have.lengthOf(1);
        });
    }

    const order: [string, string, boolean][] = [
        ["0.21.0", "0.21.0", true],
        ["0.22.0", "0.21.0", true],
        ["0.20.9", "0.21.0", false],
        ["0.9.0", "0.21.0", false],
        ["1.0.0", "0.21.0", true],
        ["0.21.1", "0.21.0", true],
        ["0.21.0", "0.21.1", false],
        ["v0.21.0", "0.21.0", true],
        ["0.21.0-rc.1", "0.21.0", false],
        ["0.21.0", "0.21.0-rc.1", true],
        ["0.21.1-rc.1", "0.21.0", true],
        ["0.21.0-2", "0.21.0", true],
        ["0.21.0-1rc", "0.21.0", false],
        ["0.21.0+sha", "0.21.0", true],
    ];
    for (const [version, minimum, is] of order) {
        it(`${version} is ${is ? "" : "not "}at least ${minimum}`, () => {
            expect(atLeast(version, minimum)).to.equal(is);
        });
    }

    it("fails to be compared when it is none", () => {
        expect(() => atLeast("latest", "0.21.0")).to.throw(RangeError, /got "latest"/);
    });

    it("is ordered as its numbers are", () => {
        const part = fc.nat({ max: 999 });
        const triple = fc.tuple(part, part, part);
        fc.assert(
            fc.property(triple, triple, (left, right) => {
                const key = (parts: number[]): number =>
                    parts.reduce((sum, each) => sum * 1000 + each, 0);
                expect(atLeast(left.join("."), right.join("."))).to.equal(key(left) >= key(right));
            }),
        );
    });

    it("has problems that never throw, and none only when it can be compared", () => {
        fc.assert(
            fc.property(fc.oneof(anyValue, fc.stringMatching(/^v?[0-9.]{0,8}$/)), (value) => {
                if (versionProblems(value, "p").length === 0) {
                    expect(atLeast(String(value), String(value))).to.equal(true);
                }
            }),
        );
    });
});
