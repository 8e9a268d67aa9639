import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { UserError } from "../../../cli/errors.ts";
import { policyOptions } from "../../../cli/options/policy-options.ts";
import { policyPacksOf } from "../../../cli/options/policy-packs.ts";

const IO = { folder: "/job" };

describe("--policy-pack", () => {
    it("takes folders as seen from where it is called", () => {
        const flags = { policyPack: ["ours", "../theirs", "/a"], policyPackConfig: ["ours.json"] };
        expect(policyPacksOf(flags, IO)).to.deep.equal({
            policyPacks: ["/job/ours", "/theirs", "/a"],
            policyPackConfigs: ["/job/ours.json"],
        });
    });

    it("takes tempo-sts for the pack of this package, and ./tempo-sts for a folder", () => {
        const flags = { policyPack: ["tempo-sts", "./tempo-sts"], policyPackConfig: [] };
        const [own = "", folder] = policyPacksOf(flags, IO).policyPacks;
        expect(existsSync(join(own, "PulumiPolicy.yaml"))).to.equal(true);
        expect(folder).to.equal("/job/tempo-sts");
    });

    it("refuses more configurations than packs", () => {
        const flags = { policyPack: ["a"], policyPackConfig: ["b", "c"] };
        expect(() => policyPacksOf(flags, IO)).to.throw(
            UserError,
            /at most one for each.*got 2 for 1/,
        );
    });

    it("has none where none is given", () => {
        expect(policyOptions().map(({ defaultValue }) => defaultValue as unknown)).to.deep.equal([
            [],
            [],
        ]);
    });
});
