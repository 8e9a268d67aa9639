// In what the options of `bucket` contradict others.
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const BUCKET_RULES: readonly FeatureRule[] = [];
