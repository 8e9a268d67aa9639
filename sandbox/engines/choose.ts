/** Chooses the engine for a rehearsal, and says why. */
import type { Engine, EngineTarget } from "./engine.ts";

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
    const { CliMissingError } = await import("../../stacks/runner/errors.ts");
    try {
        return await PulumiEngine.find(target);
    } catch (error) {
        if (choice === "pulumi" || !(error instanceof CliMissingError)) throw error;
        return inProcess(target, `Pulumi's CLI cannot be used: ${error.message}`);
    }
}

async function inProcess(target: EngineTarget, why: string): Promise<Engine> {
    const { InProcessEngine } = await import("./in-process.ts");
    return new InProcessEngine(target, { why });
}
