// In what the options of `oidcProvider` contradict others.
import { discoveryBucket } from "../discovery-documents.ts";
import { STS_AUDIENCE } from "../issuer.ts";
import { describeValue, type Problem } from "../problems.ts";
import type { FeatureRule, Features } from "./features.ts";

/** The rules of this group. */
export const OIDC_PROVIDER_RULES: readonly FeatureRule[] = [
    ownership,
    onlyForCreate,
    clientIds,
    thumbprints,
    bucketWithoutHosting,
    hostedIssuer,
    hostingBucket,
    previousIssuers,
];

// IAM takes no more of them for one provider.
const MOST_THUMBPRINTS = 5;
const MOST_CLIENT_IDS = 100;
const BUCKET_PATH = "oidcProvider.discovery.bucketName";

function ownership({ oidcProvider, profile }: Features): Problem[] {
    if (oidcProvider?.mode !== "create" || profile === "production") {
        return [];
    }
    return [
        {
            path: "oidcProvider.mode",
            expected: "lookup, for the profile is ephemeral",
            found: '"create"',
            remedy: "The provider belongs to the cluster and outlives a throw-away stack: make it once, or set profile to production",
        },
    ];
}

function onlyForCreate({ oidcProvider }: Features): Problem[] {
    if (oidcProvider === undefined || oidcProvider.mode === "create") {
        return [];
    }
    const { clientIds: ids, thumbprints: prints, discovery } = oidcProvider;
    const given: [path: string, value: unknown, isGiven: boolean][] = [
        ["clientIds", ids, ids !== undefined],
        ["thumbprints", prints, prints.length > 0],
        ["discovery.enabled", discovery.enabled, discovery.enabled],
        ["discovery.bucketName", discovery.bucketName, discovery.bucketName !== undefined],
    ];
    return given.flatMap(([path, value, isGiven]) =>
        isGiven
            ? [
                  {
                      path: `oidcProvider.${path}`,
                      expected: "nothing, for a provider that is looked up stays as it is",
                      found: describeValue(value),
                      remedy: "Remove it, or set oidcProvider.mode to create",
                  },
              ]
            : [],
    );
}

function clientIds({ oidcProvider }: Features): Problem[] {
    const ids = oidcProvider?.clientIds;
    if (ids === undefined) {
        return [];
    }
    const path = "oidcProvider.clientIds";
    const found = describeValue(ids);
    // What comes later may be the audience.
    const isKnown = ids.every((id) => typeof id === "string");
    const problems: Problem[] = [];
    if (isKnown && !ids.includes(STS_AUDIENCE)) {
        problems.push({
            path,
            expected: `${STS_AUDIENCE} among them`,
            found,
            remedy: "Add it: STS refuses every token of Tempo without",
        });
    }
    if (ids.length > MOST_CLIENT_IDS || new Set(ids).size < ids.length) {
        problems.push({
            path,
            expected: `at most ${MOST_CLIENT_IDS} audiences, each once`,
            found: ids.length > MOST_CLIENT_IDS ? `${ids.length}` : found,
            remedy: "Remove what is double or not needed",
        });
    }
    return problems;
}

function thumbprints({ oidcProvider }: Features): Problem[] {
    const given = oidcProvider?.thumbprints ?? [];
    const path = "oidcProvider.thumbprints";
    if (given.length > MOST_THUMBPRINTS) {
        return [
            {
                path,
                expected: `at most ${MOST_THUMBPRINTS} thumbprints`,
                found: `${given.length}`,
                remedy: "Keep those of the certificates that the issuer still uses",
            },
        ];
    }
    return given.length > 0 && oidcProvider?.discovery.enabled === true
        ? [
              {
                  path,
                  expected: "none, for the issuer's documents are in S3",
                  found: describeValue(given),
                  remedy: "Remove them: AWS trusts the certificate of S3 without",
              },
          ]
        : [];
}

function bucketWithoutHosting({ oidcProvider }: Features): Problem[] {
    const { enabled = false, bucketName } = oidcProvider?.discovery ?? {};
    return enabled || bucketName === undefined || oidcProvider?.mode !== "create"
        ? []
        : [
              {
                  path: BUCKET_PATH,
                  expected: "nothing, for oidcProvider.discovery.enabled is false",
                  found: describeValue(bucketName),
                  remedy: "Set that to true, too, or remove the name",
              },
          ];
}

function hostedIssuer({ oidcProvider, issuer }: Features): Problem[] {
    const isHosted = oidcProvider?.discovery.enabled === true && typeof issuer === "string";
    return isHosted && discoveryBucket(issuer) === undefined
        ? [
              {
                  path: "issuer",
                  expected:
                      "https://<bucket>.s3.<region>.amazonaws.com, for the stack hosts its documents",
                  found: describeValue(issuer),
                  remedy: "Give the cluster that issuer, or switch oidcProvider.discovery off: whoever serves this one serves its documents",
              },
          ]
        : [];
}

function hostingBucket({ oidcProvider, issuer, bucketName }: Features): Problem[] {
    if (oidcProvider?.discovery.enabled !== true) {
        return [];
    }
    const named: unknown = oidcProvider.discovery.bucketName;
    const wanted = bucketOf(issuer);
    const path = BUCKET_PATH;
    if (typeof named === "string" && wanted !== undefined && named !== wanted) {
        const remedy = "Remove it, or correct the issuer";
        const expected = `${wanted}, as the issuer says`;
        return [{ path, expected, found: describeValue(named), remedy }];
    }
    const bucket = wanted ?? named;
    if (typeof bucket === "string" && bucket === bucketName) {
        const remedy = "Keep apart what everybody may read";
        const expected = "another bucket than that of the traces";
        return [{ path, expected, found: describeValue(bucket), remedy }];
    }
    return [];
}

function bucketOf(issuer: unknown): string | undefined {
    return typeof issuer === "string" ? discoveryBucket(issuer)?.bucketName : undefined;
}

function previousIssuers({ oidcProvider, issuer }: Features): Problem[] {
    const seen = new Set<unknown>([issuer]);
    return (oidcProvider?.previousIssuers ?? []).flatMap((each, index) => {
        const isDouble = typeof each.issuer === "string" && seen.has(each.issuer);
        seen.add(each.issuer);
        return isDouble
            ? [
                  {
                      path: `oidcProvider.previousIssuers[${index}].issuer`,
                      expected: "an issuer that the role does not trust already",
                      found: describeValue(each.issuer),
                      remedy: "Remove it: the issuer in use is `issuer`, and each former one stands here once",
                  },
              ]
            : [];
    });
}
