/** What a TempoStsStack refuses, and how. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";

import { ArgsError, TempoStsStack, type TempoStsStackArgs } from "../../components/index.ts";
import { deploy, failures } from "../support/mocks.ts";
import { make } from "./stack-fixture.ts";

/** Arguments as a program without types may give them. */
function untyped(args: object): TempoStsStackArgs {
    return args as TempoStsStackArgs;
}

/** The refusal of plain arguments, which comes before there is any engine to ask. */
function refusal(args: object): ArgsError {
    try {
        new TempoStsStack("tracing", untyped(args));
    } catch (error) {
        if (error instanceof ArgsError) return error;
        throw error;
    }
    throw new Error("The arguments were expected to be refused");
}

function paths(error: ArgsError): string[] {
    return error.errors.map(({ propertyPath }) => propertyPath);
}

const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";

/** Each argument with values that it must not have. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
    namespace: [undefined, null, "", "Team-A", "a.b", "a".repeat(64), 5],
    createNamespace: ["true", 1, null],
    tempoName: ["", "Upper", "a".repeat(40), "-a"],
    buildNamespace: ["", "a_b"],
    region: ["", "nowhere", "us-east-2a", "cn-north-1", "eusc-de-east-1", 2],
    profile: ["prod", "", true],
    bucketName: ["a", "Upper", "a..b", "xn--a", "192.168.0.1", "a".repeat(64)],
    roleName: ["", "a b", "a/b", "a".repeat(65)],
    issuer: [
        "",
        "http://a.b",
        "oidc.example.com",
        "https://a.b?c=d",
        "https://a.b#c",
        "https://a.b:8443",
    ],
    listOidcProviders: [["arn"], "arn"],
    policyKind: ["attached", null],
    permissionsBoundary: [
        "boundary",
        "arn:aws:iam::123456789012:role/x",
        "arn:aws-cn:iam::123456789012:policy/x",
    ],
    rolePath: ["", "tempo", "/tempo", "tempo/", "/a b/", `/${"a".repeat(512)}/`],
    maxSessionSeconds: [3599, 43_201, 3600.5, "3600", Number.NaN],
    kmsKeyArn: ["key", KEY.replace("us-east-2", "us-west-2"), KEY.replace(":key/", ":alias/")],
    lifetime: ["jane", [], null],
    retainOnDelete: ["yes", 1],
    tags: ["a=b", { "aws:a": "b" }, { "tempo-sts:project": "b" }, { a: 1 }],
    secretName: ["", "Upper", "a".repeat(254)],
    storageSize: ["10 Gi", "-1Gi", "0", 10, "10GB"],
    limits: ["4Gi", ["4Gi"], 4],
    "limits.memory": ["lots", "", 4],
    "limits.cpu": ["two", "-1"],
    retention: ["2d", "48", "", "-1h", 48],
    jaegerQuery: [true, "route"],
    "jaegerQuery.enabled": ["yes", 0],
    "jaegerQuery.ingressType": ["Route", "", "loadbalancer"],
    "jaegerQuery.authentication": ["true"],
    operatorVersion: ["0.22", "latest", "", 0.22],
    traceCheck: [false, 10],
    "traceCheck.enabled": ["no"],
    "traceCheck.traces": [0, -1, 1.5, "10", 10_001],
    "traceCheck.image": ["", "a b", 5],
    "traceCheck.runId": ["", "a b", '"', 1],
    "traceCheck.deadlineSeconds": [0, "300", 86_401],
    gates: [[], true, {}],
    "gates.hooks": [undefined, [() => undefined], "handshake"],
};

/** Arguments in which the value stands at the path. */
function at(path: string, value: unknown): object {
    const [group = "", field] = path.split(".");
    return { namespace: "team-a", [group]: field === undefined ? value : { [field]: value } };
}

