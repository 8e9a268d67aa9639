/** A sandbox made ready for one rehearsal: with things of somebody else in it, and an inventory of all there is. */
import type { Sandbox } from "../sandbox.ts";
import { makeBystanders, type Bystanders } from "./bystanders/bystanders.ts";
import { takeInventory, type Inventory } from "./leak-check.ts";
import type { RehearsalPlan } from "./plan.ts";
import { makeSharedKeys } from "./shared-keys.ts";

/** A running sandbox, what is to be deployed into it, and what there was before. */
export interface Stage {
    readonly sandbox: Sandbox;
    readonly plan: RehearsalPlan;
    readonly bystanders: Bystanders;
    readonly before: Inventory;
    /** Whether the cluster stays when the rehearsal is over, and so has to be cleared whatever happens. */
    readonly stays: boolean;
    /** Namespaces that the inventory is about. @default - everything */
    readonly namespaces?: readonly string[] | undefined;
}

/**
 * Sets the stage.
 *
 * @param stays whether the cluster stays; then others may be at work in it too, and only what is near is compared
 */
export async function stageIn(
    sandbox: Sandbox,
    plan: RehearsalPlan,
    stays: boolean,
): Promise<Stage> {
    await makeSharedKeys(sandbox.aws, plan.settings);
    const bystanders = await makeBystanders(sandbox, plan.settings);
    const namespaces = stays ? [plan.settings.namespace, bystanders.namespace] : undefined;
    try {
        const before = await takeInventory(sandbox, namespaces);
        return { sandbox, plan, bystanders, before, stays, namespaces };
    } catch (reason) {
        if (stays) await bystanders.remove();
        throw reason;
    }
}
