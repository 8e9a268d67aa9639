/** The web identity token, verified as AWS verifies it. */
import type { JSONWebKeySet, JWTPayload } from "jose";

import { stsError } from "./request.ts";

/** What a verified token says. */
export interface VerifiedToken {
    readonly issuer: string;
    readonly subject: string;
    /** The token's audiences that the provider knows, in the token's order; at least one. */
    readonly audiences: readonly string[];
    readonly claims: JWTPayload;
}

/** Where the verifier gets its knowledge. */
export interface TokenSources {
    /** Client ids of the account's provider for an issuer, or undefined when it has none. */
    clientIds(issuer: string): Promise<readonly string[] | undefined>;
    /** The issuer's public keys. */
    keysFor(issuer: string): Promise<JSONWebKeySet>;
    now(): Date;
    /** How long the keys may take. @default 5000 */
    readonly keysLimitMs?: number;
}

/** What IAM accepts from an OIDC provider. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
const KEYS_LIMIT_MS = 5000;
const NO_KEY =
    "Couldn't retrieve verification key from your identity provider,  please reference " +
    "AssumeRoleWithWebIdentity documentation for requirements";

/**
 * Verifies a token: provider, signature, times, audience, subject.
 *
 * @throws AwsError InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError
 */
export async function verifyToken(token: string, sources: TokenSources): Promise<VerifiedToken> {
    const jose = await import("jose");
    const issuer = issuerOf(jose, token);
    const clientIds = issuer.startsWith("https://") ? await sources.clientIds(issuer) : undefined;
    if (clientIds === undefined) {
        throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
    }
    const keys = await fetchKeys(sources, issuer);
    const claims = await verifiedClaims(jose, { token, keys, issuer, now: sources.now() });
    const audiences = [claims.aud ?? []].flat().filter((audience) => clientIds.includes(audience));
    if (audiences.length === 0) throw invalid("Incorrect token audience");
    return { issuer, subject: claims.sub ?? "", audiences, claims };
}

function issuerOf(jose: typeof import("jose"), token: string): string {
    let claims: JWTPayload;
    try {
        jose.decodeProtectedHeader(token);
        claims = jose.decodeJwt(token);
    } catch (cause) {
        throw invalid(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
            cause,
        );
    }
    if (typeof claims.iss !== "string" || claims.iss === "") throw missing("iss");
    return claims.iss;
}

async function fetchKeys(sources: TokenSources, issuer: string): Promise<JSONWebKeySet> {
    const { keysLimitMs = KEYS_LIMIT_MS } = sources;
    const late = new AbortController();
    const timeout = new Promise<never>((_, reject) => {
        const timer = setTimeout(() => {
            reject(new Error(`no answer within ${keysLimitMs / 1000} s`));
        }, keysLimitMs);
        late.signal.addEventListener("abort", () => {
            clearTimeout(timer);
        });
    });
    try {
        return await Promise.race([sources.keysFor(issuer), timeout]);
    } catch (cause) {
        throw stsError(
            "IDPCommunicationError",
            `The identity provider ${issuer} that was asked to verify the token could not be reached.`,
            400,
            cause,
        );
    } finally {
        late.abort();
    }
}

async function verifiedClaims(
    jose: typeof import("jose"),
    of: { token: string; keys: JSONWebKeySet; issuer: string; now: Date },
): Promise<JWTPayload> {
    const options = {
        algorithms: ALGORITHMS,
        issuer: of.issuer,
        currentDate: of.now,
        requiredClaims: ["exp", "iat", "sub", "aud"],
    };
    try {
        const { payload } = await verifyWithAnyKey(jose, of.token, of.keys, options);
        checkTypes(payload);
        return payload;
    } catch (reason) {
        throw refusal(jose, reason, of.now);
    }
}

/** A token without a key id may fit several keys. */
async function verifyWithAnyKey(
    jose: typeof import("jose"),
    token: string,
    keys: JSONWebKeySet,
    options: import("jose").JWTVerifyOptions,
): Promise<import("jose").JWTVerifyResult> {
    try {
        return await jose.jwtVerify(token, jose.createLocalJWKSet(keys), options);
    } catch (reason) {
        if (!(reason instanceof jose.errors.JWKSMultipleMatchingKeys)) throw reason;
        for await (const key of reason) {
            try {
                return await jose.jwtVerify(token, key, options);
            } catch (other) {
                if (!(other instanceof jose.errors.JWSSignatureVerificationFailed)) throw other;
            }
        }
        throw new jose.errors.JWSSignatureVerificationFailed();
    }
}

function checkTypes(claims: JWTPayload): void {
    if (typeof claims.sub !== "string" || claims.sub === "") throw missing("sub");
    if (typeof claims.iat !== "number") throw missing("iat");
}

function refusal(jose: typeof import("jose"), reason: unknown, now: Date): Error {
    const { errors } = jose;
    const seconds = Math.floor(now.getTime() / 1000);
    if (reason instanceof errors.JWTExpired) {
        return stsError(
            "ExpiredTokenException",
            `Token expired: current date/time ${seconds} must be before the expiration date/time ` +
                String(reason.payload.exp),
        );
    }
    if (reason instanceof errors.JWTClaimValidationFailed) return badClaim(reason, seconds);
    if (reason instanceof errors.JWSSignatureVerificationFailed) {
        return invalid("The signature of the ID Token is invalid", reason);
    }
    if (reason instanceof errors.JOSEAlgNotAllowed) {
        return invalid(
            `The ID Token is signed with an algorithm other than ${ALGORITHMS.join(", ")}`,
            reason,
        );
    }
    if (reason instanceof errors.JWSInvalid || reason instanceof errors.JWTInvalid) {
        return invalid("The ID Token provided is not a valid JWT.", reason);
    }
    if (reason instanceof Error && reason.name === "AwsError") return reason;
    return invalid(NO_KEY, reason);
}

function badClaim(reason: import("jose").errors.JWTClaimValidationFailed, seconds: number): Error {
    if (reason.reason === "missing") return missing(reason.claim, reason);
    if (reason.claim === "nbf" && reason.reason === "check_failed") {
        return invalid(
            `Token not yet valid: current date/time ${seconds} must not be before ${String(reason.payload.nbf)}`,
            reason,
        );
    }
    return invalid(`The claim ${reason.claim} of the ID Token is invalid`, reason);
}

function missing(claim: string, cause?: unknown): Error {
    return invalid(`Missing a required claim: ${claim}`, cause);
}

function invalid(message: string, cause?: unknown): Error {
    return stsError("InvalidIdentityToken", message, 400, cause);
}
