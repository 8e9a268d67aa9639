import { expect } from "chai";
import fc from "fast-check";

import { formatProblems } from "../../../components/pure/problems.ts";
import { parseSettings } from "../../../stacks/settings/parse.ts";
import {
    AWS_ARGUMENTS,
    KUBERNETES_ARGUMENTS,
} from "../../../stacks/settings/provider-arguments.ts";
import { SCHEMA } from "../../../stacks/settings/schema.ts";

const KEYS = Object.keys(SCHEMA.shape);
const LEAVES = [
    "limits memory cpu enabled ingress type traces image runId deadlineSeconds timeoutSeconds",
    "context kubeconfig policyKind permissionsBoundary path maxSessionSeconds __proto__ constructor",
    "owner branch created expires commit authentication",
].flatMap((words) => words.split(" "));

// Values like those that are meant, so that the fuzz comes behind the first check.
const plausible = fc.oneof(
    fc.constantFrom(
        "true",
        "false",
        "10Gi",
        "2",
        "48h",
        "us-east-1",
        "cn-north-1",
        "route",
        "none",
    ),
    fc.constantFrom("arn:aws:iam::123456789012:policy/p", "https://issuer.example", "0.22.0", "/"),
    fc.integer(),
    fc.boolean(),
    fc.jsonValue(),
    fc.json(),
    fc.string({ unit: "binary" }),
);
const nested = fc.dictionary(
    fc.constantFrom(...LEAVES),
    fc.oneof(plausible, fc.dictionary(fc.constantFrom(...LEAVES), plausible)),
);
const settings = fc.dictionary(
    fc.oneof(fc.constantFrom(...KEYS), fc.string()),
    fc.oneof(
        plausible,
        nested,
        nested.map((value) => JSON.stringify(value)),
    ),
);
const provider = (names: readonly string[]) =>
    fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), plausible);

describe("stacks/settings/parse with any input", () => {
    it("gives settings or problems for any JSON value, never an exception", () => {
        fc.assert(
            fc.property(fc.jsonValue(), (raw) => {
                judge(raw, { env: {} });
            }),
        );
    });

    it("gives settings or problems for any value of any key, never an exception", () => {
        fc.assert(
            fc.property(
                settings,
                provider(Object.keys(AWS_ARGUMENTS)),
                provider(Object.keys(KUBERNETES_ARGUMENTS)),
                fc.dictionary(
                    fc.constantFrom("OPENSHIFT_BUILD_NAMESPACE", "CLUSTER_PROFILE_DIR"),
                    fc.string(),
                ),
                (raw, awsConfig, kubernetesConfig, env) => {
                    judge(raw, { env, awsConfig, kubernetesConfig, secretKeys: ["tags"] });
                },
            ),
            { numRuns: 1000 },
        );
    });

    it("shows nothing of a value that is secret", () => {
        const key = fc.constantFrom(...KEYS, "unknownSetting");
        const secret = fc
            .string({ minLength: 12, unit: "grapheme-ascii" })
            .map((text) => `q${text}`);
        fc.assert(
            fc.property(key, secret, fc.nat(3), (name, value, depth) => {
                let raw: unknown = value;
                for (let level = 0; level < depth; level += 1) {
                    raw = { [`${value}${level}`]: raw };
                }
                const result = parseSettings(
                    { namespace: "n", [name]: raw },
                    { env: {}, awsConfig: { region: "us-east-1" }, secretKeys: [name] },
                );
                const said = result.ok ? "" : formatProblems(result.problems);
                expect(said).not.to.include(value);
            }),
            { numRuns: 300 },
        );
    });

    it("goes through a value that is nested deeper than the call stack", () => {
        const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
        judge({ namespace: "n", tags: deep }, { env: {} });
        judge({ namespace: "n" }, { env: {}, awsConfig: { endpoints: deep } });
    });
});

function judge(raw: unknown, context: Parameters<typeof parseSettings>[1]): void {
    const result = parseSettings(raw, context);
    if (result.ok) {
        expect(result.settings).to.be.frozen;
        return;
    }
    expect(result.problems).not.to.have.length(0);
    expect(formatProblems(result.problems)).to.be.a("string");
}
