/** What contradicts an adopted role, a trust and a provider, by the names that settings have. */
import { expect } from "chai";

import { parseSettings } from "../../../stacks/settings/parse.ts";

function paths(raw: Readonly<Record<string, unknown>>): string[] {
    const result = parseSettings({ namespace: "n", ...raw }, { env: {} });
    return result.ok ? [] : result.problems.map(({ path }) => path);
}

describe("settings of identity", () => {
    it("adopt a role by its name alone", () => {
        expect(paths({ roleName: "theirs", identity: { adopt: true } })).to.deep.equal([]);
    });

    it("refuse all that would change an adopted role, at once and by their own names", () => {
        const identity = {
            adopt: true,
            permissionsBoundary: "arn:aws:iam::123456789012:policy/b",
            path: "/teams/",
            description: "x",
            maxSessionSeconds: 7200,
            policyKind: "managed",
        };
        expect(paths({ identity }).sort()).to.deep.equal([
            "identity.description",
            "identity.maxSessionSeconds",
            "identity.path",
            "identity.permissionsBoundary",
            "identity.policyKind",
            "roleName",
        ]);
    });

    it("know this stack's namespace and name when they look for a Tempo that is named twice", () => {
        const issuer = "https://oidc.example.com/a";
        const clusters = [{ issuer, namespace: "n" }];
        expect(paths({ issuer, trust: { clusters } })).to.deep.equal(["trust.clusters[0]"]);
        expect(paths({ issuer, trust: { clusters }, tempoName: "other" })).to.deep.equal([
            "trust.clusters[0]",
        ]);
        const elsewhere = [{ issuer, namespace: "m" }];
        expect(paths({ issuer, trust: { clusters: elsewhere } })).to.deep.equal([]);
    });

    it("refuse to let an ephemeral stack own the provider, which a production one may", () => {
        const oidcProvider = { mode: "create" };
        expect(paths({ oidcProvider })).to.deep.equal(["oidcProvider.mode"]);
        expect(paths({ oidcProvider, profile: "production" })).to.deep.equal([]);
    });
});
