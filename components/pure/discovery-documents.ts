// What an issuer publishes: its discovery document and its public keys, and where they are when a bucket holds them.
import { PARTITIONS, type Partition } from "./partition.ts";
import { describeValue, type Problem } from "./problems.ts";
import { isTable } from "./fields/raw-values.ts";

/** One public key, as RFC 7517 writes it. */
export interface SigningKey {
    readonly kid: string;
    readonly kty: string;
    readonly alg?: string | undefined;
    readonly use?: string | undefined;
    /** Of a key of RSA. */
    readonly n?: string | undefined;
    readonly e?: string | undefined;
    /** Of a key on an elliptic curve. */
    readonly crv?: string | undefined;
    readonly x?: string | undefined;
    readonly y?: string | undefined;
}

/** The public keys of a cluster, as its `/openid/v1/jwks` answers. */
export interface SigningKeys {
    readonly keys: readonly SigningKey[];
}

/** A bucket that an issuer's URL names. */
export interface DiscoveryBucket {
    readonly bucketName: string;
    readonly region: string;
    readonly partition: Partition;
}

/** Where the two documents are, as keys of objects; as the credential operator's tool lays them out. */
export const DISCOVERY_KEY = ".well-known/openid-configuration";
export const SIGNING_KEYS_KEY = "keys.json";

const PRIVATE_FIELDS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] as const;
const KEY_TYPES = ["RSA", "EC"];

/** The bucket of an issuer `https://<bucket>.s3.<region>.<suffix>`; undefined for any other. */
export function discoveryBucket(issuer: string): DiscoveryBucket | undefined {
    const parts = /^https:\/\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.s3\.([a-z0-9-]+)\.([a-z.]+)$/.exec(
        issuer,
    );
    const [, bucketName, region = "", dnsSuffix] = parts ?? [];
    const facts = PARTITIONS.find(({ regionPattern }) => regionPattern.test(region));
    return bucketName === undefined || facts === undefined || facts.dnsSuffix !== dnsSuffix
        ? undefined
        : { bucketName, region, partition: facts.partition };
}

/** What STS reads first: whose keys these are, and where they lie. */
export function discoveryDocument(issuer: string, { keys }: SigningKeys): Record<string, unknown> {
    return {
        issuer,
        jwks_uri: `${issuer}/${SIGNING_KEYS_KEY}`,
        response_types_supported: ["id_token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: [
            ...new Set(keys.map(({ alg }) => alg ?? "RS256")),
        ].sort(),
        claims_supported: ["aud", "exp", "sub", "iat", "iss"],
    };
}

/** The keys as they are published: their public members, by key id, so that another order is no change. */
export function publishedKeys({ keys }: SigningKeys): SigningKeys {
    const published = keys.map(({ kid, kty, alg, use, n, e, crv, x, y }): SigningKey => {
        return { kid, kty, alg, use, n, e, crv, x, y };
    });
    return { keys: published.sort((a, b) => (a.kid < b.kid ? -1 : a.kid > b.kid ? 1 : 0)) };
}

/** What keeps a value from being a set of public keys that may be published. */
export function signingKeysProblems(value: unknown, path: string): Problem[] {
    const keys: unknown = isTable(value) ? value["keys"] : undefined;
    if (!Array.isArray(keys) || keys.length === 0) {
        return [
            {
                path,
                expected: "a JSON Web Key Set with at least one key",
                found: describeValue(value),
                remedy: "Give what the cluster's /openid/v1/jwks answers",
            },
        ];
    }
    return keys.flatMap((key: unknown, index) => keyProblems(key, `${path}.keys[${index}]`));
}

function keyProblems(key: unknown, path: string): Problem[] {
    const fields = isTable(key) ? key : {};
    const secrets = PRIVATE_FIELDS.filter((field) => fields[field] !== undefined);
    if (secrets.length > 0) {
        return [
            {
                path,
                expected: "a public key",
                found: `one with the private ${secrets.join(", ")}`,
                remedy: "Never publish it, and take it out of use: give what the cluster's /openid/v1/jwks answers",
            },
        ];
    }
    const { kid, kty } = fields;
    return typeof kid === "string" && kid !== "" && KEY_TYPES.includes(String(kty))
        ? []
        : [
              {
                  path,
                  expected: "a key of RSA or EC with a key id",
                  found: describeValue({ kid, kty }),
                  remedy: "Give what the cluster's /openid/v1/jwks answers",
              },
          ];
}
