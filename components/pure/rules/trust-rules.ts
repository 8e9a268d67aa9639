// In what the options of `trust` contradict others, and what an adopted role cannot be told.
import type { TrustedClusterOptions } from "../options/trust.ts";
import { describeValue, type Problem } from "../problems.ts";
import { ROLE_DEFAULTS } from "../role-defaults.ts";
import type { FeatureRule, Features } from "./features.ts";

/** The rules of this group. */
export const TRUST_RULES: readonly FeatureRule[] = [patterns, twice, adoptedRole];

function patterns({ trust }: Features): Problem[] {
    if (trust === undefined || (trust.match === "pattern") === trust.patterns.length > 0) {
        return [];
    }
    return trust.match === "pattern"
        ? [
              {
                  path: "trust.patterns",
                  expected: "at least one pattern, for trust.match is pattern",
                  found: "none",
                  remedy: "Add one such as system:serviceaccount:preview-*:tempo-tmstack, or set trust.match to exact",
              },
          ]
        : [
              {
                  path: "trust.match",
                  expected: "pattern, for trust.patterns are given",
                  found: describeValue(trust.match),
                  remedy: "Set it to pattern, knowing that it is wider than any one Tempo needs; or remove the patterns",
              },
          ];
}

// The cluster of this stack, its former issuers and the other clusters: each Tempo once.
function twice(features: Features): Problem[] {
    const { trust, namespace, tempoName, issuer, oidcProvider } = features;
    const own = [issuer, ...(oidcProvider?.previousIssuers ?? []).map((each) => each.issuer)];
    const place = (each: TrustedClusterOptions): string =>
        JSON.stringify([each.issuer, each.namespace ?? namespace, each.tempoName ?? tempoName]);
    const seen = new Set(
        own.filter((each) => typeof each === "string").map((each) => place({ issuer: each })),
    );
    return (trust?.clusters ?? []).flatMap((each, index) => {
        const isPlain = Object.values(each).every((value) => typeof value === "string");
        if (!isPlain) {
            return [];
        }
        const mark = place(each);
        if (!seen.has(mark)) {
            seen.add(mark);
            return [];
        }
        return [
            {
                path: `trust.clusters[${index}]`,
                expected: "a Tempo that is not trusted already",
                found: describeValue(each),
                remedy: "Remove it, or name another issuer, namespace or tempoName",
            },
        ];
    });
}

function adoptedRole(features: Features): Problem[] {
    if (features.adoptRole !== true) {
        return [];
    }
    const absent: Problem[] =
        features.roleName === undefined
            ? [
                  {
                      path: "roleName",
                      expected: "the name of the role that is to be adopted",
                      found: "nothing",
                      remedy: "Set it to the role's name, without its path",
                  },
              ]
            : [];
    return [...absent, ...changes(features).map(([path, value]) => change(path, value))];
}

// What would be written into the role, or beside it for it.
function changes(features: Features): [path: string, value: unknown][] {
    const { trust, oidcProvider, maxSessionSeconds, policyKind, rolePath } = features;
    const given: [path: string, value: unknown, isGiven: boolean][] = [
        ["permissionsBoundary", features.permissionsBoundary, true],
        ["roleDescription", features.roleDescription, true],
        ["rolePath", rolePath, rolePath !== ROLE_DEFAULTS.path],
        [
            "maxSessionSeconds",
            maxSessionSeconds,
            maxSessionSeconds !== ROLE_DEFAULTS.maxSessionSeconds,
        ],
        ["policyKind", policyKind, policyKind !== ROLE_DEFAULTS.policyKind],
        ["trust.clusters", trust?.clusters, (trust?.clusters.length ?? 0) > 0],
        ["trust.match", trust?.match, trust?.match === "pattern"],
        [
            "oidcProvider.previousIssuers",
            oidcProvider?.previousIssuers,
            (oidcProvider?.previousIssuers.length ?? 0) > 0,
        ],
    ];
    return given.flatMap(([path, value, isGiven]) =>
        value !== undefined && isGiven ? [[path, value]] : [],
    );
}

function change(path: string, value: unknown): Problem {
    return {
        path,
        expected: "nothing, for the role is somebody else's and stays as it is",
        found: describeValue(value),
        remedy: "Remove it and have the role's owner do it, or let the stack make a role of its own",
    };
}
