// In what the options of `watch` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const WATCH_RULES: readonly FeatureRule[] = [];
