import { expect } from "chai";

import { Later } from "../../../components/pure/fields/later.ts";
import { daySeconds, retentionOf, wholeDays } from "../../../components/pure/retention.ts";

describe("how long Tempo keeps traces", () => {
    it("is what is said, else what the operator sets", () => {
        expect(retentionOf("36h")).to.deep.equal({ seconds: 129_600, text: "36h" });
        expect(retentionOf(undefined)?.seconds).to.equal(172_800);
        expect(retentionOf(undefined)?.text).to.match(/^48h \(/);
    });

    it("is unknown while it comes later, or is wrong by itself", () => {
        expect(retentionOf(new Later("1h"))).to.equal(undefined);
        expect(retentionOf("2d")).to.equal(undefined);
        expect(retentionOf(48)).to.equal(undefined);
    });

    it("is counted in whole days, none too few", () => {
        expect([0, 1, 86_400, 86_401].map(wholeDays)).to.deep.equal([0, 1, 1, 2]);
        expect(daySeconds(2)).to.equal(172_800);
    });
});
