/** A provider that the stack makes, with the documents that it reads. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { groupOptions } from "../../support/option-group.ts";
import { ISSUER, PROVIDER_ARN } from "../../support/answers.ts";
import { deploy, failures, type Deployment } from "../../support/mocks.ts";
import { unwrap } from "../../support/unwrap.ts";
import { make, TRUST } from "./identity.ts";

const HOSTED = "https://my-oidc.s3.us-west-2.amazonaws.com";
const KEYS = { keys: [{ kid: "a", kty: "RSA", alg: "RS256", use: "sig", n: "AQAB", e: "AQAB" }] };

function created(options: object = {}): { oidcProvider: ReturnType<typeof group> } {
    return { oidcProvider: group(options) };
}

function group(options: object) {
    return groupOptions("oidcProvider", { mode: "create", ...options });
}

function named({ resources }: Deployment<unknown>, type: string): string[] {
    return resources.filter((each) => each.type.endsWith(`:${type}`)).map(({ name }) => name);
}

describe("a provider of the stack's own", () => {
    it("is called by its issuer and takes OpenShift's audiences; none is looked up", async () => {
        const { resource, calls, result } = await deploy(
            make({ ...created(), tags: { team: "a" } }),
        );
        const provider = resource("identity-provider-cb248f08");
        expect(provider.inputs).to.deep.equal({
            url: ISSUER,
            clientIdLists: ["openshift", "sts.amazonaws.com"],
            tags: { team: "a" },
        });
        expect(provider.options).to.deep.equal({ protect: true });
        expect(provider.parent).to.equal("identity");
        expect(calls.map(({ token }) => token)).to.deep.equal([
            "aws:index/getCallerIdentity:getCallerIdentity",
        ]);
        expect(await unwrap(result.providerArn)).to.equal(PROVIDER_ARN);
    });

    it("leaves the role's trust as it is when it was looked up, and comes before the role", async () => {
        const preview = await deploy(make(created()), { preview: true });
        const role = preview.resource("identity-role");
        expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).to.deep.equal(TRUST);
        expect(role.dependencies).to.deep.equal(["identity-provider-cb248f08"]);
        const { resource } = await deploy(make());
        expect(resource("identity-role").inputs).to.deep.equal(role.inputs);
        expect(resource("identity-role").options).to.deep.equal(role.options);
    });

    it("takes client ids and thumbprints where they are given", async () => {
        const thumbprints = ["0123456789abcdef0123456789abcdef01234567"];
        const options = created({ clientIds: ["sts.amazonaws.com"], thumbprints });
        const { resource } = await deploy(make({ ...options, retainOnDelete: true }));
        const { inputs, options: given } = resource("identity-provider-cb248f08");
        expect(inputs).to.deep.equal({
            url: ISSUER,
            clientIdLists: ["sts.amazonaws.com"],
            thumbprintLists: thumbprints,
        });
        expect(given).to.deep.equal({ protect: true, retainOnDelete: true });
    });

    it("stays beside the one of the next issuer, and is not replaced by it", async () => {
        const before = await deploy(make(created()));
        const after = await deploy(
            make({
                issuer: `${ISSUER}/new`,
                ...created({ previousIssuers: [{ issuer: ISSUER }] }),
            }),
        );
        const [old = ""] = named(before, "OpenIdConnectProvider");
        expect(named(after, "OpenIdConnectProvider")).to.have.length(2).and.include(old);
        expect(after.resource(old).inputs).to.deep.equal(before.resource(old).inputs);
        const trust = String(after.resource("identity-role").inputs["assumeRolePolicy"]);
        expect(trust).to.contain(`"${PROVIDER_ARN}"`).and.to.contain(`"${PROVIDER_ARN}/new"`);
    });

    it("fails for an issuer that is known only later", async () => {
        const [error] = await failures(make({ issuer: pulumi.output(ISSUER), ...created() }));
        expect(error?.message).to.contain("`issuer`: expected the issuer as plain text");
    });
});

describe("the documents of an issuer in a bucket of the stack's own", () => {
    const hosted = { issuer: HOSTED, signingKeys: KEYS };
    const discovery = { discovery: { enabled: true } };

    it("are two objects, the only public ones of their bucket", async () => {
        const deployment = await deploy(
            make({ ...hosted, ...created(discovery), tags: { team: "a" } }),
        );
        const name = "identity-discovery-";
        const [parent = ""] = named(deployment, "IssuerDiscovery");
        expect(parent).to.match(/^identity-discovery-[0-9a-f]{8}$/);
        const inputsOf = (suffix: string) => deployment.resource(`${parent}-${suffix}`).inputs;
        const target = { bucket: "my-oidc", region: "us-west-2" };
        expect(parent.startsWith(name)).to.equal(true);
        expect(inputsOf("bucket")).to.deep.equal({ ...target, tags: { team: "a" } });
        expect(inputsOf("encryption")).to.deep.equal({
            ...target,
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        expect(inputsOf("public-access")).to.deep.equal({
            ...target,
            blockPublicAcls: true,
            blockPublicPolicy: false,
            ignorePublicAcls: true,
            restrictPublicBuckets: false,
        });
        expect(inputsOf("ownership")).to.deep.equal({
            ...target,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        expect(String(inputsOf("policy")["policy"])).to.contain("arn:aws:s3:::my-oidc/keys.json");
        const { content: keys, ...keysInputs } = inputsOf("keys");
        expect(keysInputs).to.deep.equal({
            ...target,
            key: "keys.json",
            contentType: "application/json",
        });
        expect(JSON.parse(String(keys))).to.deep.equal(KEYS);
        const { content: document, ...documentInputs } = inputsOf("document");
        expect(documentInputs).to.deep.equal({
            ...target,
            key: ".well-known/openid-configuration",
            contentType: "application/json",
        });
        expect(JSON.parse(String(document))).to.include({
            issuer: HOSTED,
            jwks_uri: `${HOSTED}/keys.json`,
        });
    });

    it("are there before the provider, the keys before the document, the policy before both", async () => {
        const deployment = await deploy(make({ ...hosted, ...created(discovery) }));
        const [parent = ""] = named(deployment, "IssuerDiscovery");
        const [provider = ""] = named(deployment, "OpenIdConnectProvider");
        const after = (name: string) => deployment.resource(name).dependencies;
        expect(after(`${parent}-ownership`)).to.include(`${parent}-public-access`);
        expect(after(`${parent}-policy`)).to.include(`${parent}-ownership`);
        expect(after(`${parent}-keys`)).to.include(`${parent}-policy`);
        expect(after(`${parent}-document`)).to.include(`${parent}-keys`);
        expect(after(provider)).to.include(`${parent}-document`);
        expect(deployment.resource(parent).options).to.deep.equal({ protect: true });
    });

    it("stay for an issuer that is going, where a bucket holds them", async () => {
        const previous = "https://old-oidc.s3.us-west-2.amazonaws.com";
        const previousIssuers = [{ issuer: previous }, { issuer: ISSUER }];
        const deployment = await deploy(
            make({ ...hosted, ...created({ ...discovery, previousIssuers }) }),
        );
        const names = named(deployment, "IssuerDiscovery");
        expect(names).to.have.length(2);
        const buckets = names.map((name) => deployment.resource(`${name}-bucket`).inputs["bucket"]);
        expect(buckets).to.deep.equal(["my-oidc", "old-oidc"]);
    });

    it("fail for an issuer that is no bucket's URL, and without keys", async () => {
        const [other] = await failures(make({ signingKeys: KEYS, ...created(discovery) }));
        expect(other?.message).to.contain("`issuer`: expected https://<bucket>.s3.<region>");
        const [keyless] = await failures(make({ issuer: HOSTED, ...created(discovery) }));
        expect(keyless?.message).to.contain("`signingKeys`: expected the cluster's public keys");
    });

    it("fail for a private key before anything is published", async () => {
        const signingKeys = { keys: [{ kid: "a", kty: "RSA", d: "secret" }] };
        const [error] = await failures(
            make({ issuer: HOSTED, signingKeys, ...created(discovery) }),
        );
        expect(error?.message).to.contain("one with the private d");
        expect(error?.message).to.not.contain("secret");
    });
});
