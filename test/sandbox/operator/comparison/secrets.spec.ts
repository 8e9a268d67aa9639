import { expect } from "chai";

import { make, removeAndWait, tryOut } from "../requests.ts";
import {
    blueprintStack,
    conditionOf,
    makeNamespace,
    makeSecret,
    TOKEN_SECRET,
    tryWhenSeen,
} from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";
import { JAEGER_WARNING, LATE_SECRET, OPEN_WARNING } from "./warnings.ts";

/** What it is, the Secret's members, how it is refused (if it is), and the mode asked for. */
type SecretCase = readonly [
    what: string,
    data: Readonly<Record<string, string>>,
    refusal?: string | undefined,
    credentialMode?: string,
];

const { bucket, region, role_arn } = TOKEN_SECRET;
const KEYS = { endpoint: "https://s3.example", access_key_id: "a", access_key_secret: "b" };

const CASES: readonly SecretCase[] = [
    ["bucket, region and role_arn", TOKEN_SECRET],
    ["no region", { bucket, role_arn }, lacks("region")],
    ["no role_arn", { bucket, region }, lacks("role_arn")],
    ["an empty bucket", { ...TOKEN_SECRET, bucket: "" }, lacks("bucket")],
    ["no bucket at all", { region, role_arn }, lacks("bucket")],
    ["keys only", { bucket, ...KEYS }],
    [
        "an endpoint without a scheme",
        { bucket, ...KEYS, endpoint: "minio" },
        invalid('"endpoint" field of storage secret must be a valid URL'),
    ],
    ["nothing", {}, lacks("bucket", "endpoint", "access_key_id", "access_key_secret")],
    [
        "both sets",
        { ...TOKEN_SECRET, ...KEYS },
        invalid("storage secret contains fields for long lived and short lived configuration"),
    ],
    [
        "keys only, where a token is asked for",
        { bucket, ...KEYS },
        lacks("region", "role_arn"),
        "token",
    ],
    [
        "an endpoint besides, where a token is asked for",
        { ...TOKEN_SECRET, endpoint: "https://s3.example" },
        undefined,
        "token",
    ],
    ["a newline at the end of role_arn", { ...TOKEN_SECRET, role_arn: `${role_arn}\n` }],
    ["a blank before bucket", { ...TOKEN_SECRET, bucket: ` ${bucket}` }],
    ["a nonsensical role_arn", { ...TOKEN_SECRET, role_arn: "nonsense" }],
    ["a nonsensical region", { ...TOKEN_SECRET, region: "nowhere" }],
    [
        "no role_arn, where the cloud credential operator is asked for",
        { bucket, region },
        undefined,
        "token-cco",
    ],
];

withOperators("given storage Secrets", (place) => {
    for (const [what, data, refusal, credentialMode] of CASES) {
        it(`${refusal === undefined ? "accepts" : "refuses"} ${what}`, async () => {
            const { cluster } = place();
            const namespace = await makeNamespace(cluster);
            await makeSecret(cluster, namespace, data);
            const answer = await tryWhenSeen(cluster, stack(namespace, credentialMode));
            expect(answer.message).to.equal(refusal === undefined ? "" : denied(refusal));
            expect(answer.status).to.equal(refusal === undefined ? 201 : 422);
        });
    }

    it("accepts a Secret that is not there yet, with a warning", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        const answer = await tryOut(cluster, blueprintStack(namespace));
        expect(answer.status).to.equal(201);
        expect(answer.warnings).to.deep.equal([LATE_SECRET, JAEGER_WARNING, OPEN_WARNING]);
    });

    it("cannot do without the cloud credential operator where that is asked for", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await make(cluster, stack(namespace, "token-cco"));
        await eventually("that is told", async () => {
            const condition = await conditionOf(cluster, namespace);
            return (
                condition ===
                "ConfigurationError/InvalidStorageConfig: cannot configure tempo in CCO mode without CCO environment"
            );
        });
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });
});

function stack(namespace: string, credentialMode: string | undefined) {
    const secret = { name: "aws-sts", type: "s3", ...(credentialMode && { credentialMode }) };
    return blueprintStack(namespace, { storage: { secret } });
}

function invalid(detail: string): string {
    return `spec.storage.secret.name: Invalid value: "aws-sts": ${detail}`;
}

function lacks(...names: readonly string[]): string {
    const said = names.map((one) => invalid(`storage secret must contain "${one}" field`));
    return said.length === 1 ? said.join("") : `[${said.join(", ")}]`;
}

function denied(refusal: string): string {
    return `admission webhook "vtempostack.tempo.grafana.com" denied the request: TempoStack.tempo.grafana.com "tmstack" is invalid: ${refusal}`;
}
