import { expect } from "chai";
import fc from "fast-check";

import { namesSecret, redact } from "../../../components/pure/redact.ts";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const JWT = `${part({ alg: "RS256", kid: "k" })}.${part({ sub: "system:serviceaccount:n:tempo-t", exp: 1 })}.c2lnbmF0dXJlLXNpZ25hdHVyZQ`;
const AWS_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const KEY = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEow", "-----END RSA PRIVATE KEY-----"].join(
    "\n",
);
const HEX_40 = "3a66a97c0ffee3a66a97c0ffee3a66a97c0ffee0";

describe("the redaction of texts", () => {
    const shapes: [string, string, string][] = [
        [
            "a token, keeping whose it was",
            `got ${JWT}.`,
            "got [token of system:serviceaccount:n:tempo-t].",
        ],
        ["a token that cannot be read", "eyJhbGciOiJub25lIn0.bm90IGpzb24.x", "[token]"],
        [
            "a token whose signature was cut off",
            JWT.split(".").slice(0, 2).join("."),
            "[token of system:serviceaccount:n:tempo-t]",
        ],
        [
            "a token whose subject says more than who it is",
            `${part({ alg: "x" })}.${part({ sub: "a\nb" })}.x`,
            "[token]",
        ],
        ["an AWS access key id", "key ASIAIOSFODNN7EXAMPLE used", "key [AWS access key id] used"],
        ["an AWS secret by its form", `(${AWS_SECRET})`, "([AWS secret access key])"],
        [
            "an AWS secret by its name",
            "aws_secret_access_key = short",
            "aws_secret_access_key = [redacted]",
        ],
        [
            "an AWS secret in JSON",
            '{"SecretAccessKey":"abc","x":1}',
            '{"SecretAccessKey":"[redacted]","x":1}',
        ],
        [
            "a session token by its form",
            `IQoJb3JpZ2luX2VjE${"a/".repeat(20)}==`,
            "[AWS session token]",
        ],
        [
            "a session token by its name",
            "AWS_SESSION_TOKEN=abc%2Fdef x",
            "AWS_SESSION_TOKEN=[redacted] x",
        ],
        [
            "a Pulumi token",
            "token pul-0123456789abcdef0123456789abcdef01234567",
            "token [Pulumi token]",
        ],
        ["an OpenShift token", "sha256~abcdefghijklmnopqrstuvwxyz012345", "[OpenShift token]"],
        [
            "a header",
            "Authorization: Bearer abc.def\nHost: x",
            "Authorization: [redacted]\nHost: x",
        ],
        [
            "a header in JSON",
            '{"authorization":"AWS4-HMAC-SHA256 Credential=a/b","h":1}',
            '{"authorization":"[redacted]","h":1}',
        ],
        [
            "a bearer without its header",
            "sent Bearer abcdefgh12345678 to it",
            "sent Bearer [redacted] to it",
        ],
        ["a private key", `a\n${KEY}\nb`, "a\n[private key]\nb"],
        ["a private key that was cut off", `a\n${KEY.slice(0, 40)}`, "a\n[private key]"],
        [
            "a private key in base64",
            `client-key: ${Buffer.from(KEY).toString("base64")}`,
            "client-key: [private key]",
        ],
        [
            "a passphrase by its name",
            "PULUMI_CONFIG_PASSPHRASE=correct",
            "PULUMI_CONFIG_PASSPHRASE=[redacted]",
        ],
        ["a password in a URL", "https://me:pass@host/x", "https://[redacted]@host/x"],
        ["a signed URL", "?X-Amz-Signature=0123abcd&x=1", "?X-Amz-Signature=[redacted]&x=1"],
        [
            "escaped JSON in a log line",
            '{\\"password\\":\\"p\\",\\"x\\":1}',
            '{\\"password\\":\\"[redacted]\\",\\"x\\":1}',
        ],
        ["a kubeconfig's token", "    token: abcdefghij0123456789", "    token: [redacted]"],
    ];
    for (const [what, text, expected] of shapes) {
        it(`takes out ${what}`, () => {
            expect(redact(text)).to.equal(expected);
            expect(redact(expected)).to.equal(expected);
        });
    }

    const harmless = [
        `commit ${HEX_40}`,
        "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
        "credentialMode: token",
        "error: token: not found",
        "system:serviceaccount:ns:tempo-tmstack",
        "a sub or aud claim that differs: expected aud sts.amazonaws.com",
        "/apis/tempo.grafana.com/v1alpha1/namespaces/n/tempostacks/t",
        "https://oidc.example/c?x=1@2",
        Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB").toString("base64"),
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ];
    for (const text of harmless) {
        it(`leaves ${text.slice(0, 40)} as it is`, () => {
            expect(redact(text)).to.equal(text);
        });
    }

    it("takes out what is given, as JSON, URLs and base64 write it, too", () => {
        const secret = 'p"ss wörd';
        const texts = [secret, JSON.stringify(secret), encodeURIComponent(secret)];
        texts.push(Buffer.from(secret).toString("base64"));
        for (const text of texts) {
            expect(redact(`a ${text} b`, [secret])).to.match(/^a "?\[redacted\]"? b$/);
        }
    });

    it("takes out secrets that overlap as one", () => {
        expect(redact("xabcdefy", ["abcd", "cdef"])).to.equal("x[redacted]y");
    });

    it("leaves no secret that was given in any text, be it part of a mark", () => {
        const secret = fc.oneof(
            fc.string({ minLength: 1 }),
            fc.string({ unit: "binary", minLength: 1 }),
            fc.base64String({ minLength: 4 }),
            fc.constantFrom("e", "]", "[redacted]", "redacted", "token", "AWS"),
        );
        const text = fc.tuple(fc.string(), fc.string(), fc.constantFrom("", JWT, "password=", KEY));
        fc.assert(
            fc.property(
                fc.array(secret, { minLength: 1, maxLength: 4 }),
                text,
                (secrets, parts) => {
                    const [before, after, shape] = parts;
                    const whole = `${before}${secrets.join(shape)}${after}${secrets.join("")}`;
                    for (const each of secrets) expect(redact(whole, secrets)).to.not.contain(each);
                },
            ),
            { numRuns: 2000 },
        );
    });

    it("does not change what has no secret in it", () => {
        const word = fc.stringMatching(/^[a-z]{1,12}$/);
        fc.assert(
            fc.property(fc.array(word), (words) => {
                const text = words.join(" ");
                expect(redact(text, ["0123456789"])).to.equal(text);
            }),
        );
    });

    it("ends soon on long texts", () => {
        for (const piece of [
            "eyJ",
            "a",
            "token=",
            "-----BEGIN PRIVATE KEY-----",
            "password ",
            "https://a:",
        ]) {
            const started = performance.now();
            redact(piece.repeat(200_000 / piece.length), ["x".repeat(20)]);
            expect(performance.now() - started, piece).to.be.lessThan(1500);
        }
    });

    it("knows the names of secrets", () => {
        const names = [
            "password",
            "AWS_SECRET_ACCESS_KEY",
            "secretKey",
            "token",
            "client-key-data",
        ];
        for (const name of names) expect(namesSecret(name), name).to.equal(true);
        for (const name of ["secretName", "tokens", "roleArn"])
            expect(namesSecret(name)).to.equal(false);
    });
});
