// In what the options of `encryption` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const ENCRYPTION_RULES: readonly FeatureRule[] = [];
