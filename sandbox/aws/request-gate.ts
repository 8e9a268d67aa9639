/** What the front refuses before anything reaches the emulator, because the emulator would let it pass. */
import { AwsError } from "./aws-error.ts";
import type { Dialect } from "./aws-error.ts";
import { credentialScope, headerValues } from "./credential-scope.ts";
import type { CredentialScope, RequestHead } from "./credential-scope.ts";
import { refuseUnknownSubresource } from "./s3-subresources.ts";

/** The token service's name in a credential scope. */
const STS = "sts";
const S3 = "s3";

/**
 * The services a request may be signed for. MiniStack has many more, but for a name it does not know it looks at the
 * body instead, where a web identity call could hide.
 */
const SERVICES = new Set([
    ...[
        S3,
        STS,
        "iam",
        "kms",
        "cloudtrail",
        "logs",
        "monitoring",
        "events",
        "sns",
        "sqs",
        "tagging",
    ],
    ...["resource-groups", "ec2", "account", "organizations", "secretsmanager", "ssm", "dynamodb"],
]);

/** MiniStack's own switches: reset everything, change its configuration, read its mail. */
const ADMINISTRATION = /^\/+_/;
const STS_TARGET = /^AWSSecurityTokenService/i;

/** In which family's words to refuse. */
export function dialectOf(head: RequestHead): Dialect {
    if (headerValues(head, "x-amz-target").length > 0) return "json";
    const service = /\/([a-z0-9-]+)\/aws4_request/.exec(
        headerValues(head, "authorization")[0] ?? head.query.get("X-Amz-Credential") ?? "",
    )?.[1];
    if (service !== undefined) return service === S3 ? "s3" : "query";
    return head.method === "POST" || head.query.has("Action") ? "query" : "s3";
}

/** What becomes of a request that may pass. */
export interface Passage {
    /** Its body has to be read first: it may ask for a role with a web identity. */
    readonly toSts: boolean;
    /** Who signed it; undefined for one that nobody signed. */
    readonly scope: CredentialScope | undefined;
}

/**
 * Lets a request through, or refuses it. What is not `toSts` can reach no web identity call of the emulator: there the
 * service in a signed header decides, or the call has no body that would be read for an action.
 *
 * @throws AwsError
 */
export function passGate(head: RequestHead): Passage {
    refuseHiddenDoors(head);
    const scope = credentialScope(head);
    if (scope !== undefined) refuseService(head, scope);
    if (mayReachSts(head, scope)) return { toSts: true, scope };
    if (scope === undefined) refuseUnsigned(head);
    if (scope === undefined || scope.service === S3) refuseUnknownSubresource(head);
    return { toSts: false, scope };
}

function refuseHiddenDoors(head: RequestHead): void {
    if (!head.target.startsWith("/")) {
        throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
    if (ADMINISTRATION.test(head.path)) {
        throw new AwsError(403, "AccessDenied", "The emulator's own switches are not for clients.");
    }
    if (headerValues(head, "x-amz-target").some((target) => STS_TARGET.test(target.trim()))) {
        throw new AwsError(
            400,
            "UnknownOperationException",
            "STS speaks AWS's query protocol only.",
        );
    }
}

/** Whether the emulator might look for an action of STS in it. */
function mayReachSts(head: RequestHead, scope: CredentialScope | undefined): boolean {
    if (scope?.presigned === false) return scope.service === STS;
    return head.method === "POST" || head.query.has("Action");
}

function refuseService(head: RequestHead, scope: CredentialScope): void {
    if (!SERVICES.has(scope.service)) {
        throw new AwsError(
            501,
            "NotImplemented",
            `The sandbox's AWS does not offer the service "${scope.service}".`,
        );
    }
    if (scope.presigned && head.method === "POST") {
        throw new AwsError(501, "NotImplemented", "The sandbox's AWS takes no presigned POST.");
    }
}

/** S3 answers anonymous callers where a bucket's policy says so; MiniStack also lets them list and make buckets. */
function refuseUnsigned(head: RequestHead): void {
    if (headerValues(head, "x-amz-target").length > 0) throw missingToken();
    if (head.method === "OPTIONS") return;
    const namesBucket = /^\/+[^/]/.test(head.path);
    const namesObject = /^\/+[^/]+\/+[^]/.test(head.path);
    if (!namesBucket || (head.method === "PUT" && !namesObject)) {
        throw new AwsError(403, "AccessDenied", "Access Denied");
    }
}

/** What AWS says to a call that had to be signed. */
export function missingToken(): AwsError {
    return new AwsError(
        403,
        "MissingAuthenticationToken",
        "Request is missing Authentication Token",
    );
}
