import { expect } from "chai";
import { createHmac, createPublicKey } from "node:crypto";

import { claims, clusterKey, ISSUER, SUBJECT } from "../fixture.ts";
import type { ClaimChanges } from "../fixture.ts";
import { DEAD_ISSUER, expectRefusal, MUTE_ISSUER, useWebIdentity } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const NO_PROVIDER = /^No OpenIDConnect provider found in your account for http/;
const NO_KEY =
    /^Couldn't retrieve verification key from your identity provider, {2}please reference/;
const NO_JWT = /^The ID Token provided is not a valid JWT\./;
const ALGORITHM = /algorithm/;

describe("AssumeRoleWithWebIdentity through the front refuses a token", () => {
    const { token, assume, roleArn, rsa, ec, asked, withKeys } = useWebIdentity();

    const byClaims: [string, () => ClaimChanges, RegExp][] = [
        ["for another audience", () => ({ aud: ["other"] }), /^Incorrect token audience$/],
        [
            "for another audience as a string",
            () => ({ aud: "other" }),
            /^Incorrect token audience$/,
        ],
        ["for no audience", () => ({ aud: [] }), /^Incorrect token audience$/],
        ["that names no audience", () => ({ aud: undefined }), /claim: aud$/],
        ["that is not yet valid", () => ({ nbf: now() + 60 }), /^Token not yet valid/],
        ["with a start that is no time", () => ({ nbf: "soon" }), /nbf/],
        ["without an expiry", () => ({ exp: undefined }), /claim: exp$/],
        ["with an expiry that is no time", () => ({ exp: "never" }), /exp/],
        ["without a subject", () => ({ sub: undefined }), /claim: sub$/],
        ["with an empty subject", () => ({ sub: "" }), /claim: sub$/],
        ["with a list of subjects", () => ({ sub: [SUBJECT] }), /sub/],
        ["that does not say when it was issued", () => ({ iat: undefined }), /claim: iat$/],
        ["without an issuer", () => ({ iss: undefined }), /claim: iss$/],
        ["with a list of issuers", () => ({ iss: [ISSUER] }), /iss/],
        ["of an unknown issuer", () => ({ iss: "https://elsewhere.example.com" }), NO_PROVIDER],
        [
            "of an issuer without https",
            () => ({ iss: ISSUER.replace("https", "http") }),
            NO_PROVIDER,
        ],
        [
            "of an issuer without https that is one letter longer",
            () => ({ iss: ISSUER.replace("https://", "http://x") }),
            NO_PROVIDER,
        ],
        [
            "of an issuer in another case",
            () => ({ iss: ISSUER.replace("oidc", "OIDC") }),
            NO_PROVIDER,
        ],
        ["of an issuer with a slash more", () => ({ iss: `${ISSUER}/` }), NO_PROVIDER],
        ["of the beginning of an issuer", () => ({ iss: ISSUER.slice(0, -1) }), NO_PROVIDER],
    ];
    for (const [name, changes, message] of byClaims) {
        it(name, async () => {
            const answer = await assume(await token(changes()));
            expectRefusal(answer, 400, "InvalidIdentityToken", message);
        });
    }

    const parts = async () => {
        const [header = "", payload = "", signature = ""] = (await token()).split(".");
        return { header, payload, signature };
    };
    const bySignature: [string, () => Promise<string>, RegExp][] = [
        [
            "signed by another key of the same id",
            async () => token({}, await clusterKey("RS256")),
            /^The signature of the ID Token is invalid$/,
        ],
        ["whose key id nobody knows", async () => token({}, { ...rsa(), kid: "unknown" }), NO_KEY],
        [
            "whose claims were changed after signing",
            async () => {
                const { header, signature } = await parts();
                return `${header}.${encode(claims({ sub: `${SUBJECT}-2` }))}.${signature}`;
            },
            /signature/,
        ],
        ["whose signature was cut", async () => (await token()).slice(0, -4), /signature/],
        [
            "with the algorithm none",
            async () => Promise.resolve(`${encode({ alg: "none" })}.${encode(claims())}.`),
            ALGORITHM,
        ],
        [
            "with the algorithm none and a signature",
            async () => {
                const { payload, signature } = await parts();
                return `${encode({ alg: "none", kid: rsa().kid })}.${payload}.${signature}`;
            },
            ALGORITHM,
        ],
        [
            "signed with HS256 and the public key as the secret",
            async () => {
                const key = createPublicKey({ key: rsa().publicJwk, format: "jwk" });
                const secret = key.export({ type: "spki", format: "pem" });
                const signed = `${encode({ alg: "HS256", kid: rsa().kid })}.${encode(claims())}`;
                const signature = createHmac("sha256", secret).update(signed).digest("base64url");
                return Promise.resolve(`${signed}.${signature}`);
            },
            ALGORITHM,
        ],
        [
            "signed with PS256",
            async () => token({}, { ...(await clusterKey("PS256")), kid: rsa().kid }),
            ALGORITHM,
        ],
        [
            "with a header that must be understood and is not",
            async () => {
                const { payload, signature } = await parts();
                const header = { alg: "RS256", kid: rsa().kid, crit: ["x"], x: 1 };
                return `${encode(header)}.${payload}.${signature}`;
            },
            /retrieve|JWT/,
        ],
    ];
    for (const [name, make, message] of bySignature) {
        it(name, async () => {
            expectRefusal(await assume(await make()), 400, "InvalidIdentityToken", message);
        });
    }

    for (const garbage of [
        "not a token",
        "a.bc",
        "a.b.c",
        "....",
        "eyJ.eyJ.eyJ",
        "a".repeat(20_000),
    ]) {
        it(`that is none: ${garbage.slice(0, 20)}`, async () => {
            expectRefusal(await assume(garbage), 400, "InvalidIdentityToken", NO_JWT);
        });
    }
    for (const payload of ["null", "[]", '"text"', "17", "{"]) {
        it(`whose payload is ${payload}`, async () => {
            const { header, signature } = await parts();
            const body = Buffer.from(payload).toString("base64url");
            const answer = await assume(`${header}.${body}.${signature}`);
            expectRefusal(answer, 400, "InvalidIdentityToken");
        });
    }

    it("of another subject, and does not say what was wrong", async () => {
        const answer = await assume(await token({ sub: "system:serviceaccount:tracing:default" }));
        expectRefusal(
            answer,
            403,
            "AccessDenied",
            /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
        );
    });

    it("that is over, from the second on in which it ends", async () => {
        const ended = await token({ iat: now() - 700, nbf: now() - 700, exp: now() });
        expectRefusal(
            await assume(ended),
            400,
            "ExpiredTokenException",
            /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
        );
    });

    it("when the provider has no client ids", async () => {
        const RoleArn = roleArn("mute");
        const answer = await assume(await token({ iss: MUTE_ISSUER }), { RoleArn });
        expectRefusal(answer, 400, "InvalidIdentityToken", /^Incorrect token audience$/);
    });

    it("when the issuer's keys cannot be had", async () => {
        const RoleArn = roleArn("dead");
        const answer = await assume(await token({ iss: DEAD_ISSUER }), { RoleArn });
        expectRefusal(answer, 400, "IDPCommunicationError", /dead\.example\.com/);
    });

    it("after the cluster has taken its key back", async () => {
        const signed = await token();
        await withKeys([ec()], async () => {
            expectRefusal(await assume(signed), 400, "InvalidIdentityToken", NO_KEY);
        });
    });

    it("and asks an issuer that the account does not know for nothing", async () => {
        await assume(await token({ iss: "https://elsewhere.example.com" }));
        expect(asked()).to.deep.equal([]);
        await assume(await token());
        expect(asked()).to.deep.equal([ISSUER]);
    });
});
