/** The options of a verb that runs the program under policies. */
import { Option } from "commander";

import { oneMore } from "./values.ts";

/** What the command line says of them. */
export interface PolicyFlags {
    readonly policyPack: readonly string[];
    readonly policyPackConfig: readonly string[];
}

/** What the pack of this package is called; a folder of the same name is `./tempo-sts`. */
export const OWN_PACK = "tempo-sts";

/** The options of a verb that runs the program. */
export function policyOptions(): Option[] {
    return [
        new Option(
            "--policy-pack <folder>",
            `a policy pack that must pass, or \`${OWN_PACK}\` for the one of this package; may be given again`,
        )
            .argParser(oneMore)
            .default([], "none"),
        new Option(
            "--policy-pack-config <file>",
            "JSON with the configuration of a policy pack; once for each, in the same order",
        )
            .argParser(oneMore)
            .default([], "each policy's own"),
    ];
}
