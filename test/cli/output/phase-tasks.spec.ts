import { expect } from "chai";

import { phaseTasks } from "../../../cli/output/phase-tasks.ts";

describe("the live list", () => {
    it("minds no step that it does not show", async () => {
        const display = await phaseTasks({ steps: [], color: true, columns: () => 80 });
        const { listener } = display;
        const step = { id: "left-out", title: "Left out" };
        expect(() => {
            listener.started?.(step.id, step.title);
            listener.progress?.(step.id, "on its way");
            listener.ended?.({ ...step, status: "skipped", milliseconds: 0, detail: "" });
        }).to.not.throw();
        await display.close();
    });
});
