import { InvalidArgumentError } from "commander";
import { expect } from "chai";

import * as values from "../../../cli/options/values.ts";

describe("a duration", () => {
    const good: [string, number][] = [
        ["90", 90],
        ["90s", 90],
        ["15m", 900],
        ["24h", 86_400],
        ["2d", 172_800],
        ["1h30m", 5400],
        ["1m30", 90],
    ];
    for (const [text, seconds] of good) {
        it(`is read: ${text}`, () => {
            expect(values.timeLimit(text)).to.equal(seconds);
        });
    }
    for (const text of ["", "soon", "1.5h", "-1", "0", "1e3", "90 s", "8d", "h", "30m1h", "٣"]) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(() => values.timeLimit(text)).to.throw(InvalidArgumentError, "90s, 15m or 24h");
        });
    }
    it("may be 0 for a wait, and a year for a life", () => {
        expect(values.wait("0")).to.equal(0);
        expect(values.lifespan("365d")).to.equal(365 * 86_400);
        expect(() => values.lifespan("367d")).to.throw(InvalidArgumentError);
    });
});

describe("an option's text", () => {
    it("collects what is given again", () => {
        expect(values.setting("a=b=c", [["x", ""]])).to.deep.equal([
            ["x", ""],
            ["a", "b=c"],
        ]);
        expect(values.phaseToo("up", ["preview"])).to.deep.equal(["preview", "up"]);
        expect(values.phaseLimit("up=30m", { wait: 5 })).to.deep.equal({ wait: 5, up: 1800 });
        expect(values.accountToo("123456789012", [])).to.deep.equal(["123456789012"]);
        expect(values.oneMore("a", ["b"])).to.deep.equal(["b", "a"]);
    });

    const bad: [keyof typeof values, string][] = [
        ["setting", "=b"],
        ["setting", "a"],
        ["phase", "Up"],
        ["phaseLimit", "up"],
        ["phaseLimit", "later=5"],
        ["accountToo", "12345678901a"],
        ["concurrency", "1.5"],
        ["concurrency", "65"],
        ["holder", "a@b@c"],
        ["oneMore", " "],
    ];
    for (const [name, text] of bad) {
        it(`is refused by ${name}: ${JSON.stringify(text)}`, () => {
            const read = values[name] as (text: string, before: never[]) => unknown;
            expect(() => read(text, [])).to.throw(InvalidArgumentError, /Expected/u);
        });
    }
});
