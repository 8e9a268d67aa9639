// A refusal for the specs of the handshake, and the verdict on what differs from it.
import {
    handshakeVerdict,
    type HandshakeRefusal,
    type VerdictKind,
} from "../../../../components/pure/handshake/handshake-verdict.ts";

export const SUBJECT = "system:serviceaccount:ns:tempo-tmstack";
export const QUERY_FRONTEND = `${SUBJECT}-query-frontend`;
export const CLAIMS = {
    iss: "https://oidc.example.com",
    sub: SUBJECT,
    aud: ["sts.amazonaws.com"],
    exp: 2_000_000_000,
};
export const EXPECTED = {
    issuer: "https://oidc.example.com",
    subjects: [SUBJECT, QUERY_FRONTEND],
    audience: "sts.amazonaws.com",
};
export const DENIED: HandshakeRefusal = {
    code: "AccessDenied",
    message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    claims: CLAIMS,
    expected: EXPECTED,
    elapsedSeconds: 0,
};

/** The kind of the verdict on this refusal but for some changes, without its message. */
export function kindOf(changes: Partial<HandshakeRefusal>): VerdictKind {
    return handshakeVerdict({ ...DENIED, message: "", ...changes }).kind;
}
