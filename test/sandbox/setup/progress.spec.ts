import { expect } from "chai";

import { about, reporting, seconds } from "../../../sandbox/setup/progress.ts";

describe("progress", () => {
    const times = [
        [0, "0 s"],
        [59.4, "59 s"],
        [59.6, "1 min"],
        [125, "2 min 5 s"],
        [-3, "0 s"],
    ] as const;
    for (const [value, text] of times) {
        it(`says ${text} for ${String(value)}`, () => {
            expect(seconds(value)).to.equal(text);
        });
    }

    const estimates = [
        [0, "about 5 s"],
        [21, "about 25 s"],
        [60, "about 1 min"],
        [61, "about 2 min"],
    ] as const;
    for (const [value, text] of estimates) {
        it(`estimates ${text} for ${String(value)}`, () => {
            expect(about(value)).to.equal(text);
        });
    }

    it("is said at once and ends with the work, whose result or failure it gives back", async () => {
        const lines: string[] = [];
        const say = (line: string) => lines.push(line);
        expect(
            await reporting(
                say,
                () => "working",
                () => Promise.resolve(7),
            ),
        ).to.equal(7);
        expect(lines).to.deep.equal(["working"]);
        const failing = reporting(
            say,
            () => "working",
            () => Promise.reject(new Error("broken")),
        );
        expect(await failing.catch(String)).to.equal("Error: broken");
    });
});
