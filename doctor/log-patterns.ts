// Lines that Tempo is known to log when its storage fails, and what each of them means.
import type { ClusterCause } from "./causes/cluster.ts";

/** One kind of line. */
export interface LogPattern {
    readonly cause: ClusterCause & `log-${string}`;
    readonly pattern: RegExp;
    /** What the line means: a sentence. */
    readonly meaning: string;
    readonly remedy: string;
    /** As Tempo, or its S3 client, writes it. */
    readonly example: string;
}

/** The more a line tells, the earlier it is looked for: one line has one meaning. */
export const LOG_PATTERNS: readonly LogPattern[] = [
    {
        cause: "log-clock-skew",
        pattern:
            /RequestTimeTooSkewed|difference between the request time and the (?:current|server's) time/i,
        meaning: "The clock of the pod's node is too far from AWS's.",
        remedy: "Have the node's time synchronised (chrony), then let the pods start anew.",
        example:
            "unexpected error from ListObjects on traces: The difference between the request time and the server's time is too large.",
    },
    {
        cause: "log-token-expired",
        pattern: /ExpiredToken|token (?:included in the request )?(?:is|has) expired/i,
        meaning:
            "AWS refuses a token or credentials that have expired: the pod did not get new ones in time.",
        remedy: "Look at the age of the token's file in the pod and at the node's clock; let the pod start anew.",
        example: "error listing blocks: The provided token has expired.",
    },
    {
        cause: "log-web-identity-refused",
        pattern:
            /InvalidIdentityToken|Not authorized to perform sts:AssumeRoleWithWebIdentity|Incorrect token audience|No OpenIDConnect provider found/i,
        meaning: "STS does not give the pod its role for the token that it shows.",
        remedy: "Compare the token's iss, sub and aud with the role's trust policy: `tempo-sts doctor --probe` does.",
        example: "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
    },
    {
        cause: "log-kms",
        pattern: /kms:\w+|KMS\.\w+Exception|ciphertext refers to a customer master key/i,
        meaning: "The bucket's key may not be used, or cannot be.",
        remedy: "Allow kms:GenerateDataKey and kms:Decrypt on the key, in the role's policy and in the key's; see that the key is enabled.",
        example:
            "User: arn:aws:sts::123456789012:assumed-role/tracing/1 is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-2:123456789012:key/1",
    },
    {
        cause: "log-bucket-missing",
        pattern: /NoSuchBucket|The specified bucket does not exist/i,
        meaning: "There is no bucket of this name.",
        remedy: "Correct bucket in the Secret, or make the bucket.",
        example: "unexpected error from ListObjects on traces: The specified bucket does not exist",
    },
    {
        cause: "log-wrong-region",
        pattern:
            /PermanentRedirect|AuthorizationHeaderMalformed|must be addressed using the specified endpoint|the region '[^']*' is wrong/i,
        meaning: "The bucket is in another Region than Tempo was told.",
        remedy: "Correct region in the Secret.",
        example:
            "unexpected error from ListObjects on traces: The authorization header is malformed; the region 'us-east-2' is wrong; expecting 'eu-west-1'",
    },
    {
        cause: "log-method-not-allowed",
        pattern: /The specified method is not allowed against this resource/i,
        meaning:
            "S3 takes the request for one to something else than a bucket: the bucket's name or the endpoint is malformed.",
        remedy: "Write the bucket's bare name into the Secret: no s3://, no slash, no ARN.",
        example:
            "unexpected error from ListObjects on traces/: The specified method is not allowed against this resource.",
    },
    {
        cause: "log-throttled",
        pattern: /SlowDown|reduce your request rate|ThrottlingException|Rate exceeded/i,
        meaning: "S3 or STS asks for fewer requests.",
        remedy: "It passes by itself when it is rare. Else look at the number of queriers, at the prefix, and at the account's limits.",
        example: "error writing block: Please reduce your request rate.",
    },
    {
        cause: "log-dns",
        pattern:
            /dial tcp: lookup \S+(?: on \S+)?: (?:no such host|server misbehaving|i\/o timeout)|no such host/i,
        meaning: "The pod cannot resolve the name of an AWS endpoint.",
        remedy: "Look at NetworkPolicies for port 53 and 5353, at the cluster's DNS, and at the Region: a misspelt one has no endpoint.",
        example:
            'unexpected error from ListObjects on traces: Get "https://s3.us-east-2.amazonaws.com/traces/": dial tcp: lookup s3.us-east-2.amazonaws.com on 172.30.0.10:53: no such host',
    },
    {
        cause: "log-certificate",
        pattern:
            /x509: |certificate signed by unknown authority|tls: failed to verify certificate/i,
        meaning:
            "Something between the pod and AWS shows a certificate of an authority that the pod does not trust.",
        remedy: "Let TLS to amazonaws.com through the proxy untouched, or give the pod the proxy's authority.",
        example:
            'Get "https://s3.us-east-2.amazonaws.com/traces/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    },
    {
        cause: "log-proxy",
        pattern: /proxyconnect tcp|Proxy Authentication Required|CONNECT tunnel failed/i,
        meaning: "The proxy does not let the pod through to AWS.",
        remedy: "Let the proxy pass amazonaws.com, or add .amazonaws.com to noProxy.",
        example: 'Get "https://s3.us-east-2.amazonaws.com/traces/": Proxy Authentication Required',
    },
    {
        cause: "log-timeout",
        pattern:
            /i\/o timeout|context deadline exceeded|connection (?:refused|reset|timed out)|TLS handshake timeout|no route to host/i,
        meaning: "AWS does not answer the pod in time: its packets do not get there.",
        remedy: "Look at NetworkPolicies, at an EgressFirewall, at the VPC's routes and endpoints.",
        example:
            'unexpected error from ListObjects on traces: Get "https://s3.us-east-2.amazonaws.com/traces/": dial tcp 52.219.1.1:443: i/o timeout',
    },
    {
        cause: "log-access-denied",
        pattern: /Access ?Denied|status code: 403/i,
        meaning:
            "S3 refuses the pod. Tempo's client asks without credentials where it could not take its role, so this line does not tell which of the two it was.",
        remedy: "`tempo-sts doctor --probe` takes the role with a token of the same service account, and tells the two apart.",
        example: "unexpected error from ListObjects on traces: Access Denied",
    },
];

/** The meaning of a line; undefined for one that tells of no trouble with the storage. */
export function meaningOf(line: string): LogPattern | undefined {
    // What is logged of a query that a user cut off is no trouble of the storage.
    if (/context canceled/i.test(line)) return undefined;
    return LOG_PATTERNS.find(({ pattern }) => pattern.test(line));
}
