/** Chooses the engine for a rehearsal, and says why. */
import type { Engine, EngineTarget } from "./engine.ts";
import { messageOf } from "./errors.ts";

/** Which engine is asked for. */
export type EngineChoice = "auto" | "pulumi" | "in-process";

/** All choices, the default first. */
export const ENGINE_CHOICES: readonly EngineChoice[] = ["auto", "pulumi", "in-process"];

/**
 * The engine asked for; `auto` takes the first that can work: Pulumi's own, else the one in this
 * process.
 *
 * @throws CliMissingError when Pulumi's own is asked for and cannot work
 */
export async function chooseEngine(choice: EngineChoice, target: EngineTarget): Promise<Engine> {
    if (choice === "in-process") return inProcess(target, "it was asked for");
    const { PulumiEngine } = await import("./pulumi.ts");
    try {
        return await PulumiEngine.find(target);
    } catch (error) {
        if (choice === "pulumi") throw error;
        return inProcess(target, `Pulumi's CLI cannot be used: ${messageOf(error)}`);
    }
}

async function inProcess(target: EngineTarget, why: string): Promise<Engine> {
    const { InProcessEngine } = await import("./in-process.ts");
    return new InProcessEngine(target, { why });
}
