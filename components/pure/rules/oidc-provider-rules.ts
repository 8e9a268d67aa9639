// In what the options of `oidcProvider` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const OIDC_PROVIDER_RULES: readonly FeatureRule[] = [];
