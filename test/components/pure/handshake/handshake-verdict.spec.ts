import { expect } from "chai";
import fc from "fast-check";

import {
    claimDifferences,
    handshakeVerdict,
    type HandshakeRefusal,
} from "../../../../components/pure/handshake/handshake-verdict.ts";
import { anyValue } from "../arbitraries.ts";
import { CLAIMS, DENIED, EXPECTED, kindOf, QUERY_FRONTEND, SUBJECT } from "./handshake-refusal.ts";

describe("the verdict on a role that lets nobody in", () => {
    it("waits while the token is what the role should trust", () => {
        expect(handshakeVerdict(DENIED)).to.deep.equal({
            kind: "retry",
            reason:
                "STS said AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. " +
                "The token is as the role should trust it: IAM has probably not spread the role yet.",
        });
    });

    it("waits up to the deadline and no longer", () => {
        expect(kindOf({ elapsedSeconds: 299 })).to.equal("retry");
        expect(kindOf({ elapsedSeconds: 300 })).to.equal("permission");
        expect(kindOf({ elapsedSeconds: 300, deadlineSeconds: 600 })).to.equal("retry");
        expect(kindOf({ elapsedSeconds: 0, deadlineSeconds: 0 })).to.equal("permission");
    });

    it("says after the deadline what the token carries", () => {
        expect(handshakeVerdict({ ...DENIED, elapsedSeconds: 300 }).reason).to.equal(
            "STS said AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. " +
                "The token is as expected, yet the role does not let it in: look at the role's trust policy and " +
                "whether the role exists. " +
                'The token carries issuer "https://oidc.example.com", subject ' +
                '"system:serviceaccount:ns:tempo-tmstack" and audience ["sts.amazonaws.com"], as expected (subjects: ' +
                '"system:serviceaccount:ns:tempo-tmstack" or "system:serviceaccount:ns:tempo-tmstack-query-frontend").',
        );
    });

    it("gives up at once on another token, and shows every difference", () => {
        const claims = {
            iss: "https://other.example",
            sub: "system:serviceaccount:ns:default",
            aud: "openshift",
        };
        expect(handshakeVerdict({ ...DENIED, claims })).to.deep.equal({
            kind: "mismatch",
            reason:
                "STS said AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. " +
                'Expected the issuer "https://oidc.example.com", but the token\'s iss is "https://other.example". ' +
                'Expected the service account "system:serviceaccount:ns:tempo-tmstack" or ' +
                '"system:serviceaccount:ns:tempo-tmstack-query-frontend", but the token\'s sub is ' +
                '"system:serviceaccount:ns:default". ' +
                'Expected the audience "sts.amazonaws.com", but the token\'s aud is "openshift".',
        });
    });

    it("takes an expired token for the reason when it knows the time", () => {
        expect(kindOf({ nowSeconds: CLAIMS.exp })).to.equal("expired");
        expect(kindOf({ nowSeconds: CLAIMS.exp - 1 })).to.equal("retry");
        expect(kindOf({ nowSeconds: CLAIMS.exp, code: "InvalidIdentityToken" })).to.equal(
            "expired",
        );
    });

    it("never waits for what a policy denies by name", () => {
        const message =
            "User is not authorized to perform: sts:AssumeRoleWithWebIdentity with an explicit deny in a service control policy";
        expect(handshakeVerdict({ ...DENIED, message }).kind).to.equal("permission");
        expect(kindOf({ step: "bucket", message })).to.equal("permission");
    });
});

describe("the differences between a token and what the role trusts", () => {
    const differ = (claims: HandshakeRefusal["claims"]): number =>
        claimDifferences({ claims, expected: EXPECTED }).length;

    const table: [HandshakeRefusal["claims"], number][] = [
        [CLAIMS, 0],
        [{ ...CLAIMS, sub: QUERY_FRONTEND }, 0],
        [{ ...CLAIMS, aud: "sts.amazonaws.com" }, 0],
        [{ ...CLAIMS, aud: ["openshift", "sts.amazonaws.com"] }, 0],
        [{ ...CLAIMS, aud: [] }, 1],
        [{ ...CLAIMS, aud: "sts.amazonaws.com.cn" }, 1],
        [{ ...CLAIMS, iss: "https://oidc.example.com/" }, 1],
        [{ ...CLAIMS, sub: [SUBJECT] }, 1],
        [{ ...CLAIMS, sub: SUBJECT.toUpperCase() }, 1],
        [{}, 3],
    ];
    for (const [claims, count] of table) {
        it(`are ${count} for ${JSON.stringify(claims)}`, () => {
            expect(differ(claims)).to.equal(count);
        });
    }

    it("say so when nobody is trusted", () => {
        const expected = { ...EXPECTED, subjects: [] };
        expect(claimDifferences({ claims: CLAIMS, expected }).join("")).to.contain(
            "Expected the service account nobody,",
        );
    });
});

describe("a verdict's reason", () => {
    it("shows no token that an error quotes", () => {
        const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
        const { reason } = handshakeVerdict({ ...DENIED, message: `bad token ${token}: refused` });
        expect(reason).to.contain("bad token <token>: refused.");
        expect(reason).to.not.contain("eyJ");
    });

    it("shows no part of a token that is cut off", () => {
        const token = `eyJ${"a".repeat(2000)}.eyJ${"b".repeat(2000)}.c`;
        expect(handshakeVerdict({ ...DENIED, message: token }).reason).to.not.match(/a{5}|b{5}/);
    });

    it("is one line of bounded length, and never throws", () => {
        const text = fc.string({ unit: "binary", maxLength: 2000 });
        fc.assert(
            fc.property(
                text,
                text,
                anyValue,
                fc.double(),
                (code, message, value, elapsedSeconds) => {
                    const claims = { iss: value, sub: value, aud: value, exp: value };
                    for (const step of ["assume-role", "bucket"] as const) {
                        const { reason } = handshakeVerdict({
                            ...DENIED,
                            code,
                            message,
                            claims,
                            elapsedSeconds,
                            step,
                        });
                        expect(reason).to.not.match(/[\p{Cc}\p{Zl}\p{Zp}]/u);
                        expect(reason.length).to.be.at.most(2000);
                    }
                },
            ),
        );
    });
});
