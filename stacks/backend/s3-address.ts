/** An S3 backend's URL, read as Pulumi and the library under it read it. */
import type { S3Connection } from "../aws/clients.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Environment } from "../settings/complete.ts";

/** Where a backend is in S3. */
export interface S3Address {
    readonly bucket: string;
    /** Before every key; empty, or with a slash at its end. */
    readonly prefix: string;
    /** The region is left to AWS's own configuration where nobody names one. */
    readonly connection: S3Connection;
}

const TRUE = new Set(["1", "t", "T", "TRUE", "true", "True"]);
/** Ways in that this project's clients do not know: only Pulumi's CLI reads such a backend. */
const UNKNOWN_WAYS = ["role", "anonymous"];

/** The address in a URL such as `s3://bucket/path?region=…&profile=…&endpoint=…`; undefined where it names none. */
export function parseS3Url(url: string, env: Environment): S3Address | undefined {
    if (!URL.canParse(url)) return undefined;
    const { hostname: bucket, pathname, searchParams: query } = new URL(url);
    if (bucket === "" || UNKNOWN_WAYS.some((name) => query.has(name))) return undefined;
    const folder = decoded(pathname).replace(/^\/+/, "");
    const slash = folder === "" || folder.endsWith("/") ? "" : "/";
    const says = (...names: string[]): boolean =>
        names.some((name) => TRUE.has(query.get(name) ?? ""));
    return {
        bucket,
        prefix: `${query.get("prefix") ?? ""}${folder}${slash}`,
        connection: {
            region: first(query.get("region"), env["AWS_REGION"], env["AWS_DEFAULT_REGION"]),
            forcePathStyle: says("use_path_style", "s3ForcePathStyle"),
            endpoints: endpoints(query, env, says("disableSSL", "disable_https")),
            ...identity(query, env),
            caBundle: first(env["AWS_CA_BUNDLE"]),
            proxy: proxy(env),
        },
    };
}

/** A text with a stray per cent sign stands for itself. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function endpoints(
    query: URLSearchParams,
    env: Environment,
    plain: boolean,
): AwsConnection["endpoints"] {
    const endpoint = first(
        query.get("endpoint"),
        env["AWS_ENDPOINT_URL_S3"],
        env["AWS_ENDPOINT_URL"],
    );
    if (endpoint === undefined) return undefined;
    return {
        s3: endpoint.includes("://") ? endpoint : `${plain ? "http" : "https"}://${endpoint}`,
    };
}

/** A profile in the URL wins over keys in the environment, which win over a profile there. */
function identity(
    query: URLSearchParams,
    env: Environment,
): Pick<AwsConnection, "credentials" | "profile" | "credentialsFile"> {
    const credentialsFile = first(env["AWS_SHARED_CREDENTIALS_FILE"]);
    const named = first(query.get("profile"));
    if (named !== undefined) return { profile: named, credentialsFile };
    const [accessKeyId, secretAccessKey] = [
        first(env["AWS_ACCESS_KEY_ID"]),
        first(env["AWS_SECRET_ACCESS_KEY"]),
    ];
    if (accessKeyId === undefined || secretAccessKey === undefined) {
        return { profile: first(env["AWS_PROFILE"]), credentialsFile };
    }
    const sessionToken = first(env["AWS_SESSION_TOKEN"]);
    return { credentials: { accessKeyId, secretAccessKey, sessionToken } };
}

function proxy(env: Environment): AwsConnection["proxy"] {
    const url = first(env["HTTPS_PROXY"], env["https_proxy"]);
    const exceptions = first(env["NO_PROXY"], env["no_proxy"]) ?? "";
    return url === undefined ? undefined : { HTTPS_PROXY: url, NO_PROXY: exceptions };
}

function first(...values: (string | null | undefined)[]): string | undefined {
    return (
        values.find((value) => value !== undefined && value !== null && value !== "") ?? undefined
    );
}
