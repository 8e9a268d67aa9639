// The IAM OIDC providers: of this cluster, of others that are trusted, of issuers that are going.
import { discoveryBucket } from "../../discovery-documents.ts";
import { oidcProviderArn } from "../../names/arn.ts";
import { DOCUMENT } from "../calls/discovery.ts";
import { GET_OIDC_PROVIDER, OIDC_PROVIDER } from "../calls/oidc-provider.ts";
import { at, except, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { bucketPlaces, PRIVATE_BUCKET } from "./bucket.ts";

/** A look at every provider that is somebody else's, and the whole life of those that the stack makes. */
export function oidcProviderNeeds(subject: PermissionSubject): Need[] {
    const { oidcProvider, trust } = subject;
    const own = [subject.issuer, ...oidcProvider.previousIssuers.map(({ issuer }) => issuer)];
    const others = trust.clusters.map(({ issuer }) => issuer);
    const makes = oidcProvider.mode === "create";
    const only = subject.retainOnDelete ? except("delete") : undefined;
    // A run's preflight looks at the cluster's own, whoever has made it.
    const looked = [subject.issuer, ...(makes ? others : [...own, ...others])];
    return [
        { table: GET_OIDC_PROVIDER, places: { provider: at(...arnsOf(subject, looked)) } },
        ...(makes
            ? [{ table: OIDC_PROVIDER, places: { provider: at(...arnsOf(subject, own)) }, only }]
            : []),
        ...(makes && oidcProvider.discovery.enabled ? documentNeeds(subject) : []),
    ];
}

function documentNeeds(subject: PermissionSubject): Need[] {
    const { issuer, oidcProvider, retainOnDelete } = subject;
    const name = oidcProvider.discovery.bucketName ?? discoveryBucket(issuer)?.bucketName ?? "*";
    const only = retainOnDelete ? except("delete") : undefined;
    const places = bucketPlaces(subject, name);
    return [...PRIVATE_BUCKET, DOCUMENT].map((table) => ({ table, places, only }));
}

function arnsOf(
    { partition, accountId }: PermissionSubject,
    issuers: readonly string[],
): readonly string[] {
    const arns = issuers.map((issuer) =>
        issuer === "*"
            ? `arn:${partition}:iam::${accountId}:oidc-provider/*`
            : oidcProviderArn({ partition, accountId, issuer }),
    );
    return [...new Set(arns)];
}
