import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import { OIDC_PROVIDER } from "../../../../components/pure/options/oidc-provider.ts";
import { TRUST, type TrustOptions } from "../../../../components/pure/options/trust.ts";
import type { Features } from "../../../../components/pure/rules/features.ts";
import { TRUST_RULES } from "../../../../components/pure/rules/trust-rules.ts";
import type { Problem } from "../../../../components/pure/problems.ts";

const ISSUER = "https://oidc.example.com/blue";
const GREEN = "https://oidc.example.com/green";
const PATTERN = "system:serviceaccount:preview-*:tempo-tmstack";

function problems(trust: TrustOptions, others: Partial<Features> = {}): Problem[] {
    const features: Features = {
        profile: "production",
        region: "us-east-2",
        namespace: "team-a",
        tempoName: "tmstack",
        issuer: ISSUER,
        trust: TRUST.parse(trust),
        ...others,
    };
    return TRUST_RULES.flatMap((rule) => rule(features));
}

function paths(trust: TrustOptions, others: Partial<Features> = {}): string[] {
    return problems(trust, others).map(({ path }) => path);
}

describe("rules about whom the role trusts", () => {
    it("let pass what is given by default, and patterns that are asked for", () => {
        expect(paths({})).to.deep.equal([]);
        expect(paths({ match: "pattern", patterns: [PATTERN] })).to.deep.equal([]);
        expect(TRUST_RULES.flatMap((rule) => rule({ profile: "ephemeral", region: "r" }))).to.be
            .empty;
    });

    it("refuse patterns without the word, and the word without patterns", () => {
        expect(paths({ patterns: [PATTERN] })).to.deep.equal(["trust.match"]);
        expect(paths({ match: "pattern" })).to.deep.equal(["trust.patterns"]);
    });

    it("let another cluster, and another namespace or Tempo of this one, in", () => {
        const clusters = [
            { issuer: GREEN },
            { issuer: GREEN, namespace: "team-b" },
            { issuer: ISSUER, namespace: "team-b" },
            { issuer: ISSUER, tempoName: "spare" },
        ];
        expect(paths({ clusters })).to.deep.equal([]);
    });

    it("refuse the same Tempo twice: this one, a listed one, one of a former issuer", () => {
        const clusters = [
            { issuer: ISSUER },
            { issuer: GREEN },
            { issuer: GREEN, namespace: "team-a", tempoName: "tmstack" },
            { issuer: `${ISSUER}/old` },
        ];
        const oidcProvider = OIDC_PROVIDER.parse({
            previousIssuers: [{ issuer: `${ISSUER}/old` }],
        });
        expect(paths({ clusters }, { oidcProvider })).to.deep.equal([
            "trust.clusters[0]",
            "trust.clusters[2]",
            "trust.clusters[3]",
        ]);
    });

    it("do not compare what comes later", () => {
        const later = new Later("x") as unknown;
        const trust = TRUST.parse({ clusters: [{ issuer: later }, { issuer: later }] });
        expect(paths({}, { trust, issuer: later })).to.deep.equal([]);
    });
});

describe("rules about an adopted role", () => {
    it("let it pass with nothing but its name", () => {
        const plain = { rolePath: "/", maxSessionSeconds: 3600, policyKind: "inline" };
        const adopted = { adoptRole: true, roleName: "theirs", ...plain };
        expect(paths({}, adopted)).to.deep.equal([]);
        expect(paths({}, { adoptRole: true, roleName: new Later("x") })).to.deep.equal([]);
    });

    it("refuse everything that would change it, all together", () => {
        const oidcProvider = OIDC_PROVIDER.parse({ previousIssuers: [{ issuer: GREEN }] });
        const given = {
            adoptRole: true,
            permissionsBoundary: "arn:aws:iam::123456789012:policy/b",
            roleDescription: "x",
            rolePath: "/teams/",
            maxSessionSeconds: 7200,
            policyKind: "managed",
            oidcProvider,
        };
        const clusters = [{ issuer: `${GREEN}/b` }];
        const trust: TrustOptions = { clusters, match: "pattern", patterns: [PATTERN] };
        expect(paths(trust, given)).to.deep.equal([
            "roleName",
            "permissionsBoundary",
            "roleDescription",
            "rolePath",
            "maxSessionSeconds",
            "policyKind",
            "trust.clusters",
            "trust.match",
            "oidcProvider.previousIssuers",
        ]);
        expect(paths(trust, { ...given, adoptRole: false })).to.deep.equal([]);
    });
});
