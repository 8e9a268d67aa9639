/** Which children a TempoStsStack has. */
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import { expect } from "chai";

import { TempoStsStack } from "../../components/index.ts";
import { deploy } from "../support/mocks.ts";
import { gated, make, tree } from "./stack-fixture.ts";

const BUCKET = [
    "tracing > tracing-traces",
    "tracing-traces > tracing-traces-bucket",
    "tracing-traces > tracing-traces-encryption",
    "tracing-traces > tracing-traces-lifecycle",
    "tracing-traces > tracing-traces-ownership",
    "tracing-traces > tracing-traces-policy",
    "tracing-traces > tracing-traces-public-access",
];
const ROLE = [
    "tracing > tracing-identity",
    "tracing-identity > tracing-identity-access",
    "tracing-identity > tracing-identity-role",
];
const MANAGED = [
    "tracing > tracing-identity",
    "tracing-identity > tracing-identity-attachment",
    "tracing-identity > tracing-identity-policy",
    "tracing-identity > tracing-identity-role",
];
const NAMESPACE = ["tracing > tracing-namespace"];
const TEMPO = [
    " > tracing",
    "tracing > tracing-storage",
    "tracing > tracing-tempo",
    "tracing-storage > tracing-storage-secret",
    "tracing-tempo > tracing-tempo-stack",
];
const ROUTE = ["tracing > tracing-route"];
const CHECK = [
    "tracing > tracing-check",
    "tracing-check > tracing-check-generate",
    "tracing-check > tracing-check-verify",
];
const GATE = ["tracing > tracing-gate", "tracing-gate > tracing-gate-record"];

const CASES: readonly (readonly [string, () => TempoStsStack, readonly string[][]])[] = [
    ["with defaults", make(), [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE, CHECK]],
    [
        "in production",
        make({ profile: "production" }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE, CHECK],
    ],
    [
        "with a managed policy",
        make({ policyKind: "managed" }),
        [BUCKET, MANAGED, NAMESPACE, TEMPO, ROUTE, CHECK],
    ],
    [
        "without Jaeger",
        make({ jaegerQuery: { enabled: false } }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, CHECK],
    ],
    [
        "with Jaeger on an Ingress",
        make({ jaegerQuery: { ingressType: "ingress" } }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, CHECK],
    ],
    [
        "without a trace check",
        make({ traceCheck: { enabled: false } }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE],
    ],
    [
        "in a namespace of somebody else",
        make({ createNamespace: false }),
        [BUCKET, ROLE, TEMPO, ROUTE, CHECK],
    ],
    [
        "with an empty list of gates",
        make({ gates: { hooks: [] } }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE, CHECK],
    ],
    ["with gates", gated, [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE, CHECK, GATE]],
    [
        "with the cluster's own issuer",
        () => new TempoStsStack("tracing", { namespace: "chainsaw-awssts-tempo" }),
        [BUCKET, ROLE, NAMESPACE, TEMPO, ROUTE, CHECK, ["tracing > tracing-authentication"]],
    ],
];

describe("the children of a TempoStsStack", () => {
    for (const [title, program, expected] of CASES) {
        it(`are exactly these ${title}`, async () => {
            const { resources } = await deploy(program);
            expect(tree(resources)).to.deep.equal(expected.flat().sort());
        });

        it(`are the same in a preview ${title}`, async () => {
            const { resources } = await deploy(program, { preview: true });
            expect(tree(resources)).to.deep.equal(expected.flat().sort());
        });
    }

    it("are components of these types", async () => {
        const { resources } = await deploy(gated);
        expect(
            resources.filter(({ custom }) => !custom).map(({ type, name }) => `${name} ${type}`),
        ).to.have.members([
            "tracing tempo-sts:index:TempoStsStack",
            "tracing-traces tempo-sts:aws:TraceBucket",
            "tracing-identity tempo-sts:aws:WorkloadIdentity",
            "tracing-storage tempo-sts:kubernetes:StorageSecret",
            "tracing-tempo tempo-sts:kubernetes:TempoStack",
            "tracing-gate tempo-sts:kubernetes:ReadinessGate",
            "tracing-check tempo-sts:kubernetes:TraceCheck",
        ]);
    });

    it("are protected in production where data and trust are, and only there", async () => {
        const { resources } = await deploy(make({ profile: "production", policyKind: "managed" }));
        expect(
            resources.filter(({ options }) => options.protect).map(({ name }) => name),
        ).to.have.members([
            "tracing-identity-role",
            "tracing-traces",
            "tracing-traces-bucket",
            "tracing-traces-encryption",
            "tracing-traces-lifecycle",
            "tracing-traces-ownership",
            "tracing-traces-policy",
            "tracing-traces-public-access",
        ]);
    });

    it("are not protected when they shall not last", async () => {
        const { resources } = await deploy(make());
        expect(resources.filter(({ options }) => options.protect)).to.deep.equal([]);
    });

    it("use the providers that the stack is given", async () => {
        const { resources } = await deploy(() => {
            const providers = {
                aws: new aws.Provider("my-aws", { region: "eu-west-1" }),
                kubernetes: new kubernetes.Provider("my-cluster", {}),
            };
            return make({}, { providers })();
        });
        const children = resources.filter(
            ({ custom, name }) => custom && name.startsWith("tracing"),
        );
        for (const { type, provider } of children) {
            expect(provider, type).to.equal(type.startsWith("aws:") ? "my-aws" : "my-cluster");
        }
    });
});
