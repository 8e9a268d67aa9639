import { expect } from "chai";
import fc from "fast-check";

import {
    issuerProblems,
    issuerUrl,
    providerPath,
    STS_AUDIENCE,
} from "../../../components/pure/issuer.ts";
import { describeValue } from "../../../components/pure/problems.ts";
import { anyValue } from "./arbitraries.ts";

const ISSUER = "https://my-cluster-oidc.s3.us-east-2.amazonaws.com/2a3b";

describe("an issuer", () => {
    it("asks for tokens made for STS", () => {
        expect(STS_AUDIENCE).to.equal("sts.amazonaws.com");
    });

    it("is known to IAM by what follows https://", () => {
        expect(providerPath(ISSUER)).to.equal("my-cluster-oidc.s3.us-east-2.amazonaws.com/2a3b");
    });

    it("keeps a final slash and upper case, as tokens carry them", () => {
        expect(providerPath("https://Tenant.example.com/")).to.equal("Tenant.example.com/");
    });

    it("loses the scheme only where it begins", () => {
        expect(providerPath("oidc.example.com/https://x")).to.equal("oidc.example.com/https://x");
        expect(issuerUrl("oidc.example.com/arn:aws:iam::1:oidc-provider/x")).to.equal(
            "https://oidc.example.com/arn:aws:iam::1:oidc-provider/x",
        );
    });

    it("is found again from its path, from a provider's ARN and from itself", () => {
        const path = providerPath(ISSUER);
        expect(issuerUrl(path)).to.equal(ISSUER);
        expect(issuerUrl(`arn:aws-us-gov:iam::123456789012:oidc-provider/${path}`)).to.equal(
            ISSUER,
        );
        expect(issuerUrl(ISSUER)).to.equal(ISSUER);
    });

    it("survives the way to IAM and back, whatever its host and path", () => {
        fc.assert(
            fc.property(fc.webUrl({ validSchemes: ["https"] }), (url) => {
                expect(issuerUrl(providerPath(url))).to.equal(url);
                const arn = `arn:aws:iam::123456789012:oidc-provider/${providerPath(url)}`;
                expect(issuerUrl(arn)).to.equal(url);
            }),
        );
    });
});

describe("an issuer's problems", () => {
    const expectedOf = (value: unknown): string[] =>
        issuerProblems(value, "issuer").map(({ expected }) => expected);

    for (const issuer of [
        ISSUER,
        "https://oidc.example.com",
        "https://oidc.example.com/",
        "https://oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        "https://kubernetes.default.svc",
        "https://oidc.example.com/http://other:80",
    ]) {
        it(`are none for ${issuer}`, () => {
            expect(issuerProblems(issuer, "issuer")).to.deep.equal([]);
        });
    }

    const whole = "the https URL of the cluster's service account issuer";
    const table: [unknown, string[]][] = [
        [undefined, [whole]],
        ["", [whole]],
        [7, [whole]],
        ["oidc.example.com", ["an https URL"]],
        ["https://", ["an https URL"]],
        ["https://oidc.example.com\n", ["an https URL"]],
        [" https://oidc.example.com", ["an https URL"]],
        ["https://oidc.example.com/a b", ["an https URL"]],
        ["https://b\u00fccher.example", ["an https URL"]],
        ["https:\\\\oidc.example.com", ["an https URL"]],
        ["http://oidc.example.com", ["an issuer that begins with https://"]],
        ["https:oidc.example.com", ["an issuer that begins with https://"]],
        ["HTTPS://oidc.example.com", ["an issuer that begins with https://"]],
        ["https://oidc.example.com?x=1", ["an issuer without a query"]],
        ["https://oidc.example.com/?", ["an issuer without a query"]],
        ["https://oidc.example.com#x", ["an issuer without a fragment"]],
        ["https://me@oidc.example.com", ["an issuer without a user name"]],
        ["https://oidc.example.com:8443/a", ["an issuer without a port"]],
        ["https://oidc.example.com:443", ["an issuer without a port"]],
        ["https://[::1]:6443", ["an issuer without a port"]],
        [`https://oidc.example.com/${"x".repeat(231)}`, ["at most 255 characters"]],
        [
            "http://me:secret@oidc.example.com:80/?q#f",
            [
                "an issuer that begins with https://",
                "an issuer without a query",
                "an issuer without a fragment",
                "an issuer without a user name",
                "an issuer without a port",
            ],
        ],
    ];
    for (const [value, expected] of table) {
        it(`refuses ${describeValue(value)}`, () => {
            expect(expectedOf(value)).to.deep.equal(expected);
        });
    }

    it("takes one of exactly 255 characters", () => {
        expect(expectedOf(`https://oidc.example.com/${"x".repeat(230)}`)).to.deep.equal([]);
    });

    it("never throw, and are none only where the URL means the same after IAM has had it", () => {
        fc.assert(
            fc.property(fc.oneof(anyValue, fc.webUrl({ withQueryParameters: true })), (value) => {
                if (issuerProblems(value, "issuer").length === 0) {
                    expect(issuerUrl(providerPath(String(value)))).to.equal(value);
                }
            }),
        );
    });
});
