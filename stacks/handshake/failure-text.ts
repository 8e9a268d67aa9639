// How a failed handshake is told: the link, the reason, what was expected and what the token says.
import type {
    HandshakeVerdict,
    TokenClaims,
} from "../../components/pure/handshake/handshake-verdict.ts";
import { objectsBelow } from "../../components/pure/names/object-prefix.ts";
import { describeValue } from "../../components/pure/problems.ts";
import { serviceAccountSubject } from "../../components/pure/service-accounts.ts";
import type { HandshakeRequest } from "./request.ts";

/** A handshake that failed. */
export interface FailedHandshake {
    readonly serviceAccount: string;
    readonly request: HandshakeRequest;
    /** The call that was refused. */
    readonly call: string;
    readonly claims: TokenClaims;
    readonly verdict: HandshakeVerdict;
}

/** Several lines for a person; of the token only its claims. */
export function failureText(failed: FailedHandshake): string {
    const { serviceAccount, request, call, claims, verdict } = failed;
    const subject = serviceAccountSubject(request.namespace, serviceAccount);
    const lines = [
        `${subject} did not get through ${call} (${verdict.kind}).`,
        verdict.reason,
        `  role      ${request.roleArn}`,
        `  bucket    ${request.bucketName}${below(request.prefix)}${owned(request.bucketOwner)}`,
        `  expected  iss ${request.issuer}, aud ${request.audience}, sub ${subject}`,
    ];
    // Without a token there is nothing to hold against what was expected.
    if (claims.iss !== undefined) {
        lines.push(`  token     ${claimText(claims)}`);
    }
    return lines.join("\n");
}

function below(prefix: string | undefined): string {
    return prefix === undefined ? "" : `, below ${objectsBelow(prefix)}`;
}

function owned(account: string | undefined): string {
    return account === undefined ? "" : `, of the account ${account}`;
}

function claimText({ iss, aud, sub, exp }: TokenClaims): string {
    const audience = Array.isArray(aud) ? aud.map(plain).join(" and ") : plain(aud);
    const end =
        typeof exp === "number" && Math.abs(exp) < 1e11
            ? `, until ${new Date(exp * 1000).toISOString()}`
            : "";
    return `iss ${plain(iss)}, aud ${audience}, sub ${plain(sub)}${end}`;
}

// As it is where it is a harmless text, else as a value.
function plain(value: unknown): string {
    return typeof value === "string" && /^[\w.:/@-]{1,255}$/.test(value)
        ? value
        : describeValue(value);
}
