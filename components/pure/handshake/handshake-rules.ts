// What each kind of refusal means: how long to wait for it to pass, and what to say.

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

/** The role does not let the token in: not yet, or not at all. */
export const NOT_TRUSTED: RefusalRule = {
    kind: "permission",
    patienceSeconds: Infinity,
    comparesClaims: true,
    whileWaiting:
        "The token is as the role should trust it: IAM has probably not spread the role yet.",
    atLast: "The token is as expected, yet the role does not let it in: look at the role's trust policy and whether the role exists.",
};

/** IAM does not take the token, whatever the role says. */
export const TOKEN_NOT_ACCEPTED: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: true,
    whileWaiting: "A new OIDC provider or signing key can take a moment to be known.",
    atLast: "IAM does not accept the token: look whether an OIDC provider exists for the issuer, its client ids contain the audience, and the issuer's keys can be read from outside.",
};

/** The token's or the credentials' time is over. */
export const EXPIRED: RefusalRule = {
    kind: "expired",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "Take a new token and try once more.",
};

/** STS could not read the issuer's keys. */
export const ISSUER_NOT_REACHED: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "Often this passes.",
    atLast: "STS cannot read the issuer's keys: /.well-known/openid-configuration and the keys it names must be readable from the internet over https.",
};

/** Too many requests, or a fault of the service. */
export const BUSY: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: Infinity,
    comparesClaims: false,
    whileWaiting: "The service is busy.",
    atLast: "The service stayed busy up to the deadline: try again later, or with fewer runs at once.",
};

/** No answer at all. */
export const NETWORK: RefusalRule = {
    kind: "unreachable",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "The network may come back.",
    atLast: "The endpoint cannot be reached from here: look at name resolution, proxy, firewall and the endpoint's certificate.",
};

/** An answer from somebody who is not trusted. */
export const CERTIFICATE: RefusalRule = {
    ...NETWORK,
    patienceSeconds: 0,
    whileWaiting: "",
    atLast: "The endpoint's certificate is not trusted here: name its authority in NODE_EXTRA_CA_CERTS, or look whether a proxy stands between.",
};

/** The role was taken but may not do this. */
export const NOT_ALLOWED: RefusalRule = {
    kind: "permission",
    patienceSeconds: PROPAGATION_SECONDS,
    comparesClaims: false,
    whileWaiting: "IAM has probably not spread the role's access policy yet.",
    atLast: "The role was taken, but it may not use the bucket: look at its access policy, its permissions boundary, the bucket's policy and the key's policy.",
};

/** The temporary credentials are not taken. */
export const CREDENTIALS_NOT_KNOWN: RefusalRule = {
    kind: "permission",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: false,
    whileWaiting: "New credentials can take a moment to be known everywhere.",
    atLast: "The temporary credentials are not accepted: look whether both calls go to the same partition and Region, and at this computer's clock.",
};

/** There is no such bucket. */
export const NO_BUCKET: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: SHORT_SECONDS,
    comparesClaims: false,
    whileWaiting: "A new bucket can take a moment to be known everywhere.",
    atLast: "The bucket that the Secret names does not exist: look at its name and at the account.",
};

/** The bucket is elsewhere. */
export const WRONG_REGION: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "The bucket is in another Region than the Secret says: set the same Region for both.",
};

/** The call itself is malformed. */
export const WRONG_REQUEST: RefusalRule = {
    kind: "mismatch",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "The request itself is refused: look at the role's ARN, the session's length and its policy.",
};

/** STS is switched off in the Region. */
export const REGION_OFF: RefusalRule = {
    kind: "permission",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "STS is switched off for this Region in the account: switch it on in IAM's account settings, or take another Region.",
};

/** A policy denies by name: that does not become allowed by waiting. */
export const DENIED: RefusalRule = {
    kind: "permission",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "A policy denies this by name: look at the bucket's policy, the organisation's service control policies and the role's permissions boundary. A bucket with bucket.onlyFrom denies what comes from elsewhere: run this from there, or set handshake.enabled to false and let Tempo prove it.",
};

/** A refusal that nobody has met yet. */
export const UNKNOWN: RefusalRule = {
    kind: "permission",
    patienceSeconds: 0,
    comparesClaims: false,
    whileWaiting: "",
    atLast: "This is no refusal that is known to pass by itself.",
};
