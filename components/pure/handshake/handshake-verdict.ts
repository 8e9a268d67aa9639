// What a refusal on the way token → STS → credentials → S3 means: wait, or give up and say why.
import { refusalRule } from "./handshake-refusals.ts";
import { EXPIRED, type RefusalRule } from "./handshake-rules.ts";
import { describeValue } from "../problems.ts";

/** What a service account's token says of itself. */
export interface TokenClaims {
    readonly iss?: unknown;
    readonly sub?: unknown;
    readonly aud?: unknown;
    readonly exp?: unknown;
}

/** What the role trusts. */
export interface HandshakeExpectation {
    readonly issuer: string;
    readonly subjects: readonly string[];
    readonly audience: string;
}

/** Which call was refused: taking the role, or using the bucket with what it gave. */
export type HandshakeStep = "assume-role" | "bucket";

/** A refusal and what is known beside it. */
export interface HandshakeRefusal {
    /** @default "assume-role" */
    readonly step?: HandshakeStep | undefined;
    /** The error's code or name, as AWS or the network gave it; empty when there was none. */
    readonly code: string;
    readonly message: string;
    /** The HTTP status, for answers that carry no code of their own. @default - unknown */
    readonly status?: number | undefined;
    readonly claims: TokenClaims;
    readonly expected: HandshakeExpectation;
    /** Seconds since the first attempt. */
    readonly elapsedSeconds: number;
    /** After how many seconds nothing is waited for any more. @default 300 */
    readonly deadlineSeconds?: number | undefined;
    /** The time now, in seconds since 1970, to be held against the token's `exp`. @default - `exp` is not looked at */
    readonly nowSeconds?: number | undefined;
}

/** What to do about a refusal: only `retry` asks for another attempt, and `expired` for one with a new token. */
export type VerdictKind = "retry" | "mismatch" | "permission" | "expired" | "unreachable";

/** The verdict and its reason, as sentences for a person. */
export interface HandshakeVerdict {
    readonly kind: VerdictKind;
    readonly reason: string;
}

const DEFAULT_DEADLINE_SECONDS = 300;
const LONGEST_MESSAGE = 500;

/** Judge a refusal. Never throws, whatever the claims hold. */
export function handshakeVerdict(refusal: HandshakeRefusal): HandshakeVerdict {
    const step = refusal.step ?? "assume-role";
    const rule = refusalRule({ ...refusal, step });
    const differences = rule.comparesClaims ? claimDifferences(refusal) : [];
    if (rule.comparesClaims && isPast(refusal)) {
        return {
            kind: "expired",
            reason: `${said(refusal)} The token has expired. ${EXPIRED.atLast}`,
        };
    }
    if (differences.length > 0) {
        return { kind: "mismatch", reason: `${said(refusal)} ${differences.join(" ")}` };
    }
    return patienceLeft(refusal, rule)
        ? { kind: "retry", reason: `${said(refusal)} ${rule.whileWaiting}` }
        : { kind: rule.kind, reason: `${said(refusal)} ${rule.atLast}${trusted(refusal, rule)}` };
}

/** In what a token differs from what the role trusts: one sentence for each difference. */
export function claimDifferences({
    claims,
    expected,
}: Pick<HandshakeRefusal, "claims" | "expected">): string[] {
    const { iss, sub, aud } = claims;
    const differences: string[] = [];
    if (iss !== expected.issuer) {
        differences.push(sentence("issuer", "iss", describeValue(expected.issuer), iss));
    }
    if (typeof sub !== "string" || !expected.subjects.includes(sub)) {
        differences.push(sentence("service account", "sub", oneOf(expected.subjects), sub));
    }
    const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
    if (!audiences.includes(expected.audience)) {
        differences.push(sentence("audience", "aud", describeValue(expected.audience), aud));
    }
    return differences;
}

function patienceLeft(refusal: HandshakeRefusal, rule: RefusalRule): boolean {
    const deadline = refusal.deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS;
    return refusal.elapsedSeconds < Math.min(rule.patienceSeconds, deadline);
}

function isPast({ claims, nowSeconds }: HandshakeRefusal): boolean {
    return nowSeconds !== undefined && typeof claims.exp === "number" && claims.exp <= nowSeconds;
}

function said({ code, message, status, step = "assume-role" }: HandshakeRefusal): string {
    const service = step === "bucket" ? "S3" : "STS";
    const name = withoutTokens(code) || `status ${status ?? "unknown"}`;
    const text = withoutTokens(message).replace(/[\s.]+$/, "");
    return text === "" ? `${service} said ${name}.` : `${service} said ${name}: ${text}.`;
}

// An error's text goes into logs: a token that somebody quoted in it must not.
function withoutTokens(text: string): string {
    return text
        .slice(0, LONGEST_MESSAGE)
        .replace(/eyJ[\w-]*(?:\.[\w-]*)*/g, "<token>")
        .replace(/[\s\p{C}]+/gu, " ")
        .trim();
}

function trusted({ claims, expected }: HandshakeRefusal, rule: RefusalRule): string {
    if (!rule.comparesClaims) {
        return "";
    }
    return (
        ` The token carries issuer ${describeValue(claims.iss)}, subject ${describeValue(claims.sub)} and audience ` +
        `${describeValue(claims.aud)}, as expected (subjects: ${oneOf(expected.subjects)}).`
    );
}

function sentence(noun: string, claim: string, expected: string, found: unknown): string {
    return `Expected the ${noun} ${expected}, but the token's ${claim} is ${describeValue(found)}.`;
}

function oneOf(texts: readonly string[]): string {
    return texts.map((text) => describeValue(text)).join(" or ") || "nobody";
}
