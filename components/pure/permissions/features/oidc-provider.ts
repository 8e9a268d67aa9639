// The IAM OIDC providers: of this cluster, of others that are trusted, of issuers that are going.
import { oidcProviderArn } from "../../arn.ts";
import { GET_OIDC_PROVIDER, OIDC_PROVIDER } from "../calls/oidc-provider.ts";
import { at, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

/** A look at every provider, and the whole life of one that the stack makes. */
export function oidcProviderNeeds(subject: PermissionSubject): Need[] {
    const { partition, accountId, oidcProvider, trust } = subject;
    const arnOf = (issuer: string): string =>
        issuer === "*"
            ? `arn:${partition}:iam::${accountId}:oidc-provider/*`
            : oidcProviderArn({ partition, accountId, issuer });
    const others = [...trust.clusters, ...oidcProvider.previousIssuers];
    const looked = [...new Set([subject.issuer, ...others.map(({ issuer }) => issuer)].map(arnOf))];
    const made: Need[] =
        oidcProvider.mode === "create"
            ? [{ table: OIDC_PROVIDER, places: { provider: at(arnOf(subject.issuer)) } }]
            : [];
    return [{ table: GET_OIDC_PROVIDER, places: { provider: at(...looked) } }, ...made];
}
