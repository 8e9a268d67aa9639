// All policies of the pack, for packs of one's own too.
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { encryptedBucket } from "./policies/encrypted-bucket.ts";
import { ephemeralExpires } from "./policies/ephemeral-expires.ts";
import { exactActions } from "./policies/exact-actions.ts";
import { exactResources } from "./policies/exact-resources.ts";
import { exactTrust } from "./policies/exact-trust.ts";
import { noSecretInOutputs } from "./policies/no-secret-in-outputs.ts";
import { noSecretInText } from "./policies/no-secret-in-text.ts";
import { noWildcardPrincipal } from "./policies/no-wildcard-principal.ts";
import { ownershipTags } from "./policies/ownership-tags.ts";
import { publicAccessBlocked } from "./policies/public-access-blocked.ts";
import { tlsOnly } from "./policies/tls-only.ts";

/** Every policy of the pack, in the order in which they are documented. */
export const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
    exactTrust,
    noWildcardPrincipal,
    exactActions,
    exactResources,
    publicAccessBlocked,
    tlsOnly,
    encryptedBucket,
    ownershipTags,
    ephemeralExpires,
    noSecretInText,
    noSecretInOutputs,
];

export {
    encryptedBucket,
    ephemeralExpires,
    exactActions,
    exactResources,
    exactTrust,
    noSecretInOutputs,
    noSecretInText,
    noWildcardPrincipal,
    ownershipTags,
    publicAccessBlocked,
    tlsOnly,
};
