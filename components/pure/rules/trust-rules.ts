// In what the options of `trust` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const TRUST_RULES: readonly FeatureRule[] = [];
