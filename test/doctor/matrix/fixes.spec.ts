import { expect } from "chai";

import { prepareFix, type FixName } from "../../../doctor/fixes.ts";
import type { LinkId } from "../../../doctor/link.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { FAULTS } from "./faults.ts";
import { makeStage } from "./make-stage.ts";
import { sharedWorld } from "./shared-world.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

/** A fault, the remedy that its finding offers, and the link that has to hold again. */
const MENDED: readonly { fault: string; fix: FixName; link: LinkId }[] = [
    { fault: "provider-audience", fix: "add-audience", link: "oidc-provider" },
    { fault: "account-stale", fix: "annotate-service-accounts", link: "service-accounts" },
    { fault: "pods-stale-role", fix: "restart-pods", link: "pods" },
];

describe("the doctor's own remedies", function () {
    this.timeout(SANDBOX_TIMEOUT_MS);

    for (const { fault: name, fix, link } of MENDED) {
        it(`${fix} mends ${name}, and only when it is told to`, async () => {
            const fault = FAULTS.find((each) => each.name === name);
            if (fault === undefined) throw new Error(`there is no fault ${name}`);
            const stage = await makeStage(await sharedWorld(), { lean: true, ...fault.shape });
            await fault.inject(stage);
            const before = await stage.diagnose();
            expect(before.cause).to.include({ cause: fault.cause, link });
            expect(before.cause?.remedy.fix).to.equal(fix);

            const prepared = await prepareFix(fix, await stage.tools());
            expect(await stateOf(stage, link)).to.equal("broken");
            await prepared.apply();
            await until(`that ${link} holds`, async () => (await stateOf(stage, link)) === "holds");
        });
    }
});

async function stateOf(stage: Stage, link: LinkId): Promise<string | undefined> {
    const { links } = await stage.diagnose();
    return links.find(({ id }) => id === link)?.verdict.state;
}
