import { expect } from "chai";

import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import type { RunOptions } from "../../../stacks/run/options.ts";
import { fails, play } from "./scene.ts";

const NO = fails(new Error("the password is hunter2hunter2"));

/** When diagnostics are collected, by a collector that only says so. */
describe("the diagnostics of a run", () => {
    async function moments(scene: Parameters<typeof play>[0], diagnose?: RunOptions["diagnose"]) {
        const order: string[] = [];
        const options: Partial<RunOptions> = {
            diagnosticsDir: "/none",
            secrets: ["hunter2hunter2"],
            diagnose:
                diagnose ??
                (() => {
                    order.push("diagnose");
                    return Promise.resolve("/none/there");
                }),
            listener: { started: (id) => order.push(id) },
            ...scene.options,
        };
        return { ...(await play({ ...scene, options })), order };
    }

    it("are collected after a failed phase and before its pods are destroyed, once", async () => {
        const { order, report } = await moments({ actions: { wait: NO, destroy: NO } });
        expect(order.slice(-4)).to.deep.equal(["wait", "diagnose", "destroy", "leak-check"]);
        expect(report.diagnostics).to.equal("/none/there");
    });

    it("are collected at the end when nothing but the clean-up failed, or nothing was deployed", async () => {
        const stuck = await moments({ actions: { destroy: NO } });
        expect(stuck.order.slice(-3)).to.deep.equal(["destroy", "leak-check", "diagnose"]);
        const early = await moments({ actions: { preflight: NO } });
        expect(early.order).to.deep.equal(["preflight", "diagnose"]);
    });

    it("are not collected when all is well, when nobody named a folder, when somebody waits for the end, or for wrong settings", async () => {
        expect((await moments({})).order).to.not.include("diagnose");
        const nowhere = { actions: { wait: NO }, options: { diagnosticsDir: undefined } };
        expect((await moments(nowhere)).order).to.not.include("diagnose");
        expect((await moments({ interruptAt: 35_000 })).order).to.not.include("diagnose");
        const wrong = { actions: { up: fails(new SettingsError([])) } };
        expect((await moments(wrong)).order).to.not.include("diagnose");
    });

    it("hide nothing when they fail: the run goes on and says so", async () => {
        const { report, told, begun } = await moments(
            { actions: { wait: NO }, options: { listener: {} } },
            () => Promise.reject(new Error("disk full")),
        );
        expect(report.failure?.phase).to.equal("wait");
        expect(report).to.not.have.property("diagnostics");
        expect(begun).to.include("destroy");
        expect(told).to.deep.equal([]);
    });

    it("get no secret from the run, and nothing that the run tells has one", async () => {
        const { report } = await moments({ actions: { wait: NO } });
        expect(report.failure?.message).to.equal("the password is [redacted]");
        expect(JSON.stringify(report)).to.not.contain("hunter2");
    });
});
