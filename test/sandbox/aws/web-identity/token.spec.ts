import { expect } from "chai";
import type { JSONWebKeySet } from "jose";

import { AwsError } from "../../../../sandbox/aws/aws-error.ts";
import { verifyToken } from "../../../../sandbox/aws/web-identity/token.ts";
import type { TokenSources } from "../../../../sandbox/aws/web-identity/token.ts";
import { AUDIENCE, claims, clusterKey, ISSUER, sign, SUBJECT } from "../fixture.ts";
import type { ClusterKey } from "../fixture.ts";

describe("verifyToken", () => {
    let key: ClusterKey;
    before(async () => {
        key = await clusterKey("RS256");
    });
    const sources = (changes: Partial<TokenSources> = {}): TokenSources => ({
        clientIds: async () => Promise.resolve([AUDIENCE, "second"]),
        keysFor: async () => Promise.resolve({ keys: [key.publicJwk] }),
        now: () => new Date(),
        ...changes,
    });
    const refusal = async (token: string, changes: Partial<TokenSources>) => {
        try {
            await verifyToken(token, sources(changes));
        } catch (reason) {
            if (reason instanceof AwsError) return { code: reason.code, message: reason.message };
            throw reason;
        }
        return { code: "none", message: "" };
    };
    const withKeys = (keys: unknown): Partial<TokenSources> => ({
        keysFor: async () => Promise.resolve({ keys } as JSONWebKeySet),
    });

    it("gives the subject, the issuer and the audiences that the provider knows, in the token's order", async () => {
        const token = await sign(key, claims({ aud: ["none", "second", AUDIENCE] }));
        const { issuer, subject, audiences } = await verifyToken(token, sources());
        expect({ issuer, subject, audiences }).to.deep.equal({
            issuer: ISSUER,
            subject: SUBJECT,
            audiences: ["second", AUDIENCE],
        });
    });

    it("asks for the provider of exactly the token's issuer", async () => {
        const seen: string[] = [];
        const token = await sign(key, claims());
        const clientIds = async (issuer: string) => {
            seen.push(issuer);
            return Promise.resolve([AUDIENCE]);
        };
        await verifyToken(token, sources({ clientIds }));
        expect(seen).to.deep.equal([ISSUER]);
    });

    it("tries every fitting key for a token that names none", async () => {
        const others = await Promise.all([clusterKey("RS256", "a"), clusterKey("RS256", "b")]);
        const token = await sign({ ...key, kid: undefined }, claims());
        const all = [...others, key].map(({ publicJwk }) => publicJwk);
        const { subject } = await verifyToken(token, sources(withKeys(all)));
        expect(subject).to.equal(SUBJECT);
        const foreign = others.map(({ publicJwk }) => publicJwk);
        const { code, message } = await refusal(token, withKeys(foreign));
        expect([code, message]).to.deep.equal([
            "InvalidIdentityToken",
            "The signature of the ID Token is invalid",
        ]);
    });

    it("judges times by the clock it is given, to the second", async () => {
        const token = await sign(key, claims({ iat: 1000, nbf: 1000, exp: 2000 }));
        const at = (seconds: number) => ({ now: () => new Date(seconds * 1000) });
        expect((await refusal(token, at(999))).message).to.match(/^Token not yet valid/);
        expect((await refusal(token, at(1000))).code).to.equal("none");
        expect((await refusal(token, at(1999))).code).to.equal("none");
        expect(await refusal(token, at(2000))).to.deep.equal({
            code: "ExpiredTokenException",
            message:
                "Token expired: current date/time 2000 must be before the expiration date/time 2000",
        });
    });

    it("does not say that a token has expired whose signature is wrong", async () => {
        const stranger = await clusterKey("RS256");
        const token = await sign(stranger, claims({ iat: 1000, nbf: 1000, exp: 2000 }));
        expect((await refusal(token, {})).code).to.equal("InvalidIdentityToken");
    });

    it("refuses when the issuer's keys are no keys", async () => {
        const token = await sign(key, claims());
        const kid = key.kid;
        for (const keys of [
            undefined,
            "x",
            [],
            [null],
            [{}],
            [{ kty: "RSA", kid }],
            [{ kty: "oct", kid, k: "AAAA", alg: "RS256" }],
            [{ kty: "RSA", kid, n: "AQ", e: "AQAB", alg: "RS256" }],
        ]) {
            const { code } = await refusal(token, withKeys(keys));
            expect(code, JSON.stringify(keys)).to.equal("InvalidIdentityToken");
        }
    });

    it("says that the issuer cannot be reached, with the cause, also when it only stays silent", async () => {
        const token = await sign(key, claims());
        const dead = { keysFor: async () => Promise.reject(new Error("connect ECONNREFUSED")) };
        const silent = {
            keysFor: async () => new Promise<never>(() => undefined),
            keysLimitMs: 10,
        };
        expect((await refusal(token, dead)).code).to.equal("IDPCommunicationError");
        expect((await refusal(token, silent)).code).to.equal("IDPCommunicationError");
        const reason = await verifyToken(token, sources(dead)).catch((error: unknown) => error);
        expect(((reason as Error).cause as Error).message).to.equal("connect ECONNREFUSED");
    });

    it("hides no failure of its own as the token's", async () => {
        const token = await sign(key, claims());
        const broken = { clientIds: async () => Promise.reject(new Error("IAM is gone")) };
        const reason = await verifyToken(token, sources(broken)).catch((error: unknown) => error);
        expect((reason as Error).message).to.equal("IAM is gone");
    });
});
