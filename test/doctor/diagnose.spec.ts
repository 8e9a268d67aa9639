import { expect } from "chai";

import { CHAIN } from "../../doctor/chain.ts";
import { diagnose } from "../../doctor/diagnose.ts";
import { createFacts, READERS } from "../../doctor/facts.ts";
import { Unreadable } from "../../doctor/facts/unreadable.ts";
import { holds, notChecked, verdictOf, type Finding, type Link } from "../../doctor/link.ts";
import { fakeFacts, fakeTools } from "./support/fake-facts.ts";

const BROKEN: Finding = {
    ...{ cause: "c", summary: "s", evidence: [], severity: "broken" },
    remedy: { text: "r" },
};

describe("doctor/diagnose", () => {
    it("names the first broken link in the order of the chain, not the first that was judged", async () => {
        const slow = link("role", async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            return verdictOf([{ ...BROKEN, cause: "first" }], []);
        });
        const fast = link("bucket", async () => Promise.resolve(verdictOf([BROKEN], [])));
        const { cause, outcome } = await diagnose([slow, fast], fakeFacts({}));
        expect(cause).to.include({ cause: "first", link: "role" });
        expect(outcome).to.equal("broken");
    });

    it("judges nothing after what is broken, and says after what; a later link can be needed too", async () => {
        let probed = 0;
        const after = link("trust", () => Promise.resolve(holds([String((probed += 1))])), [
            "role",
        ]);
        const last = link("access", () => Promise.resolve(holds([])), ["trust"]);
        const role = link("role", () => Promise.resolve(verdictOf([BROKEN], [])));
        const { links } = await diagnose([after, last, role], fakeFacts({}));
        expect(links.map(({ verdict }) => verdict)).to.deep.include.members([
            { state: "not-judged", after: ["role"] },
        ]);
        expect(links[1]?.verdict).to.deep.equal({ state: "not-judged", after: ["role"] });
        expect(probed).to.equal(0);
    });

    it("goes on after what could not be checked, and does not say that the chain holds", async () => {
        const role = link("role", () => Promise.resolve(notChecked("x")));
        const trust = link("trust", () => Promise.resolve(holds([])), ["role"]);
        const { links, outcome, ok } = await diagnose([role, trust], fakeFacts({}));
        expect(links[1]?.verdict.state).to.equal("holds");
        expect([outcome, ok]).to.deep.equal(["unknown", false]);
    });

    it("holds all the same where only what is not essential could not be checked", async () => {
        const clock: Link = {
            ...link("clock", () => Promise.resolve(notChecked("x"))),
            essential: false,
        };
        expect((await diagnose([clock], fakeFacts({}))).outcome).to.equal("holds");
    });

    for (const [name, error, because] of [
        ["unreadable", new Unreadable("it is hidden"), "it is hidden"],
        [
            "a mistake",
            new TypeError("x is no function"),
            "the answer was not understood: x is no function",
        ],
        ["nothing", new Error(""), "no reason was given"],
    ] as const) {
        it(`turns what a probe throws into a reason: ${name}`, async () => {
            const role = link("role", () => Promise.reject(error));
            const { links } = await diagnose([role], fakeFacts({}));
            expect(links[0]?.verdict).to.deep.equal({ state: "not-checked", because });
        });
    }

    it("reads each fact once, however many ask for it", async () => {
        let read = 0;
        const audience = () => Promise.resolve(String((read += 1)));
        const facts = createFacts(fakeTools(), { ...READERS, audience });
        expect(await Promise.all([facts.need("audience"), facts.get("audience")])).to.deep.equal([
            "1",
            { known: true, value: "1" },
        ]);
    });

    it("never says that a link holds where nothing could be read", async () => {
        const { links, outcome } = await diagnose(CHAIN, fakeFacts({}));
        const states = links.map(({ id, verdict }) => [id, verdict.state]);
        expect(states.filter(([, state]) => state === "holds" || state === "broken")).to.deep.equal(
            [
                // It asks the cluster itself, and is told that there is no such thing.
                ["crd", "broken"],
            ],
        );
        expect(outcome).to.equal("broken");
    });

    it("has every link of the chain once, and none needs one that is not there", () => {
        const ids = CHAIN.map(({ id }) => id);
        expect(new Set(ids).size).to.equal(ids.length);
        expect(ids).to.include.members(CHAIN.flatMap(({ needs }) => needs));
    });
});

function link(id: Link["id"], probe: Link["probe"], needs: Link["needs"] = []): Link {
    return { id, title: id, needs, probe };
}
