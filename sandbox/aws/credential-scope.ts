/** Who a request says it is from, and for which service it was signed. */
import { AwsError } from "./aws-error.ts";

/** What a request's signature names. */
export interface CredentialScope {
    readonly accessKeyId: string;
    readonly region: string;
    readonly service: string;
    /** Signed in the query string and not in the Authorization header. */
    readonly presigned: boolean;
}

/** A request as far as it is known before its body. */
export interface RequestHead {
    readonly method: string;
    /** As it came: path and query string. */
    readonly target: string;
    /** Name and value by turns, as they came. */
    readonly rawHeaders: readonly string[];
    readonly query: URLSearchParams;
    /** The path with its percent signs resolved. */
    readonly path: string;
}

/**
 * AWS's own key ids. MiniStack takes `test`, twelve digits and its configured root key for the account's root without
 * looking at the signature; none of them has this form.
 */
const ACCESS_KEY_ID = /^A[KS]IA[0-9A-Z]{12,124}$/;
const HEADER = /^AWS4-HMAC-SHA256\s+(.+)$/s;
const CREDENTIAL = /^([^/\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request$/;
const HEADER_FIELDS = ["Credential", "SignedHeaders", "Signature"];
/** Signature Version 2 and parts of a Version 4 signature, which on their own MiniStack reads as a claim. */
const LEGACY_QUERY = ["AWSAccessKeyId", "Signature", "x-amz-credential", "x-amz-algorithm"];

/** Reads a request's head. */
export function readHead(
    method: string,
    target: string,
    rawHeaders: readonly string[],
): RequestHead {
    const [path = "", ...rest] = target.split("?");
    return {
        method,
        target,
        rawHeaders,
        query: new URLSearchParams(rest.join("?")),
        path: decodePath(path),
    };
}

/** Every value of a header, in order. */
export function headerValues(head: RequestHead, name: string): string[] {
    return head.rawHeaders.filter(
        (_, index) => index % 2 === 1 && head.rawHeaders[index - 1]?.toLowerCase() === name,
    );
}

/**
 * Finds out who signed, without checking the signature: MiniStack does that, and sees the same bytes.
 *
 * @returns undefined for a request that claims nobody
 * @throws AwsError when the claim is not one that Signature Version 4 allows, or the key no AWS key
 */
export function credentialScope(head: RequestHead): CredentialScope | undefined {
    const authorization = headerValues(head, "authorization");
    const inQuery = head.query.getAll("X-Amz-Credential");
    if (
        authorization.length + inQuery.length > 1 ||
        LEGACY_QUERY.some((name) => head.query.has(name)) ||
        head.query.getAll("X-Amz-Algorithm").some((value) => value !== "AWS4-HMAC-SHA256")
    ) {
        throw unsupported();
    }
    if (authorization[0] !== undefined) {
        return scopeOf(credentialOfHeader(authorization[0]), false);
    }
    if (inQuery[0] !== undefined) {
        if (!head.query.has("X-Amz-Algorithm")) throw unsupported();
        return scopeOf(inQuery[0], true);
    }
    if (head.query.has("X-Amz-Algorithm")) throw incomplete();
    return undefined;
}

function decodePath(path: string): string {
    // What is no UTF-8 stays as it is: MiniStack then sees replacement characters, never a slash or an underscore.
    return path.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
        try {
            return decodeURIComponent(escaped);
        } catch {
            return Buffer.from(escaped.replaceAll("%", ""), "hex").toString("latin1");
        }
    });
}

function credentialOfHeader(authorization: string): string {
    const fields = HEADER.exec(authorization)?.[1];
    if (fields === undefined) throw unsupported();
    const byName = new Map<string, string>();
    for (const field of fields.split(",")) {
        const [name = "", ...value] = field.trim().split("=");
        if (!HEADER_FIELDS.includes(name) || byName.has(name)) throw incomplete();
        byName.set(name, value.join("="));
    }
    const credential = byName.get("Credential");
    if (credential === undefined || byName.size !== HEADER_FIELDS.length) throw incomplete();
    return credential;
}

function scopeOf(credential: string, presigned: boolean): CredentialScope {
    const parts = CREDENTIAL.exec(credential);
    if (parts === null) throw incomplete();
    const [, accessKeyId = "", region = "", service = ""] = parts;
    if (!ACCESS_KEY_ID.test(accessKeyId)) throw unknownKey(service);
    return { accessKeyId, region, service, presigned };
}

function unknownKey(service: string): AwsError {
    return service === "s3"
        ? new AwsError(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.",
          )
        : new AwsError(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.",
          );
}

function incomplete(): AwsError {
    return new AwsError(
        400,
        "IncompleteSignature",
        "The request signature does not conform to AWS standards.",
    );
}

function unsupported(): AwsError {
    return new AwsError(
        400,
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    );
}
