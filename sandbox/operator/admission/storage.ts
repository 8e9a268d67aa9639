/** What the operator thinks of a storage Secret, at admission and again whenever it reconciles. */
import { invalid, type FieldError } from "./field-error.ts";

/** What was found under a name; a problem says, in Kubernetes' words, why nothing was. */
export type Lookup<T> =
    { readonly found: T; readonly problem?: never } | { readonly problem: string };

/** The decoded members of a Secret or ConfigMap. */
export type Entries = Readonly<Record<string, string>>;

/** How Tempo gets its credentials. */
export type CredentialMode = "static" | "token" | "token-cco";

/** What the storage part of a custom resource asks for. */
export interface StorageRequest {
    readonly secretName: string;
    readonly type: string;
    readonly credentialMode?: string | undefined;
    readonly tlsEnabled: boolean;
    readonly caName?: string | undefined;
    /** Where errors about the Secret are reported. */
    readonly secretField: string;
    /** Where errors about the authority's ConfigMap are reported. */
    readonly caField: string;
}

/** What the storage part of a custom resource comes to. */
export interface StorageParameters {
    readonly mode: CredentialMode;
    readonly bucket: string;
    readonly region: string;
    readonly roleArn: string;
    readonly endpoint: string;
    readonly insecure: boolean;
}

/** Either the parameters, or what is wrong. */
export type StorageResult =
    | { readonly parameters: StorageParameters; readonly errors?: never }
    | { readonly errors: readonly FieldError[] };

/** The beginnings of messages that only warn at admission, because the object may come later. */
const MAY_COME_LATER = [
    "could not fetch storage configuration secret",
    "could not fetch ConfigMap",
] as const;

const TOKEN_KEYS = ["bucket", "region", "role_arn"] as const;
const TOKEN_CCO_KEYS = ["bucket", "region"] as const;
const STATIC_KEYS = ["bucket", "endpoint", "access_key_id", "access_key_secret"] as const;
const CA_KEYS = ["service-ca.crt", "ca.crt", "ca-bundle.crt"] as const;

/** Judges a storage request by what the Secret and the authority's ConfigMap hold. */
export function judgeStorage(
    request: StorageRequest,
    secret: Lookup<Entries>,
    authority: Lookup<Entries> | undefined,
): StorageResult {
    const { secretField, secretName } = request;
    if (secret.problem !== undefined) {
        const detail = `${MAY_COME_LATER[0]}: ${secret.problem}. Tempo will start once the storage secret is available`;
        return { errors: [invalid(secretField, secretName, detail)] };
    }
    if (request.type !== "s3") {
        const detail = `the sandbox's operator stand-in knows storage of type s3 only, got ${request.type}. Use a real operator for others`;
        return { errors: [invalid(secretField, secretName, detail)] };
    }
    const mode = credentialMode(request, secret.found);
    if (typeof mode !== "string") return { errors: [mode] };
    const errors = [
        ...secretErrors(request, secret.found, mode),
        ...(authority && request.tlsEnabled ? authorityErrors(request, authority) : []),
    ];
    if (errors.length > 0) return { errors };
    return { parameters: parametersOf(request, secret.found, mode) };
}

/** Errors that are only warnings when a custom resource is admitted. */
export function warningsOf(errors: readonly FieldError[]): readonly string[] {
    const [only, ...others] = errors;
    const isLater = MAY_COME_LATER.some((beginning) => only?.detail.startsWith(beginning));
    return only && others.length === 0 && isLater ? [only.detail] : [];
}

function credentialMode(request: StorageRequest, secret: Entries): CredentialMode | FieldError {
    const given = request.credentialMode;
    if (given === "static" || given === "token" || given === "token-cco") return given;
    const has = (keys: readonly string[]): boolean => keys.slice(1).some((key) => key in secret);
    if (!has(TOKEN_KEYS)) return "static";
    if (!has(STATIC_KEYS)) return "token";
    return invalid(
        request.secretField,
        request.secretName,
        "storage secret contains fields for long lived and short lived configuration",
    );
}

function secretErrors(
    { secretField, secretName }: StorageRequest,
    secret: Entries,
    mode: CredentialMode,
): readonly FieldError[] {
    const keys = { static: STATIC_KEYS, token: TOKEN_KEYS, "token-cco": TOKEN_CCO_KEYS }[mode];
    const missing = keys
        .filter((key) => !secret[key])
        .map((key) =>
            invalid(secretField, secretName, `storage secret must contain "${key}" field`),
        );
    const endpoint = secret["endpoint"];
    if (mode !== "static" || endpoint === undefined || isAbsoluteUrl(endpoint)) return missing;
    const detail = '"endpoint" field of storage secret must be a valid URL';
    return [...missing, invalid(secretField, secretName, detail)];
}

function authorityErrors(
    { caField, caName }: StorageRequest,
    authority: Lookup<Entries>,
): readonly FieldError[] {
    if (authority.problem !== undefined) {
        return [invalid(caField, caName, `${MAY_COME_LATER[1]}: ${authority.problem}`)];
    }
    if (CA_KEYS.some((key) => authority.found[key])) return [];
    const [first, second, third] = CA_KEYS;
    const detail = `CA ConfigMap must contain a '${first}', '${second}', or '${third}' key`;
    return [invalid(caField, caName, detail)];
}

function parametersOf(
    request: StorageRequest,
    secret: Entries,
    mode: CredentialMode,
): StorageParameters {
    const region = secret["region"] ?? "";
    const given = (secret["endpoint"] ?? "").replace(/^https?:\/\//u, "");
    return {
        mode,
        bucket: secret["bucket"] ?? "",
        region,
        roleArn: mode === "token" ? (secret["role_arn"] ?? "") : "",
        endpoint: mode === "static" ? given : `s3.${region}.amazonaws.com`,
        insecure: mode === "static" && !request.tlsEnabled,
    };
}

function isAbsoluteUrl(text: string): boolean {
    return /^[a-z][a-z0-9+.-]*:/iu.test(text) && URL.canParse(text);
}
