import { expect } from "chai";
import fc from "fast-check";

import {
    DEFAULT_BRANCH_TTL,
    hasExpired,
    parseTimeTag,
    timeTag,
    ttlProblems,
    ttlSeconds,
} from "../../../../components/pure/lifetime/lifetime.ts";
import { anyTime, anyValue } from "../arbitraries.ts";

describe("a time in a tag", () => {
    it("is ISO 8601's basic format in UTC, in whole seconds", () => {
        expect(timeTag(new Date("2026-11-24T10:43:00.999Z"))).to.equal("20261124T104300Z");
        expect(timeTag(new Date("2026-11-24T10:43:00+02:00"))).to.equal("20261124T084300Z");
    });

    it("fails for a time that cannot be written so", () => {
        expect(() => timeTag(new Date(Number.NaN))).to.throw(RangeError);
        expect(() => timeTag(new Date("+010000-01-01T00:00:00Z"))).to.throw(RangeError, "+01000");
    });

    it("is read back to the second, and sorts as time does", () => {
        fc.assert(
            fc.property(anyTime, anyTime, (one, other) => {
                const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
                expect(parseTimeTag(timeTag(one))?.getTime()).to.equal(seconds(one) * 1000);
                expect(timeTag(one) < timeTag(other)).to.equal(seconds(one) < seconds(other));
            }),
        );
    });

    for (const text of [
        "",
        "2026-11-24T10:43:00Z",
        "20261124T104300",
        "20261124T104300z",
        "20261124t104300Z",
        "20261124T1043Z",
        "20260231T000000Z",
        "20261324T104300Z",
        "20261124T240000Z",
        "20261124T104360Z",
        " 20261124T104300Z",
        "20261124T104300Z\n",
        "never",
    ]) {
        it(`is none in ${JSON.stringify(text)}`, () => {
            expect(parseTimeTag(text)).to.equal(undefined);
        });
    }
});

describe("an expiry", () => {
    const now = new Date("2026-11-24T10:43:00Z");
    const table: [string | undefined, boolean][] = [
        ["20261124T104259Z", true],
        ["20261124T104300Z", true],
        ["20261124T104301Z", false],
        [undefined, false],
        ["", false],
        ["yesterday", false],
        ["2025-11-24T10:43:00Z", false],
        ["20250231T104300Z", false],
    ];
    for (const [expires, over] of table) {
        it(`of ${expires ?? "nothing"} is ${over ? "" : "not "}over`, () => {
            expect(hasExpired({ ...(expires === undefined ? {} : { expires }) }, now)).to.equal(
                over,
            );
        });
    }
});

describe("a time to live", () => {
    const table: [string, number][] = [
        ["90m", 5400],
        ["24h", 86_400],
        ["7d", 604_800],
        ["1s", 1],
        ["1d12h", 129_600],
        ["1h30m15s", 5415],
        ["366d", 366 * 86_400],
        [DEFAULT_BRANCH_TTL, 86_400],
    ];
    for (const [text, seconds] of table) {
        it(`of ${text} is ${seconds} seconds`, () => {
            expect(ttlProblems(text, "ttl")).to.deep.equal([]);
            expect(ttlSeconds(text)).to.equal(seconds);
        });
    }

    for (const text of [
        "",
        "24",
        "h",
        "24 h",
        "-1h",
        "1.5h",
        "30m1h",
        "1w",
        "0h",
        "0d0s",
        "367d",
        "8785h",
        "1h\n",
        "999999999999d",
    ]) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(ttlProblems(text, "ttl")).to.have.lengthOf(1);
            expect(() => ttlSeconds(text)).to.throw(RangeError);
        });
    }

    it("never throws for any value, and problems and seconds agree for any text", () => {
        fc.assert(fc.property(anyValue, (value) => void ttlProblems(value, "ttl")));
        fc.assert(
            fc.property(fc.stringMatching(/^[0-9dhms]{1,8}$/), (text) => {
                const seconds = ttlProblems(text, "ttl").length === 0 ? ttlSeconds(text) : 1;
                expect(seconds).to.be.within(1, 366 * 86_400);
            }),
        );
    });
});
