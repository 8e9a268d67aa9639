/** The policy packs that a verb enforces: folders of one's own, or the one that comes with this package. */
import { join, resolve } from "node:path";

import { UserError } from "../errors.ts";
import type { Io } from "../io.ts";
import { packageFolder } from "../package-folder.ts";
import { OWN_PACK, type PolicyFlags } from "./policy-options.ts";

/** Absolute paths, as the runner takes them. */
export interface PolicyPacks {
    readonly policyPacks: readonly string[];
    readonly policyPackConfigs: readonly string[];
}

/**
 * Paths as they were given, seen from the folder where the command line was called.
 *
 * @throws UserError for more configurations than policy packs
 */
export function policyPacksOf(
    { policyPack, policyPackConfig }: PolicyFlags,
    { folder }: Pick<Io, "folder">,
): PolicyPacks {
    if (policyPackConfig.length > policyPack.length) {
        throw new UserError(
            `--policy-pack-config: expected at most one for each --policy-pack, got ${policyPackConfig.length} for ${policyPack.length}. Give them in the order of the packs.`,
        );
    }
    return {
        policyPacks: policyPack.map((path) =>
            path === OWN_PACK ? join(packageFolder(), "policy-pack") : resolve(folder, path),
        ),
        policyPackConfigs: policyPackConfig.map((path) => resolve(folder, path)),
    };
}
