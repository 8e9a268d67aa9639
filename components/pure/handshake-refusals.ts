// The refusals that STS, S3 and the network are known to give, with what each means.

/** What is known of one kind of refusal. */
export interface RefusalRule {
    /** What it means when waiting has not helped. */
    readonly kind: "mismatch" | "permission" | "expired" | "unreachable";
    /** How long it may pass by itself; 0 for one that never does, Infinity for one to wait out. */
    readonly patienceSeconds: number;
    /** Whether the token's claims can explain it: then they are compared first. */
    readonly comparesClaims: boolean;
    readonly whileWaiting: string;
    readonly atLast: string;
}

const PROPAGATION_SECONDS = 90;
const SHORT_SECONDS = 30;

const NOT_TRUSTED: RefusalRule = {
    kind: "permission",
    patienceSeconds: Infinity,
    comparesClaims: true,
    whileWaiting:
        "The token is as the role should trust it: IAM has probably not spread the role yet.",
    atLast: "The token is as expected, yet the role does not let it in: look at the role's trust policy and whether the role exists.",
};

const TOKEN_NOT_ACCEPTED: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: true,
    whileWaiting: "A new OIDC provider or signing key can take a moment to be known.",
    atLast: "IAM does not accept the token: look whether an OIDC provider exists for the issuer, its client ids contain the audience, and the issuer's keys can be read from outside.",
};

const EXPIRED: RefusalRule = {
    kind: "expired",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "Take a new token and try once more.",
};

const ISSUER_NOT_REACHED: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "Often this passes.",
    atLast: "STS cannot read the issuer's keys: /.well-known/openid-configuration and the keys it names must be readable from the internet over https.",
};

const BUSY: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: Infinity,
    comparesClaims: false,
    whileWaiting: "The service is busy.",
    atLast: "The service stayed busy up to the deadline: try again later, or with fewer runs at once.",
};

const NETWORK: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "The network may come back.",
    atLast: "The endpoint cannot be reached from here: look at name resolution, proxy, firewall and the endpoint's certificate.",
};

const CERTIFICATE: RefusalRule = {
    ...NETWORK,
    patienceSeconds: 0,
    whileWaiting: "",
    atLast: "The endpoint's certificate is not trusted here: name its authority in NODE_EXTRA_CA_CERTS, or look whether a proxy stands between.",
};

const NOT_ALLOWED: RefusalRule = {
    kind: "permission",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "IAM has probably not spread the role's access policy yet.",
    atLast: "The role was taken, but it may not use the bucket: look at its access policy, its permissions boundary, the bucket's policy and the key's policy.",
};

const CREDENTIALS_NOT_KNOWN: RefusalRule = {
    kind: "permission",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: false,
    whileWaiting: "New credentials can take a moment to be known everywhere.",
    atLast: "The temporary credentials are not accepted: look whether both calls go to the same partition and Region, and at this computer's clock.",
};

const NO_BUCKET: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: false,
    whileWaiting: "A new bucket can take a moment to be known everywhere.",
    atLast: "The bucket that the Secret names does not exist: look at its name and at the account.",
};

const WRONG_REGION: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "The bucket is in another Region than the Secret says: set the same Region for both.",
};

const WRONG_REQUEST: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "The request itself is refused: look at the role's ARN, the session's length and its policy.",
};

const REGION_OFF: RefusalRule = {
    kind: "permission",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "STS is switched off for this Region in the account: switch it on in IAM's account settings, or take another Region.",
};

const UNKNOWN: RefusalRule = {
    kind: "permission",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "This is no refusal that is known to pass by itself.",
};

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
        /^(?:E[A-Z]{3,}[A-Z_]*|UND_ERR_\w+|TimeoutError|NetworkingError|NetworkError|AbortError|FetchError|RequestTimeoutError)$/,
        NETWORK,
    ],
    [/^RegionDisabled(?:Exception)?$/, REGION_OFF],
    [
        /^(?:ValidationError|InvalidParameter\w*|MalformedPolicyDocument\w*|PackedPolicyTooLarge\w*)$/,
        WRONG_REQUEST,
    ],
];

const AT_STS: readonly [RegExp, RefusalRule][] = [
    [/^AccessDenied(?:Exception)?$/, NOT_TRUSTED],
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
export function refusalRule(
    code: string,
    message: string,
    step: "assume-role" | "bucket",
): RefusalRule {
    const table = [...(step === "bucket" ? AT_S3 : AT_STS), ...ANYWHERE];
    const known = table.find(([pattern]) => pattern.test(code))?.[1];
    if (known !== undefined) {
        return known;
    }
    return /getaddrinfo|ECONN|socket hang up|timed? ?out/i.test(message) ? NETWORK : UNKNOWN;
}
