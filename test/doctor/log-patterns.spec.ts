import { expect } from "chai";

import { LOG_PATTERNS, meaningOf } from "../../doctor/log-patterns.ts";

describe("the meaning of Tempo's lines", () => {
    for (const pattern of LOG_PATTERNS) {
        it(`${pattern.cause} is told from its example, and not from another's`, () => {
            expect(meaningOf(`level=error msg="${pattern.example}"`)).to.equal(pattern);
        });
    }

    it("is one for each cause", () => {
        const causes = LOG_PATTERNS.map(({ cause }) => cause);
        expect(new Set(causes).size).to.equal(causes.length);
    });

    it("is none for what is no trouble of the storage", () => {
        for (const line of [
            'level=info msg="Tempo started" version=2.10.8',
            'level=warn msg="query cut off" err="context canceled: i/o timeout"',
            "",
        ]) {
            expect(meaningOf(line)).to.equal(undefined);
        }
    });
});
