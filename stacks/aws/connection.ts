// Where AWS is and who asks it, as the AWS Pulumi provider of this stack has it.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import type { Environment } from "../settings/complete.ts";
import type { Settings } from "../settings/settings.ts";

/** The services that this project talks to. */
export type Service = "s3" | "sts" | "iam" | "kms" | "cloudtrail";

const SERVICES: readonly Service[] = ["s3", "sts", "iam", "kms", "cloudtrail"];

/** Credentials, temporary ones included. */
export interface AwsCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
}

/** What all AWS clients are made from. */
export interface AwsConnection {
    readonly region: string;
    /** @default - AWS's own */
    readonly endpoints?: Readonly<Partial<Record<Service, string>>> | undefined;
    /** @default - what AWS's own tools would find: environment, profile, container, instance */
    readonly credentials?: AwsCredentials | undefined;
    /** The shared credentials file for that search. @default - as AWS's own tools: ~/.aws/credentials */
    readonly credentialsFile?: string | undefined;
    /** The profile for that search. @default - as AWS's own tools */
    readonly profile?: string | undefined;
    /** A PEM file of authorities to be trusted beside the usual ones. @default - none */
    readonly caBundle?: string | undefined;
    /** Whether the bucket's name stands in the path. @default false */
    readonly forcePathStyle?: boolean | undefined;
    /** `HTTPS_PROXY` and `NO_PROXY`, where there are some. @default - no proxy */
    readonly proxy?: Readonly<Record<string, string>> | undefined;
}

/** The connection that the settings describe; `env` adds what AWS's own tools read from the environment. */
export function awsConnection(settings: Settings, env: Environment = process.env): AwsConnection {
    const { aws } = settings;
    const text = (name: string) => nonEmpty(aws[name]);
    const files = aws["sharedCredentialsFiles"];
    const firstFile: unknown = Array.isArray(files) ? files[0] : undefined;
    return {
        region: settings.region,
        endpoints: endpointsIn(aws["endpoints"]),
        credentials: credentialsFrom(text("accessKey"), text("secretKey"), text("token")),
        credentialsFile: nonEmpty(firstFile) ?? settings.awsCredentialsFile,
        profile: text("profile"),
        caBundle: text("customCaBundle") ?? nonEmpty(env["AWS_CA_BUNDLE"]),
        forcePathStyle: aws["s3UsePathStyle"] === true,
        proxy: proxyFrom(
            text("httpsProxy") ?? env["HTTPS_PROXY"] ?? env["https_proxy"],
            text("noProxy") ?? env["NO_PROXY"] ?? env["no_proxy"],
        ),
    };
}

/** The connection that AWS's own tools would make, without any stack; the Region only where the environment has one. */
export function environmentConnection(
    env: Environment = process.env,
): Omit<AwsConnection, "region"> & { readonly region?: string | undefined } {
    return {
        region: nonEmpty(env["AWS_REGION"]) ?? nonEmpty(env["AWS_DEFAULT_REGION"]),
        endpoints: endpointsFrom(env),
        profile: nonEmpty(env["AWS_PROFILE"]),
        caBundle: nonEmpty(env["AWS_CA_BUNDLE"]),
        proxy: proxyFrom(
            env["HTTPS_PROXY"] ?? env["https_proxy"],
            env["NO_PROXY"] ?? env["no_proxy"],
        ),
    };
}

// The provider takes a list of tables, each with some services.
function endpointsIn(value: unknown): AwsConnection["endpoints"] {
    const tables = Array.isArray(value) ? value.filter(isTable) : [];
    const found = SERVICES.flatMap((service): [Service, string][] => {
        const url = nonEmpty(tables.find((table) => nonEmpty(table[service]))?.[service]);
        return url === undefined ? [] : [[service, url]];
    });
    return Object.fromEntries(found);
}

function endpointsFrom(env: Environment): AwsConnection["endpoints"] {
    const found = (["s3", "sts", "iam", "kms"] as const).flatMap((service): [Service, string][] => {
        const own = nonEmpty(env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`]);
        const url = own ?? nonEmpty(env["AWS_ENDPOINT_URL"]);
        return url === undefined ? [] : [[service, url]];
    });
    return Object.fromEntries(found);
}

function credentialsFrom(
    accessKeyId: string | undefined,
    secretAccessKey: string | undefined,
    sessionToken: string | undefined,
): AwsCredentials | undefined {
    return accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey, sessionToken };
}

function proxyFrom(
    proxy: string | undefined,
    exceptions: string | undefined,
): Record<string, string> | undefined {
    return proxy === undefined || proxy === ""
        ? undefined
        : { HTTPS_PROXY: proxy, NO_PROXY: exceptions ?? "" };
}

function nonEmpty(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}
