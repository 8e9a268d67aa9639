import { expect } from "chai";

import { overdueIssuers, overdueWarning } from "../../../components/pure/previous-issuers.ts";

const OLD = { issuer: "https://oidc.example.com/old", until: "20261231T000000Z" };
const OPEN = { issuer: "https://oidc.example.com/open" };

describe("issuers that are going", () => {
    it("are overdue from their time on, and those without a time never", () => {
        const at = (time: string) => overdueIssuers([OLD, OPEN], new Date(time));
        expect(at("2026-12-30T23:59:59Z")).to.deep.equal([]);
        expect(at("2026-12-31T00:00:01Z")).to.deep.equal([OLD]);
        expect(overdueIssuers([OPEN], new Date("2099-01-01"))).to.deep.equal([]);
    });

    it("are told with their name, their time and what to do", () => {
        expect(overdueWarning(OLD)).to.equal(
            "The issuer https://oidc.example.com/old was to be dropped at 20261231T000000Z, and the role still trusts it. " +
                "`tempo-sts rotation` tells whether its tokens are still in use; then remove it from `oidcProvider.previousIssuers`.",
        );
    });
});
