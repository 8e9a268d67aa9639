// What a stack puts out, as texts.
import type { Outputs } from "../options.ts";
import { PhaseError } from "../failure.ts";

/** An output. @throws PhaseError where the stack has none of that name */
export function outputText(outputs: Outputs, name: string): string {
    const value = outputs[name];
    if (typeof value === "string" && value !== "") {
        return value;
    }
    const known = Object.keys(outputs).join(", ");
    throw new PhaseError(
        `Expected the stack to have the output ${name}, found ${known === "" ? "no outputs at all" : `only ${known}`}. ` +
            "Deploy it first: `tempo-sts up`, or a run from the phase up.",
    );
}
