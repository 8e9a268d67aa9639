// Everything in which features contradict each other, said together.
import { AUDIT_RULES } from "./rules/audit-rules.ts";
import { BUCKET_RULES } from "./rules/bucket-rules.ts";
import { ENCRYPTION_RULES } from "./rules/encryption-rules.ts";
import type { Features } from "./rules/features.ts";
import { OIDC_PROVIDER_RULES } from "./rules/oidc-provider-rules.ts";
import { TRUST_RULES } from "./rules/trust-rules.ts";
import { WATCH_RULES } from "./rules/watch-rules.ts";
import type { Problem } from "./problems.ts";

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
