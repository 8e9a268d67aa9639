import { expect } from "chai";

import {
    handshakeVerdict,
    type HandshakeRefusal,
    type VerdictKind,
} from "../../../../components/pure/handshake/handshake-verdict.ts";
import { CLAIMS, DENIED, kindOf } from "./handshake-refusal.ts";

const NEW = /This is no refusal that is known to pass by itself\.$/;

describe("the verdict on other refusals", () => {
    const cases: [Partial<HandshakeRefusal>, VerdictKind, VerdictKind, number][] = [
        [{ code: "InvalidIdentityToken" }, "retry", "mismatch", 30],
        [{ code: "InvalidIdentityTokenException" }, "retry", "mismatch", 30],
        [{ code: "IDPCommunicationError" }, "retry", "unreachable", 90],
        [{ code: "IDPCommunicationErrorException" }, "retry", "unreachable", 90],
        [{ code: "Throttling" }, "retry", "unreachable", 300],
        [{ code: "ThrottlingException" }, "retry", "unreachable", 300],
        [{ code: "SlowDown", step: "bucket" }, "retry", "unreachable", 300],
        [{ code: "ServiceUnavailable" }, "retry", "unreachable", 300],
        [{ code: "InternalFailure" }, "retry", "unreachable", 300],
        [{ code: "UnknownError", status: 503 }, "retry", "unreachable", 300],
        [{ code: "", status: 403 }, "retry", "permission", 300],
        [{ code: "ECONNREFUSED" }, "retry", "unreachable", 90],
        [{ code: "ENOTFOUND" }, "retry", "unreachable", 90],
        [{ code: "EAI_AGAIN" }, "retry", "unreachable", 90],
        [{ code: "ETIMEDOUT" }, "retry", "unreachable", 90],
        [{ code: "TimeoutError" }, "retry", "unreachable", 90],
        [{ code: "UND_ERR_SOCKET" }, "retry", "unreachable", 90],
        [{ code: "Error", message: "getaddrinfo ENOTFOUND sts" }, "retry", "unreachable", 90],
        [{ code: "", message: "socket hang up" }, "retry", "unreachable", 90],
        [{ code: "AccessDenied", step: "bucket" }, "retry", "permission", 90],
        [{ code: "403", step: "bucket" }, "retry", "permission", 90],
        [{ code: "UnknownError", status: 403, step: "bucket" }, "retry", "permission", 90],
        [{ code: "InvalidAccessKeyId", step: "bucket" }, "retry", "permission", 30],
        [{ code: "NoSuchBucket", step: "bucket" }, "retry", "mismatch", 30],
        [{ code: "NotFound", step: "bucket" }, "retry", "mismatch", 30],
    ];
    for (const [changes, before, after, seconds] of cases) {
        it(`is ${before} for ${seconds} s and then ${after} for ${JSON.stringify(changes)}`, () => {
            expect(kindOf({ ...changes, elapsedSeconds: seconds - 1 })).to.equal(before);
            expect(kindOf({ ...changes, elapsedSeconds: seconds })).to.equal(after);
            expect(kindOf({ ...changes, elapsedSeconds: 0, deadlineSeconds: 0 })).to.equal(after);
        });
    }

    const final: [Partial<HandshakeRefusal>, VerdictKind][] = [
        [{ code: "ExpiredTokenException" }, "expired"],
        [{ code: "ExpiredToken", step: "bucket" }, "expired"],
        [{ code: "IDPRejectedClaim" }, "expired"],
        [{ code: "RegionDisabledException" }, "permission"],
        [{ code: "ValidationError" }, "mismatch"],
        [{ code: "PackedPolicyTooLarge" }, "mismatch"],
        [{ code: "PermanentRedirect", step: "bucket" }, "mismatch"],
        [{ code: "301", step: "bucket" }, "mismatch"],
        [{ code: "UnknownError", status: 301, step: "bucket" }, "mismatch"],
        [{ code: "AuthorizationHeaderMalformed", step: "bucket" }, "mismatch"],
        [{ code: "SELF_SIGNED_CERT_IN_CHAIN" }, "unreachable"],
        [{ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "unreachable"],
        [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "unreachable"],
        [{ code: "SomethingNew", status: 403 }, "permission"],
        [{ code: "TypeError", message: "x is not a function" }, "permission"],
        [{ code: "", message: "" }, "permission"],
        [{ code: "NoSuchBucket" }, "permission"],
    ];
    for (const [changes, kind] of final) {
        it(`is ${kind} at once for ${JSON.stringify(changes)}`, () => {
            expect(kindOf(changes)).to.equal(kind);
        });
    }

    it("compares the claims where IAM does not take the token", () => {
        const { kind, reason } = handshakeVerdict({
            ...DENIED,
            code: "InvalidIdentityToken",
            message: "Incorrect token audience",
            claims: { ...CLAIMS, aud: "openshift" },
        });
        expect(kind).to.equal("mismatch");
        expect(reason).to.equal(
            "STS said InvalidIdentityToken: Incorrect token audience. " +
                'Expected the audience "sts.amazonaws.com", but the token\'s aud is "openshift".',
        );
    });

    it("does not blame the token for what S3 refuses", () => {
        expect(kindOf({ step: "bucket", claims: {} })).to.equal("retry");
        expect(handshakeVerdict({ ...DENIED, step: "bucket", elapsedSeconds: 90 }).reason).to.match(
            /^S3 said AccessDenied: .*\. The role was taken, but it may not use the bucket: /,
        );
    });

    it("knows a code only as a whole", () => {
        for (const [{ code = "", step }] of [...cases, ...final].filter(
            ([{ code }]) => code !== "",
        )) {
            expect(kindOf({ code: `My${code}`, step }), `My${code}`).to.equal(
                /CERT|UNABLE/.test(code) ? "unreachable" : "permission",
            );
            expect(kindOf({ code: `My${code}`, step, elapsedSeconds: 1 }), code).to.not.equal(
                "retry",
            );
        }
        for (const code of [
            "ExpiredToken",
            "IDPCommunicationError",
            "SlowDown",
            "TimeoutError",
            "RegionDisabled",
            "ValidationError",
            "AccessDenied",
            "InvalidIdentityToken",
        ]) {
            expect(handshakeVerdict({ ...DENIED, code: `${code}-ish` }).reason, code).to.match(NEW);
        }
        for (const code of [
            "AccessDenied",
            "NoSuchBucket",
            "PermanentRedirect",
            "InvalidAccessKeyId",
        ]) {
            for (const other of [`${code}-ish`, `My${code}`]) {
                const { reason } = handshakeVerdict({ ...DENIED, code: other, step: "bucket" });
                expect(reason, other).to.match(NEW);
            }
        }
    });

    it("compares the claims for nothing but AccessDenied and InvalidIdentityToken", () => {
        for (const [changes] of [...cases, ...final]) {
            const { code = "", status, step } = changes;
            const compares =
                step !== "bucket" &&
                (/^(?:AccessDenied|InvalidIdentityToken)/.test(code) ||
                    (code === "" && status === 403));
            expect(kindOf({ ...changes, claims: {} }), code).to.equal(
                compares ? "mismatch" : kindOf(changes),
            );
        }
    });

    it("names the status where there is no code", () => {
        expect(handshakeVerdict({ ...DENIED, code: "", message: "", status: 503 }).reason).to.match(
            /^STS said status 503\. /,
        );
        expect(handshakeVerdict({ ...DENIED, code: "", message: "" }).reason).to.match(
            /^STS said status unknown\. /,
        );
    });
});