describe("the arguments of a TempoStsStack", () => {
    for (const [path, values] of Object.entries(WRONG)) {
        it(`are refused for ${path}, wherever the value is wrong`, () => {
            for (const value of values) {
                const error = refusal(at(path, value));
                expect(paths(error)[0], String(value)).to.match(new RegExp(`^${path}(\\.|$)`));
                expect(error.message).to.contain(`\`${path}`);
                expect(error.message).to.match(/: expected .+, got .+\. .+/);
            }
        });
    }

    it("are refused all at once, each with its path", () => {
        const error = refusal({
            namespace: "Team-A",
            region: "cn-north-1",
            limits: { cpu: "two" },
            traceCheck: { traces: 0 },
        });
        expect(paths(error)).to.deep.equal([
            "namespace",
            "region",
            "limits.cpu",
            "traceCheck.traces",
        ]);
        expect(error.message.split("\n")).to.have.length(5);
        expect(error.message).to.match(
            /^TempoStsStack "tracing" cannot work with these arguments:/,
        );
    });

    it("are refused as the engine prints it best: property by property, without a stack trace", () => {
        const error = refusal({});
        expect(pulumi.InputPropertiesError.isInstance(error)).to.equal(true);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error.name).to.equal("ArgsError");
    });

    it("are refused for a partition that does not fit the Region, in both ARNs", () => {
        const error = refusal({
            namespace: "team-a",
            region: "us-gov-west-1",
            permissionsBoundary: "arn:aws:iam::123456789012:policy/x",
            kmsKeyArn: KEY,
        });
        expect(paths(error)).to.deep.equal(["permissionsBoundary", "kmsKeyArn"]);
    });

    it("are taken when nothing but the namespace is given, and undefined counts as not given", async () => {
        const absent = Object.fromEntries(
            Object.keys(WRONG)
                .filter((path) => !path.includes(".") && path !== "namespace")
                .map((path) => [path, undefined]),
        );
        await deploy(() => make(absent)());
        const groups = {
            limits: { memory: undefined, cpu: undefined },
            jaegerQuery: { enabled: undefined, ingressType: undefined, authentication: undefined },
            traceCheck: { enabled: undefined, traces: undefined, deadlineSeconds: undefined },
        };
        const { resource } = await deploy(make(groups));
        const plain = await deploy(make());
        expect(resource("tracing-tempo-stack").inputs).to.deep.equal(
            plain.resource("tracing-tempo-stack").inputs,
        );
        expect(resource("tracing-check-verify").options).to.deep.equal(
            plain.resource("tracing-check-verify").options,
        );
    });

    it("are never the cause of any error but a refusal, whatever a program gives", () => {
        fc.assert(
            fc.property(fc.object({ key: fc.constantFrom(...keys()), maxDepth: 3 }), (args) => {
                expect(refusal({ ...args, namespace: "Never Legal" }).errors).not.to.deep.equal([]);
            }),
        );
    });
});

function keys(): string[] {
    return [...new Set(Object.keys(WRONG).flatMap((path) => path.split(".")))];
}

describe("the arguments of a TempoStsStack that come later", () => {
    const LATER: readonly (readonly [string, Partial<TempoStsStackArgs>])[] = [
        ["namespace", { namespace: pulumi.output("Team-A") }],
        ["tempoName", { tempoName: pulumi.output("Upper") }],
        ["buildNamespace", { buildNamespace: pulumi.output("") }],
        ["region", { region: Promise.resolve("nowhere") }],
        ["bucketName", { bucketName: pulumi.output("Upper-case") }],
        ["roleName", { roleName: pulumi.output("a b") }],
        ["issuer", { issuer: pulumi.output("http://a.b") }],
        ["permissionsBoundary", { permissionsBoundary: pulumi.output("boundary") }],
        ["rolePath", { rolePath: pulumi.output("tempo") }],
        ["maxSessionSeconds", { maxSessionSeconds: pulumi.output(1) }],
        ["kmsKeyArn", { kmsKeyArn: pulumi.output(KEY.replace("us-east-2", "us-west-2")) }],
        ["tags.aws:a", { tags: { "aws:a": pulumi.output("b") } }],
        ["secretName", { secretName: pulumi.output("Upper") }],
        ["storageSize", { storageSize: pulumi.output("lots") }],
        ["limits.memory", { limits: { memory: pulumi.output("lots") } }],
        ["limits.cpu", { limits: { cpu: pulumi.output("lots") } }],
        ["retention", { retention: pulumi.output("2d") }],
        ["operatorVersion", { operatorVersion: pulumi.output("latest") }],
        ["traceCheck.traces", { traceCheck: { traces: pulumi.output(0) } }],
        ["traceCheck.image", { traceCheck: { image: pulumi.output("a b") } }],
        ["traceCheck.runId", { traceCheck: { runId: pulumi.output("a b") } }],
    ];

    for (const [path, args] of LATER) {
        it(`fails for ${path} where the value is used, with the same words`, async () => {
            const found = await failures(make(args));
            expect(found).to.have.length(1);
            expect(found[0]).to.be.instanceOf(ArgsError);
            expect(paths(found[0] as ArgsError)).to.deep.equal([path]);
            expect(found[0]?.message).to.match(/^TempoStsStack "tracing" cannot work/);
        });
    }

    it("are not refused in a preview that does not know them yet", async () => {
        const namespace = pulumi.output(pulumi.unknown as string);
        const { resource } = await deploy(make({ namespace }), { preview: true });
        expect(resource("tracing-tempo-stack").type).to.contain("TempoStack");
    });
});
