// The refusals that STS, S3 and the network are known to give, by their codes.
import {
    BUSY,
    CERTIFICATE,
    CREDENTIALS_NOT_KNOWN,
    DENIED,
    EXPIRED,
    ISSUER_NOT_REACHED,
    NETWORK,
    NOT_ALLOWED,
    NOT_TRUSTED,
    NO_BUCKET,
    REGION_OFF,
    TOKEN_NOT_ACCEPTED,
    UNKNOWN,
    WRONG_REGION,
    WRONG_REQUEST,
    type RefusalRule,
} from "./handshake-rules.ts";

// What clients write where an answer carries no code: then its status has to do.
const NAMELESS = /^(?:|Error|Unknown|UnknownError|\d{3})$/;

const ANYWHERE: readonly [RegExp, RefusalRule][] = [
    [
        /^(?:ExpiredToken(?:Exception)?|IDPRejectedClaim(?:Exception)?|TokenRefreshRequired)$/,
        EXPIRED,
    ],
    [/^IDPCommunicationError(?:Exception)?$/, ISSUER_NOT_REACHED],
    [
        /^(?:Throttl\w*|RequestThrottled\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|ServiceUnavailable\w*|InternalError|InternalFailure|InternalServer\w*|RequestTimeout|503|500|429)$/,
        BUSY,
    ],
    [/CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|UNABLE_TO_(?:GET|VERIFY)/, CERTIFICATE],
    [
        /^(?:E(?!RR_)[A-Z]{2,}(?:_[A-Z]+)?|UND_ERR_\w+|TimeoutError|NetworkingError|NetworkError|AbortError|FetchError|RequestTimeoutError)$/,
        NETWORK,
    ],
    [/^RegionDisabled(?:Exception)?$/, REGION_OFF],
    [
        /^(?:ValidationError|InvalidParameter\w*|MalformedPolicyDocument\w*|PackedPolicyTooLarge\w*)$/,
        WRONG_REQUEST,
    ],
];

const AT_STS: readonly [RegExp, RefusalRule][] = [
    [/^(?:AccessDenied(?:Exception)?|403)$/, NOT_TRUSTED],
    [/^InvalidIdentityToken(?:Exception)?$/, TOKEN_NOT_ACCEPTED],
];

const AT_S3: readonly [RegExp, RefusalRule][] = [
    [/^(?:AccessDenied(?:Exception)?|AllAccessDisabled|403|Forbidden)$/, NOT_ALLOWED],
    [/^(?:NoSuchBucket|NotFound|404)$/, NO_BUCKET],
    [
        /^(?:PermanentRedirect|TemporaryRedirect|Redirect|301|307|AuthorizationHeaderMalformed|IllegalLocationConstraintException|IncorrectEndpoint)$/,
        WRONG_REGION,
    ],
    [
        /^(?:InvalidAccessKeyId|InvalidToken|SignatureDoesNotMatch|RequestTimeTooSkewed)$/,
        CREDENTIALS_NOT_KNOWN,
    ],
];

/** The rule for a refusal; for one that is not known, a rule that never waits. */
export function refusalRule(refusal: {
    readonly code: string;
    readonly message: string;
    readonly status?: number | undefined;
    readonly step: "assume-role" | "bucket";
}): RefusalRule {
    const table = [...(refusal.step === "bucket" ? AT_S3 : AT_STS), ...ANYWHERE];
    const find = (code: string): RefusalRule | undefined =>
        table.find(([pattern]) => pattern.test(code))?.[1];
    const code = NAMELESS.test(refusal.code)
        ? String(refusal.status ?? refusal.code)
        : refusal.code;
    const known = find(code);
    if (known !== undefined) {
        return isExplicitDeny(refusal.message) ? DENIED : known;
    }
    return /getaddrinfo|ECONN|socket hang up|timed? ?out/i.test(refusal.message)
        ? NETWORK
        : UNKNOWN;
}

function isExplicitDeny(message: string): boolean {
    return /explicit deny/i.test(message);
}
