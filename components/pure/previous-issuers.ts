// Issuers that are going: which of them should be gone by now.
import { hasExpired } from "./lifetime/lifetime.ts";
import type { PreviousIssuerOptions } from "./options/oidc-provider.ts";

/** Those whose time is over; they are trusted until they are removed from the settings. */
export function overdueIssuers(
    previous: readonly PreviousIssuerOptions[],
    now: Date,
): PreviousIssuerOptions[] {
    return previous.filter(
        ({ until }) => until !== undefined && hasExpired({ expires: until }, now),
    );
}

/** What is said of one on every run. */
export function overdueWarning({ issuer, until = "" }: PreviousIssuerOptions): string {
    return (
        `The issuer ${issuer} was to be dropped at ${until}, and the role still trusts it. ` +
        "`tempo-sts rotation` tells whether its tokens are still in use; then remove it from `oidcProvider.previousIssuers`."
    );
}
