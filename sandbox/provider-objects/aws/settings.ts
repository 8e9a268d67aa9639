/** The AWS provider's arguments: which of them the sandbox's object understands, and what they mean. */
import type { Properties, PropertyFailure } from "../provider-object.ts";
import { flagArgument, givenArguments, textArgument, valueArgument } from "../provider-config.ts";
import { asRecord, isRecord } from "../wire-values.ts";

/** What the AWS provider needs to know. */
export interface AwsSettings {
    readonly region: string;
    /** By the provider's own names of the services. @default AWS's own */
    readonly endpoints: Readonly<Record<string, string>>;
    /** @default the SDK's own chain: environment, profile, … */
    readonly credentials?:
        | {
              readonly accessKeyId: string;
              readonly secretAccessKey: string;
              readonly sessionToken?: string;
          }
        | undefined;
    readonly profile?: string | undefined;
    /** Path of a PEM file. */
    readonly customCaBundle?: string | undefined;
    readonly s3UsePathStyle: boolean;
    readonly insecure: boolean;
    readonly maxRetries?: number | undefined;
    readonly defaultTags: Readonly<Record<string, string>>;
}

/** Arguments with a meaning here. */
const UNDERSTOOD = [
    ..."accessKey secretKey token region profile endpoints customCaBundle".split(" "),
    ..."s3UsePathStyle insecure maxRetries defaultTags".split(" "),
];
/** Arguments of checks that this object does not make, so that any value is right. */
const WITHOUT_EFFECT = [
    ..."skipCredentialsValidation skipMetadataApiCheck skipRegionValidation".split(" "),
    ..."skipRequestingAccountId s3UsEast1RegionalEndpoint retryMode stsRegion".split(" "),
    ..."userAgents tagPolicyCompliance version pluginDownloadURL".split(" "),
];

/** What is wrong with the arguments: one that would change what happens is refused, not ignored. */
export function awsSettingsFailures(config: Properties): PropertyFailure[] {
    const failures = givenArguments(config)
        .filter((name) => !UNDERSTOOD.includes(name) && !WITHOUT_EFFECT.includes(name))
        .filter((name) => !isEmpty(valueArgument(config, name)))
        .map((name) => ({
            property: name,
            reason: `the sandbox's AWS provider does not know this argument; it knows ${UNDERSTOOD.join(", ")}`,
        }));
    const keys = [textArgument(config, "accessKey"), textArgument(config, "secretKey")];
    if (keys.filter((key) => key !== undefined).length === 1) {
        failures.push({ property: "accessKey", reason: "accessKey and secretKey go together" });
    }
    return failures;
}

/** Reads the arguments; the Region falls back to the environment, as in the AWS SDKs. */
export function readAwsSettings(config: Properties): AwsSettings {
    const region =
        textArgument(config, "region") ??
        process.env["AWS_REGION"] ??
        process.env["AWS_DEFAULT_REGION"];
    if (region === undefined || region === "") {
        throw new Error(
            "Expected the AWS provider's region, got none. Set aws:region, the provider's region argument or AWS_REGION.",
        );
    }
    const maxRetries = valueArgument(config, "maxRetries");
    return {
        region,
        endpoints: readEndpoints(valueArgument(config, "endpoints")),
        credentials: readCredentials(config),
        profile: textArgument(config, "profile"),
        customCaBundle: textArgument(config, "customCaBundle"),
        s3UsePathStyle: flagArgument(config, "s3UsePathStyle"),
        insecure: flagArgument(config, "insecure"),
        maxRetries: typeof maxRetries === "number" ? maxRetries : undefined,
        defaultTags: readTags(valueArgument(config, "defaultTags")),
    };
}

function isEmpty(value: unknown): boolean {
    return (
        value === undefined ||
        value === null ||
        value === false ||
        (Array.isArray(value) && value.length === 0) ||
        (isRecord(value) && Object.keys(value).length === 0)
    );
}

/** Pulumi's argument is a list of objects, each with some services. */
function readEndpoints(value: unknown): AwsSettings["endpoints"] {
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const all: [string, unknown][] = parts.flatMap((part) => Object.entries(asRecord(part)));
    return Object.fromEntries(
        all.filter((entry): entry is [string, string] => isText(entry[1]) && entry[1] !== ""),
    );
}

function isText(value: unknown): value is string {
    return typeof value === "string";
}

function readCredentials(config: Properties): AwsSettings["credentials"] {
    const accessKeyId = textArgument(config, "accessKey");
    const secretAccessKey = textArgument(config, "secretKey");
    if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
    const sessionToken = textArgument(config, "token");
    return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken === undefined ? {} : { sessionToken }),
    };
}

function readTags(value: unknown): Record<string, string> {
    const tags = asRecord(asRecord(value)["tags"]);
    return Object.fromEntries(
        Object.entries(tags).filter(
            (entry): entry is [string, string] => typeof entry[1] === "string",
        ),
    );
}
