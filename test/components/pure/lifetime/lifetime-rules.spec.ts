import { expect } from "chai";
import fc from "fast-check";

import {
    expiryProblems,
    lifetimeProblems,
    timeTagProblems,
} from "../../../../components/pure/lifetime/lifetime-rules.ts";
import { timeTag } from "../../../../components/pure/lifetime/lifetime.ts";
import { anyTime, anyValue } from "../arbitraries.ts";

const CREATED = "20261124T104300Z";

describe("the problems of a lifetime", () => {
    const paths = (value: unknown, profile?: string): string[] =>
        lifetimeProblems(value, "lifetime", profile).map(({ path }) => path);
    const whole = { owner: "jane", created: CREATED };

    const table: [unknown, string | undefined, string[]][] = [
        [whole, undefined, []],
        [{ ...whole, branch: undefined, expires: CREATED }, "ephemeral", []],
        [whole, "production", []],
        [{ ...whole, expires: CREATED }, "production", ["lifetime.expires"]],
        [{}, undefined, ["lifetime.owner", "lifetime.created"]],
        [{ ...whole, owner: " " }, undefined, ["lifetime.owner"]],
        [{ ...whole, runId: 7, commit: "" }, undefined, ["lifetime.runId", "lifetime.commit"]],
        [{ ...whole, branch: "a\u0000b" }, undefined, ["lifetime.branch"]],
        [{ ...whole, expires: "never" }, "ephemeral", ["lifetime.expires"]],
        [null, undefined, ["lifetime"]],
        [[whole], undefined, ["lifetime"]],
    ];
    for (const [value, profile, expected] of table) {
        it(`are ${expected.length} for ${JSON.stringify(value)} in ${profile ?? "no profile"}`, () => {
            expect(paths(value, profile)).to.deep.equal(expected);
        });
    }

    it("tell how a common way to write a time is written here", () => {
        const [problem] = timeTagProblems("2026-11-24T10:43:00.123Z", "created");
        expect(problem?.remedy).to.equal("Write it as 20261124T104300Z");
        expect(timeTagProblems("2026-13-24T10:43:00Z", "created")[0]?.remedy).to.match(/date -u/);
    });

    it("are none for any time that we write, and never thrown", () => {
        fc.assert(
            fc.property(anyTime, (time) => {
                expect(timeTagProblems(timeTag(time), "t")).to.deep.equal([]);
            }),
        );
        fc.assert(
            fc.property(anyValue, (value) => void lifetimeProblems(value, "l", "production")),
        );
    });

    it("are none for a missing expiry, whatever the profile", () => {
        expect(expiryProblems(undefined, "e", "production")).to.deep.equal([]);
        expect(expiryProblems(CREATED, "e", undefined)).to.deep.equal([]);
    });
});
