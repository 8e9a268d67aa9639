/** A sandbox made ready for one rehearsal: with things of somebody else in it, and an inventory of all there is. */
import type { Sandbox } from "../sandbox.ts";
import { makeBystanders, type Bystanders } from "./bystanders/bystanders.ts";
import { takeInventory, type Inventory } from "./leak-check.ts";
import type { RehearsalPlan } from "./plan.ts";

/** A running sandbox, what is to be deployed into it, and what there was before. */
export interface Stage {
    readonly sandbox: Sandbox;
    readonly plan: RehearsalPlan;
    readonly bystanders: Bystanders;
    readonly before: Inventory;
    /** Namespaces that the inventory is about. @default - everything */
    readonly namespaces?: readonly string[] | undefined;
}

/**
 * Sets the stage.
 *
 * @param shared whether others are at work in the cluster too, and it stays when the rehearsal is over
 */
export async function stageIn(
    sandbox: Sandbox,
    plan: RehearsalPlan,
    shared: boolean,
): Promise<Stage> {
    const bystanders = await makeBystanders(sandbox, plan.settings);
    const namespaces = shared ? [plan.settings.namespace, bystanders.namespace] : undefined;
    const before = await takeInventory(sandbox, namespaces);
    return { sandbox, plan, bystanders, before, namespaces };
}
