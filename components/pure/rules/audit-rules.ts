// In what the options of `audit` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const AUDIT_RULES: readonly FeatureRule[] = [];
