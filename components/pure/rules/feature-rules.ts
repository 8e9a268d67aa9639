// Everything in which features contradict each other, said together.
import { AUDIT_RULES } from "./audit-rules.ts";
import { BUCKET_RULES } from "./bucket-rules.ts";
import { ENCRYPTION_RULES } from "./encryption-rules.ts";
import type { Features } from "./features.ts";
import { OIDC_PROVIDER_RULES } from "./oidc-provider-rules.ts";
import { TRUST_RULES } from "./trust-rules.ts";
import { WATCH_RULES } from "./watch-rules.ts";
import type { Problem } from "../problems.ts";

const RULES = [
    ...ENCRYPTION_RULES,
    ...BUCKET_RULES,
    ...TRUST_RULES,
    ...OIDC_PROVIDER_RULES,
    ...AUDIT_RULES,
    ...WATCH_RULES,
];

/** Every contradiction between a stack's features. */
export function featureProblems(features: Features): Problem[] {
    return RULES.flatMap((rule) => rule(features));
}
