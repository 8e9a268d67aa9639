/** Compares the arguments of a provider. */
import { isDeepStrictEqual } from "node:util";

import type { DiffResult } from "@pulumi/pulumi/provider/index.js";

import type { Properties } from "../provider-object.ts";
import { revealProperties, without } from "../wire-values.ts";

/** Changed arguments update the provider; they never replace it, for that would replace all its resources. */
export function diffConfig(olds: Properties, news: Properties): DiffResult {
    const known = (config: Properties): Properties => without(revealProperties(config), "version");
    return { changes: !isDeepStrictEqual(known(olds), known(news)), replaces: [] };
}
