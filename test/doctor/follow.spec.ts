import { expect } from "chai";

import type { Diagnosis } from "../../doctor/diagnose.ts";
import { follow } from "../../doctor/follow.ts";
import type { LinkId } from "../../doctor/link.ts";
import { fakeTools } from "./support/fake-facts.ts";

describe("doctor/follow", () => {
    it("ends at once where the chain holds", async () => {
        const { followed, looks } = await followedOver([seen()]);
        expect([followed.ended, looks]).to.deep.equal(["holds", 1]);
    });

    it("goes on over what comes by itself, until the chain holds", async () => {
        const late = seen("pods", "pods-missing");
        const { followed } = await followedOver([late, late, late, late, late, late, seen()]);
        expect(followed.ended).to.equal("holds");
    });

    it("ends when a cause has stood long enough to be certain", async () => {
        const { followed, seconds } = await followedOver([seen("trust", "trust-case")]);
        expect(followed.ended).to.equal("certain");
        expect(followed.diagnosis.cause?.cause).to.equal("trust-case");
        expect(seconds).to.equal(15);
    });

    it("is more patient with pods, and starts to count anew with another cause", async () => {
        const pods = await followedOver([seen("pods", "pods-missing")]);
        expect(pods.seconds).to.equal(120);
        const changing = await followedOver([
            seen("trust", "a"),
            seen("trust", "a"),
            seen("trust", "b"),
        ]);
        expect(changing.seconds).to.equal(25);
    });

    it("ends at the time limit with what was seen last, and waits no longer than that", async () => {
        const { followed, seconds } = await followedOver([seen("pods", "x")], 12);
        expect([followed.ended, seconds]).to.deep.equal(["time", 12]);
    });

    it("is never certain of a cause that nobody knows", async () => {
        const unknown: Diagnosis = { ...seen(), ok: false, outcome: "unknown" };
        const { followed, seconds } = await followedOver([unknown], 600);
        expect([followed.ended, seconds]).to.deep.equal(["time", 600]);
    });
});

/** Looks that come one after the other; the last goes on for ever. */
async function followedOver(looks: readonly Diagnosis[], timeoutSeconds = 900) {
    let now = 0;
    let count = 0;
    const clock = {
        now: () => now,
        sleep: async (milliseconds: number) => {
            now += milliseconds;
            return Promise.resolve();
        },
    };
    const followed = await follow(fakeTools(), {
        ...{ timeoutSeconds, clock },
        look: async () => {
            const diagnosis = looks[Math.min(count, looks.length - 1)];
            count += 1;
            if (diagnosis === undefined) throw new Error("no look");
            return Promise.resolve(diagnosis);
        },
    });
    return { followed, looks: count, seconds: now / 1000 };
}

function seen(link?: LinkId, cause = ""): Diagnosis {
    const ok = link === undefined;
    const finding = { cause, summary: "", evidence: [], severity: "broken" } as const;
    return {
        schema: "tempo-sts/doctor/v1",
        outcome: ok ? "holds" : "broken",
        ok,
        ...(ok ? {} : { cause: { ...finding, remedy: { text: "" }, link } }),
        subject: fakeTools().subject,
        links: [],
        milliseconds: 0,
    };
}
