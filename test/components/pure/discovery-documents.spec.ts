import { expect } from "chai";

import {
    discoveryBucket,
    discoveryDocument,
    publishedKeys,
    signingKeysProblems,
} from "../../../components/pure/discovery-documents.ts";
import { discoveryPolicy } from "../../../components/pure/policies/discovery.ts";

const ISSUER = "https://my-oidc.s3.us-east-2.amazonaws.com";
const RSA = { kid: "b", kty: "RSA", alg: "RS256", use: "sig", n: "AQAB", e: "AQAB" };
const EC = { kid: "a", kty: "EC", alg: "ES256", use: "sig", crv: "P-256", x: "AA", y: "BB" };

describe("an issuer's documents", () => {
    it("are those of the credential operator's tool", () => {
        expect(discoveryDocument(ISSUER, { keys: [RSA] })).to.deep.equal({
            issuer: ISSUER,
            jwks_uri: "https://my-oidc.s3.us-east-2.amazonaws.com/keys.json",
            response_types_supported: ["id_token"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
            claims_supported: ["aud", "exp", "sub", "iat", "iss"],
        });
    });

    it("name every algorithm that the keys are for, each once", () => {
        const document = discoveryDocument(ISSUER, { keys: [RSA, EC, { kid: "c", kty: "RSA" }] });
        expect(document["id_token_signing_alg_values_supported"]).to.deep.equal(["ES256", "RS256"]);
    });

    it("hold keys by their id, and of each only what is public", () => {
        const extra = { ...RSA, note: "internal" };
        expect(JSON.parse(JSON.stringify(publishedKeys({ keys: [extra, EC] })))).to.deep.equal({
            keys: [EC, RSA],
        });
    });

    it("are public, they alone, and over TLS only", () => {
        expect(discoveryPolicy({ bucketArn: "arn:aws:s3:::my-oidc" })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowReadOfIssuerDocuments",
                    Effect: "Allow",
                    Principal: "*",
                    Action: "s3:GetObject",
                    Resource: [
                        "arn:aws:s3:::my-oidc/.well-known/openid-configuration",
                        "arn:aws:s3:::my-oidc/keys.json",
                    ],
                },
                {
                    Sid: "DenyInsecureTransport",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::my-oidc", "arn:aws:s3:::my-oidc/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });
});

describe("the bucket of an issuer", () => {
    it("is read from its URL, with Region and partition", () => {
        expect(discoveryBucket(ISSUER)).to.deep.equal({
            bucketName: "my-oidc",
            region: "us-east-2",
            partition: "aws",
        });
        expect(discoveryBucket("https://b-c.s3.cn-north-1.amazonaws.com.cn")?.partition).to.equal(
            "aws-cn",
        );
        expect(discoveryBucket("https://b-c.s3.us-gov-west-1.amazonaws.com")?.partition).to.equal(
            "aws-us-gov",
        );
    });

    for (const issuer of [
        "https://oidc.example.com/abc",
        "https://my-oidc.s3.us-east-2.amazonaws.com/",
        "https://my-oidc.s3.us-east-2.amazonaws.com/abc",
        "https://my-oidc.s3.amazonaws.com",
        "https://my-oidc.s3.cn-north-1.amazonaws.com",
        "https://my-oidc.s3.us-east-2.amazonaws.com.example.com",
        "https://my.oidc.s3.us-east-2.amazonaws.com",
        "http://my-oidc.s3.us-east-2.amazonaws.com",
        "https://-oidc.s3.us-east-2.amazonaws.com",
    ]) {
        it(`is none for ${issuer}`, () => {
            expect(discoveryBucket(issuer)).to.equal(undefined);
        });
    }
});

describe("what keeps keys from being published", () => {
    it("is nothing for the keys of a cluster", () => {
        expect(signingKeysProblems({ keys: [RSA, EC] }, "issuerKeys")).to.deep.equal([]);
    });

    for (const value of [undefined, null, [], {}, { keys: [] }, { keys: "x" }, "x"]) {
        it(`refuses ${JSON.stringify(value)}`, () => {
            const [problem, ...more] = signingKeysProblems(value, "issuerKeys");
            expect(problem?.path).to.equal("issuerKeys");
            expect(more).to.deep.equal([]);
        });
    }

    it("refuses a private key, and shows nothing of it", () => {
        const [problem] = signingKeysProblems({ keys: [{ ...RSA, d: "secret" }] }, "issuerKeys");
        expect(problem?.path).to.equal("issuerKeys.keys[0]");
        expect(problem?.found).to.equal("one with the private d");
        expect(JSON.stringify(problem)).to.not.contain("secret");
    });

    it("refuses a key that is shared, and one without an id", () => {
        const keys = [{ kid: "x", kty: "oct" }, { kty: "RSA" }, 7];
        expect(signingKeysProblems({ keys }, "k").map(({ path }) => path)).to.deep.equal([
            "k.keys[0]",
            "k.keys[1]",
            "k.keys[2]",
        ]);
    });
});
