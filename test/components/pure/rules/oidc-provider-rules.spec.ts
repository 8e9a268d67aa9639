import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import {
    OIDC_PROVIDER,
    type OidcProviderOptions,
} from "../../../../components/pure/options/oidc-provider.ts";
import type { Features } from "../../../../components/pure/rules/features.ts";
import { OIDC_PROVIDER_RULES } from "../../../../components/pure/rules/oidc-provider-rules.ts";

const ISSUER = "https://my-oidc.s3.us-east-2.amazonaws.com";
const PRINT = "0123456789abcdef0123456789abcdef01234567";

function paths(options: OidcProviderOptions, others: Partial<Features> = {}): string[] {
    const features: Features = {
        profile: "production",
        region: "us-east-2",
        issuer: ISSUER,
        oidcProvider: OIDC_PROVIDER.parse(options),
        ...others,
    };
    return OIDC_PROVIDER_RULES.flatMap((rule) => rule(features)).map(({ path }) => path);
}

describe("rules about the provider", () => {
    it("let pass what is given by default", () => {
        expect(paths({})).to.deep.equal([]);
        expect(paths({}, { profile: "ephemeral", issuer: undefined })).to.deep.equal([]);
        expect(OIDC_PROVIDER_RULES.flatMap((rule) => rule({ profile: "production", region: "r" })))
            .to.be.empty;
    });

    it("refuse to let an ephemeral stack own it", () => {
        expect(paths({ mode: "create" })).to.deep.equal([]);
        expect(paths({ mode: "create" }, { profile: "ephemeral" })).to.deep.equal([
            "oidcProvider.mode",
        ]);
    });

    it("refuse everything that would change one that is looked up, all together", () => {
        const discovery = { enabled: true, bucketName: "my-oidc" };
        const clientIds = ["sts.amazonaws.com"];
        expect(paths({ clientIds, thumbprints: [PRINT], discovery }).slice(0, 4)).to.deep.equal([
            "oidcProvider.clientIds",
            "oidcProvider.thumbprints",
            "oidcProvider.discovery.enabled",
            "oidcProvider.discovery.bucketName",
        ]);
        expect(paths({ discovery: { bucketName: "b-c" } })).to.deep.equal([
            "oidcProvider.discovery.bucketName",
        ]);
    });

    it("refuse audiences without that of STS, doubles, and more than IAM takes", () => {
        const wrong = (clientIds: string[]) => paths({ mode: "create", clientIds });
        expect(wrong(["sts.amazonaws.com", "mine"])).to.deep.equal([]);
        expect(wrong(["openshift"])).to.deep.equal(["oidcProvider.clientIds"]);
        expect(wrong([])).to.deep.equal(["oidcProvider.clientIds"]);
        expect(wrong(["sts.amazonaws.com", "sts.amazonaws.com"])).to.have.length(1);
        const many = Array.from({ length: 100 }, (_, index) => `audience-${index}`);
        expect(wrong(["sts.amazonaws.com", ...many])).to.have.length(1);
        expect(wrong(["sts.amazonaws.com", ...many.slice(1)])).to.deep.equal([]);
    });

    it("do not judge audiences that come later", () => {
        const oidcProvider = OIDC_PROVIDER.parse({ mode: "create", clientIds: [new Later("x")] });
        expect(paths({}, { oidcProvider })).to.deep.equal([]);
    });

    it("refuse more thumbprints than IAM takes, and any where S3 has the documents", () => {
        const wrong = (thumbprints: string[], enabled = false) =>
            paths({ mode: "create", thumbprints, discovery: { enabled } });
        expect(wrong(Array<string>(5).fill(PRINT))).to.deep.equal([]);
        expect(wrong(Array<string>(6).fill(PRINT))).to.deep.equal(["oidcProvider.thumbprints"]);
        expect(wrong([PRINT], true)).to.deep.equal(["oidcProvider.thumbprints"]);
    });
});

describe("rules about an issuer's documents", () => {
    const hosted = (discovery: object, others: Partial<Features> = {}) =>
        paths({ mode: "create", discovery: { enabled: true, ...discovery } }, others);

    it("let pass the bucket that the issuer names, and an issuer that is not known yet", () => {
        expect(hosted({})).to.deep.equal([]);
        expect(hosted({ bucketName: "my-oidc" })).to.deep.equal([]);
        expect(hosted({ bucketName: "any" }, { issuer: undefined })).to.deep.equal([]);
        expect(hosted({}, { issuer: new Later("x") })).to.deep.equal([]);
    });

    it("refuse an issuer that is no bucket's URL", () => {
        expect(hosted({}, { issuer: "https://oidc.example.com/a" })).to.deep.equal(["issuer"]);
    });

    it("refuse another bucket than the issuer's, and that of the traces", () => {
        const path = "oidcProvider.discovery.bucketName";
        expect(hosted({ bucketName: "other" })).to.deep.equal([path]);
        expect(hosted({}, { bucketName: "my-oidc" })).to.deep.equal([path]);
        expect(hosted({}, { bucketName: "traces" })).to.deep.equal([]);
        const unknown = { issuer: undefined, bucketName: "both" };
        expect(hosted({ bucketName: "both" }, unknown)).to.deep.equal([path]);
    });

    it("refuse a bucket's name where nothing is hosted", () => {
        expect(paths({ mode: "create", discovery: { bucketName: "my-oidc" } })).to.deep.equal([
            "oidcProvider.discovery.bucketName",
        ]);
    });
});

describe("rules about issuers that are going", () => {
    it("refuse the one in use, and one that is listed twice", () => {
        const old = { issuer: "https://oidc.example.com/old" };
        const previousIssuers = [old, { issuer: ISSUER }, { ...old, until: "20261231T000000Z" }];
        expect(paths({ previousIssuers: [old] })).to.deep.equal([]);
        expect(paths({ previousIssuers })).to.deep.equal([
            "oidcProvider.previousIssuers[1].issuer",
            "oidcProvider.previousIssuers[2].issuer",
        ]);
    });
});
