import { expect } from "chai";

import { UserError } from "../../../components/user-error.ts";
import { ClusterUnreachable } from "../../../stacks/cluster/connection.ts";
import { PhaseError } from "../../../stacks/run/failure.ts";
import type { PhaseAction } from "../../../stacks/run/options.ts";
import type { RunPhaseId } from "../../../stacks/run/phases.ts";
import type { PhaseOutcome } from "../../../stacks/run/report.ts";
import { CliMissingError, OperationFailedError } from "../../../stacks/runner/errors.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { fails, play } from "./scene.ts";

/** Which errors are worth another attempt, and what each counts as. */
describe("a phase of a run", () => {
    describe("tries again", () => {
        const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
        const passing: [string, Error][] = [
            ["throttling", throttled],
            [
                "a cluster that does not answer",
                new ClusterUnreachable(
                    "https://c",
                    Object.assign(new Error("x"), { code: "ECONNRESET" }),
                ),
            ],
            [
                "a provider's 5xx",
                new OperationFailedError("x", [
                    { urn: "u", message: "api error: https response error StatusCode: 503" },
                ]),
            ],
        ];
        for (const [what, error] of passing) {
            it(`after ${what}, so often and no more`, async () => {
                const { report, begun, told } = await play({ actions: { wait: fails(error) } });
                expect(begun.filter((id) => id === "wait")).to.have.lengthOf(3);
                expect(outcome(report.phases, "wait").attempts).to.equal(3);
                expect(told.filter((each) => each.includes("the next one in"))).to.have.lengthOf(2);
            });
        }

        it("and goes on when it went well then", async () => {
            let attempts = 0;
            const wait: PhaseAction = () => {
                attempts += 1;
                if (attempts < 2) throw throttled;
                return Promise.resolve({ detail: "well" });
            };
            const { report } = await play({ actions: { wait } });
            expect(report.ok).to.equal(true);
            expect(outcome(report.phases, "wait")).to.include({ attempts: 2, detail: "well" });
        });

        it("within the phase's time limit only", async () => {
            const { report } = await play({
                actions: { wait: fails(throttled) },
                options: { timeouts: { wait: 15 } },
            });
            expect(outcome(report.phases, "wait").attempts).to.equal(2);
            expect(report.failure?.message).to.match(/longer than the 15 s/);
        });

        const lasting: [string, Error][] = [
            ["a mismatch", new UserError("wrong audience", { cause: throttled })],
            ["wrong settings", new SettingsError([])],
            ["a finding", new PhaseError("found")],
            [
                "two reasons, one of which lasts",
                new OperationFailedError("x", [
                    { urn: "u", message: "StatusCode: 503" },
                    { urn: "v", message: 'before hook "handshake" failed: mismatch' },
                ]),
            ],
            ["a mistake of ours", new TypeError("x is not a function")],
        ];
        for (const [what, error] of lasting) {
            it(`never after ${what}`, async () => {
                const { begun } = await play({ actions: { wait: fails(error) } });
                expect(begun.filter((id) => id === "wait")).to.have.lengthOf(1);
            });
        }
    });

    describe("names the class of a failure", () => {
        const classes: [Error, string][] = [
            [new SettingsError([]), "settings"],
            [new CliMissingError("no pulumi"), "preflight"],
            [new TypeError("x"), "bug"],
            [new PhaseError("x", { class: "drift" }), "drift"],
            [new Error("x"), "deploy"],
        ];
        for (const [error, expected] of classes) {
            it(`${expected} for a ${error.name} in wait`, async () => {
                const { report } = await play({ actions: { wait: fails(error) } });
                expect(report.failure?.class).to.equal(expected);
            });
        }
    });
});

function outcome(phases: readonly PhaseOutcome[], id: RunPhaseId): PhaseOutcome {
    const found = phases.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no outcome of ${id}`);
    return found;
}
