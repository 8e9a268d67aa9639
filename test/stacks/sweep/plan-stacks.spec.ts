/** What a plan makes of stacks. */
import { expect } from "chai";

import { OWNERSHIP_TAGS } from "../../../components/pure/lifetime/tags.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import {
    awsTags,
    FUTURE,
    inAws,
    inCluster,
    clusterLabels,
    lacking,
    OVER,
    planned,
    stackNamed,
    tagsOfStack,
} from "./world.ts";

const tags = tagsOfStack("dev");
const noAccount = lacking(tags, "tempo-sts:account");

const TABLE: [string, Partial<SweepStack>, "destroy" | "keep", RegExp][] = [
    ["that has expired", {}, "destroy", /^it expired at 20261124T104259Z$/],
    ["of which the project is not told", { project: undefined }, "destroy", /expired/],
    ["of another project", { project: "other" }, "keep", /the project other/],
    [
        "whose tags name another project",
        { tags: { ...tags, "tempo-sts:project": "other" } },
        "keep",
        /another project/,
    ],
    ["whose tags could not be read", { tags: undefined }, "keep", /could not be read/],
    ["without any tags", { tags: {} }, "keep", /no lifetime/],
    ["without owner", { tags: lacking(tags, "tempo-sts:owner") }, "keep", /not all there/],
    ["without creation", { tags: lacking(tags, "tempo-sts:created") }, "keep", /not all there/],
    [
        "that has not expired",
        { tags: tagsOfStack("dev", { ...OVER, expires: FUTURE }) },
        "keep",
        /^it expires at 20261124T104301Z$/,
    ],
    ["without expiry", { tags: lacking(tags, "tempo-sts:expires") }, "keep", /never expires/],
    [
        "with an expiry that is no time",
        { tags: { ...tags, "tempo-sts:expires": "2025" } },
        "keep",
        /"2025" cannot be read/,
    ],
    [
        "of the production profile, whatever its expiry",
        { tags: { ...tags, "tempo-sts:profile": "production" } },
        "keep",
        /its profile is production/,
    ],
    ["in the middle of an update", { updating: true }, "keep", /under way, or was killed/],
    [
        "of another account",
        { tags: { ...tags, "tempo-sts:account": "999999999999" } },
        "keep",
        /the account 999999999999/,
    ],
    ["of which no account is told", { tags: noAccount }, "keep", /in which account/],
    ["with one resource somewhere", { tags: noAccount, resourceCount: 1 }, "keep", /which account/],
    ["without any resource", { tags: noAccount, resourceCount: 0 }, "destroy", /expired/],
    [
        "of another account, without any resource",
        { tags: { ...tags, "tempo-sts:account": "999999999999" }, resourceCount: 0 },
        "keep",
        /the account 999999999999/,
    ],
];

describe("the plan for a stack", () => {
    for (const [what, changes, action, why] of TABLE) {
        it(`is to ${action} one ${what}`, () => {
            const [row] = planned({ stacks: [stackNamed("dev", changes)] });
            expect(row).to.include({ kind: "stack", name: "dev", action });
            expect(row?.why).to.match(why);
        });
    }

    for (const key of Object.values(OWNERSHIP_TAGS).filter((each) => each !== "tempo-sts:stack")) {
        it(`is to keep one without ${key}`, () => {
            const [row] = planned({ stacks: [stackNamed("dev", { tags: lacking(tags, key) })] });
            expect(row).to.include({ action: "keep", why: "its tags are not all there" });
        });
    }

    it("names it as a person does, without organization and project", () => {
        const [row] = planned({ stacks: [stackNamed("dev", { name: "org/tempo-sts/dev" })] });
        expect(row).to.include({ name: "dev", action: "destroy" });
    });

    it("takes the account from what was found of it, in AWS or in the cluster", () => {
        const stacks = [stackNamed("dev", { tags: noAccount })];
        const actionWith = (...owned: Parameters<typeof inAws>[]) =>
            planned({ stacks, owned: owned.map((each) => inAws(...each)) })[0]?.action;
        expect(actionWith(["bucket", "x", awsTags("dev")])).to.equal("destroy");
        expect(actionWith(["role", "x", awsTags("dev")])).to.equal("destroy");
        expect(actionWith(["bucket", "x", awsTags("other")])).to.equal("keep");
        expect(actionWith(["bucket", "x", lacking(awsTags("dev"), "tempo-sts:tempo")])).to.equal(
            "keep",
        );
        const actionOn = (labels: Record<string, string>) =>
            planned({ stacks, owned: [inCluster("namespace", "ns-dev", labels)] })[0]?.action;
        expect(actionOn(clusterLabels("dev"))).to.equal("destroy");
        expect(actionOn(clusterLabels("dev", OVER, "999999999999"))).to.equal("keep");
        expect(actionOn(lacking(clusterLabels("dev"), "tempo-sts.io/account"))).to.equal("keep");
        expect(actionOn(lacking(clusterLabels("dev"), "tempo-sts.io/tempo"))).to.equal("keep");
        const both = [
            inAws("bucket", "x", awsTags("dev")),
            inAws("bucket", "y", awsTags("dev", OVER, "999999999999")),
        ];
        expect(planned({ stacks, owned: both })[0]?.action).to.equal("keep");
        const elsewhere = { ...inAws("role", "x", awsTags("dev")), accountId: "999999999999" };
        expect(planned({ stacks, owned: [elsewhere] })[0]?.why).to.match(/account 999999999999/);
    });
});
