import { expect } from "chai";

import { PhaseError } from "../../../stacks/run/failure.ts";
import type { ExplainRequest } from "../../../stacks/run/options.ts";
import type { Finding } from "../../../stacks/run/report.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { fails, play } from "./scene.ts";

const WHY: Finding = {
    name: "doctor",
    status: "warning",
    found: "Trust policy: it names another issuer\nexpected a, found hunter2hunter2",
    remedy: "Correct it",
};
const LATE = fails(new Error("took too long"));

describe("a run that waits in vain", () => {
    it("says which link is broken beside what it waited for, and hides what is secret", async () => {
        const asked: ExplainRequest[] = [];
        const { report } = await play({
            actions: { wait: LATE },
            options: {
                secrets: ["hunter2hunter2"],
                explain: (request) => {
                    asked.push(request);
                    return Promise.resolve([WHY]);
                },
            },
        });
        expect(asked).to.have.length(1);
        expect(asked[0]?.settings.namespace).to.equal("n");
        expect(report.failure?.message).to.equal(
            "took too long\ndoctor: Trust policy: it names another issuer. Correct it.\nexpected a, found [redacted]",
        );
        const phase = report.phases.find(({ id }) => id === "wait");
        expect(phase?.findings.map(({ name, status }) => [name, status])).to.deep.equal([
            ["doctor", "warning"],
        ]);
        expect(phase?.detail).to.equal("took too long");
    });

    it("asks after each phase that waits for the chain, and after no other", async () => {
        for (const [id, times] of [
            ["up", 1],
            ["handshake", 1],
            ["generate-traces", 1],
            ["verify-traces", 1],
            ["preflight", 0],
            ["preview", 0],
            ["no-drift", 0],
            ["destroy", 0],
        ] as const) {
            expect(await askedAfter(id, LATE), id).to.equal(times);
        }
    });

    it("asks nothing where the settings are wrong, we are, or nothing failed", async () => {
        expect(await askedAfter("up", fails(new SettingsError([])))).to.equal(0);
        expect(await askedAfter("up", fails(new TypeError("oh")))).to.equal(0);
        expect(await askedAfter("up", fails(new PhaseError("x", { class: "bug" })))).to.equal(0);
        expect(await askedAfter("up", undefined)).to.equal(0);
    });

    it("fails as it would have when nobody can tell why", async () => {
        const explain = () => Promise.reject(new Error("no cluster"));
        const { report } = await play({ actions: { wait: LATE }, options: { explain } });
        expect(report.failure?.message).to.equal("took too long");
        expect(report.ok).to.equal(false);
    });
});

async function askedAfter(
    id: string,
    action: ReturnType<typeof fails> | undefined,
): Promise<number> {
    let count = 0;
    await play({
        actions: action === undefined ? {} : { [id]: action },
        options: {
            explain: () => {
                count += 1;
                return Promise.resolve([]);
            },
        },
    });
    return count;
}
