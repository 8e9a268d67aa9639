/** Faults of the storage Secret. */
import type { Fault } from "../fault.ts";

/** A stack with access keys, as it should be. */
const STATIC = { mode: "static", spec: { storage: { tls: { enabled: true } } } } as const;

/** The Secret. */
export const SECRET_FAULTS: readonly Fault[] = [
    {
        name: "secret-deleted",
        title: "The storage Secret was deleted",
        cause: "secret-missing",
        inject: async (stage) => {
            await stage.remove("Secret", stage.names.secretName);
        },
    },
    ofFields("secret-no-role", "No `role_arn`", "secret-key-missing", { role_arn: undefined }),
    ofFields("secret-empty-bucket", "An empty `bucket`", "secret-key-missing", { bucket: "" }),
    {
        ...ofFields(
            "secret-no-access-key",
            "Access keys without `access_key_secret`",
            "secret-key-missing",
            { access_key_secret: undefined },
        ),
        shape: STATIC,
    },
    ofFields("secret-both-sets", "Keys of both credential modes", "secret-both-key-sets", {
        access_key_id: "AKIA",
        access_key_secret: "secret",
        endpoint: "https://s3.example",
    }),
    {
        ...ofFields(
            "secret-static-in-token-mode",
            "`credentialMode: token` and a Secret with access keys",
            "secret-wrong-mode",
            {
                ...{ region: undefined, role_arn: undefined, endpoint: "https://s3.example" },
                ...{ access_key_id: "tempo", access_key_secret: "supersecret" },
            },
        ),
        shape: { spec: { storage: { secret: { credentialMode: "token" } } } },
    },
    {
        name: "secret-encoded-twice",
        title: "`role_arn` in base64 of base64",
        cause: "secret-encoding",
        inject: async (stage) => {
            const twice = Buffer.from(stage.names.roleArn).toString("base64");
            await stage.patchSecret({ role_arn: twice });
        },
    },
    ofFields("secret-quoted-region", "`region` in quotes", "secret-encoding", {
        region: '"us-east-2"',
    }),
    ofFields("secret-hidden-character", "A soft hyphen in `bucket`", "secret-encoding", {
        bucket: "tra\u00adces",
    }),
    {
        name: "secret-bytes",
        title: "`region` holds bytes that are no text",
        cause: "secret-encoding",
        inject: async (stage) => {
            await stage.patch("Secret", stage.names.secretName, {
                data: { region: Buffer.from([0xff, 0xfe, 0x75]).toString("base64") },
            });
        },
    },
    {
        name: "secret-line-end",
        title: "A line end after `role_arn`",
        cause: "secret-whitespace",
        inject: async (stage) => {
            await stage.patchSecret({ role_arn: `${stage.names.roleArn}\n` });
        },
    },
    {
        name: "secret-blank-before-bucket",
        title: "A blank before `bucket`",
        cause: "secret-whitespace",
        inject: async (stage) => {
            await stage.patchSecret({ bucket: ` ${stage.names.bucketName}` });
        },
    },
    ofFields("secret-nonsense-role", "`role_arn: nonsense`", "secret-role-arn", {
        role_arn: "nonsense",
    }),
    ofFields("secret-user-arn", "`role_arn` is the ARN of a user", "secret-role-arn", {
        role_arn: "arn:aws:iam::123456789012:user/tempo",
    }),
    ofFields("secret-role-elsewhere", "`role_arn` of another partition", "secret-role-arn", {
        role_arn: "arn:aws-us-gov:iam::123456789012:role/tempo",
    }),
    ofFields("secret-no-region", "`region: nowhere`", "secret-region", { region: "nowhere" }),
    ofFields("secret-region-china", "`region: cn-north-1`", "secret-region", {
        region: "cn-north-1",
    }),
    ofFields("secret-bucket-url", "`bucket: s3://traces`", "secret-bucket-name", {
        bucket: "s3://traces",
    }),
    {
        ...ofFields("secret-endpoint", "`endpoint` without a scheme", "secret-endpoint", {
            endpoint: "s3.us-east-2.amazonaws.com",
        }),
        shape: STATIC,
    },
    {
        name: "secret-endpoint-http",
        title: "An https `endpoint` without `storage.tls`",
        cause: "secret-endpoint-over-http",
        shape: { mode: "static" },
        inject: () => undefined,
    },
];

function ofFields(
    name: string,
    title: string,
    cause: string,
    fields: Readonly<Record<string, string | undefined>>,
): Fault {
    return { name, title, cause, inject: async (stage) => stage.patchSecret(fields) };
}
