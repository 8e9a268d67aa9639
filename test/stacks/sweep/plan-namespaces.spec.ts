/** What a plan makes of namespaces and of what is in them. */
import { expect } from "chai";

import type { OwnedThing } from "../../../stacks/sweep/owned-thing.ts";
import { clusterLabels, type Entries, inCluster, planned } from "./world.ts";

const labels = clusterLabels("gone");
const namespace = (entries: Entries): OwnedThing => inCluster("namespace", "ns-gone", entries);

describe("the plan for what is in a namespace", () => {
    const secret = (stack: string): OwnedThing =>
        inCluster("secret", "ns-gone/aws-sts", clusterLabels(stack));
    const rowsOf = (...owned: OwnedThing[]): string[] =>
        planned({ owned }).map(({ kind, action }) => `${kind} ${action}`);

    it("leaves it to the namespace that goes", () => {
        expect(rowsOf(namespace(labels), secret("gone"))).to.deep.equal(["namespace delete"]);
    });

    it("is to delete it by itself in a namespace that is not ours", () => {
        expect(rowsOf(secret("gone"))).to.deep.equal(["secret delete"]);
        expect(rowsOf(namespace({ a: "b" }), secret("gone"))).to.deep.equal([
            "namespace keep",
            "secret delete",
        ]);
    });

    it("keeps a namespace that holds something of another stack", () => {
        const [row] = planned({ owned: [namespace(labels), secret("guest")] });
        expect(row).to.include({
            action: "keep",
            why: "it holds the secret ns-gone/aws-sts of another",
        });
        expect(rowsOf(namespace(labels), secret("guest"), secret("gone"))).to.deep.equal([
            "namespace keep",
            "secret delete",
            "secret delete",
        ]);
    });
});
