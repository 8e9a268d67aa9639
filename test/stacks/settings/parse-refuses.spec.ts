import { expect } from "chai";

import { formatProblems } from "../../../components/pure/problems.ts";
import type { ParseContext } from "../../../stacks/settings/parse.ts";
import { refused } from "./verdicts.ts";

type Case = [raw: object, path: string, says: RegExp, context?: Partial<ParseContext>];

const LONG = "x".repeat(64);
const ROLE = "arn:aws:iam::123456789012:role/r";
const KEY = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
const BOUNDARY = "arn:aws:iam::123456789012:policy/b";

const CREATED = "20261124T104300Z";
const LIFETIME = { owner: "jane", created: CREATED };

const VALUES: Case[] = [
    [{ namespace: undefined }, "namespace", /nothing. Set it: `pulumi config set namespace NAME`/],
    [{ namespace: "Team_A" }, "namespace", /"Team_A"/],
    [{ namespace: LONG }, "namespace", /63/],
    [{ tempoName: "x".repeat(40) }, "tempoName", /32/],
    [{ region: "us-east2" }, "region", /Did you mean us-east-2\?/],
    [{ region: "cn-north-1" }, "region", /partition aws-cn.*s3\.<region>\.amazonaws\.com/],
    [{}, "aws:region", /aws-cn/, { awsConfig: { region: "cn-north-1" } }],
    [{ storageSize: "10GB" }, "storageSize", /"10GB"/],
    [{ resources: { limits: { cpu: "two" } } }, "resources.limits.cpu", /"two"/],
    [{ retention: "2d" }, "retention", /48h/],
    [{ retention: null }, "retention", /got null/],
    [{ issuer: "http://issuer.example" }, "issuer", /https/],
    [{ issuer: "https://issuer.example/?a=b" }, "issuer", /query/],
    [{ bucketName: LONG }, "bucketName", /63/],
    [{ roleName: `${LONG}x` }, "roleName", /64/],
    [{ profile: "ephemral" }, "profile", /Did you mean ephemeral\?/],
    [{ profile: "staging" }, "profile", /ephemeral or production, got "staging"/],
    [{ operatorVersion: "0.11.1" }, "operatorVersion", /0\.12\.0/],
    [{ createNamespace: "yes" }, "createNamespace", /true or false, got "yes"/],
    [{ traceCheck: { traces: 0 } }, "traceCheck.traces", /from 1 to 10000, got 0/],
    [{ traceCheck: { traces: 1.5 } }, "traceCheck.traces", /got 1.5/],
    [{ traceCheck: { image: "https://x/y" } }, "traceCheck.image", /scheme/],
    [{ traceCheck: "on" }, "traceCheck", /table of settings, got "on"/],
    [{ traceCheck: "{traces: 1" }, "traceCheck", /table of settings/],
    [{ identity: { maxSessionSeconds: "60" } }, "identity.maxSessionSeconds", /3600 to 43200/],
    [{ identity: { path: "tempo" } }, "identity.path", /slash/],
    [{ identity: { permissionsBoundary: ROLE } }, "identity.permissionsBoundary", /policy\//],
    [{ tags: { "aws:x": "1" } }, "tags.aws:x", /aws:/],
    [{ tags: { a: {} } }, "tags.a", /got \{\}/],
    [{ secretName: "Aws_Sts" }, "secretName", /aws-sts/],
    [{ kmsKeyArn: KEY.replace(":key/", ":alias/") }, "kmsKeyArn", /key\//],
    [{ jaegerQuery: { authentication: "no" } }, "jaegerQuery.authentication", /true or false/],
    [{ retainOnDelete: "maybe" }, "retainOnDelete", /true or false, got "maybe"/],
    [{ lifetime: "24h" }, "lifetime", /table of settings, got "24h"/],
    [{ lifetime: { created: CREATED } }, "lifetime.owner", /got nothing/],
    [{ lifetime: { owner: "jane" } }, "lifetime.created", /20261124T104300Z, got nothing/],
    [
        { lifetime: { ...LIFETIME, created: "2026-11-24T10:43:00Z" } },
        "lifetime.created",
        /Write it as 20261124T104300Z/,
    ],
    [{ lifetime: { ...LIFETIME, expires: "tomorrow" } }, "lifetime.expires", /`date -u/],
    [{ lifetime: { ...LIFETIME, expires: "20260231T000000Z" } }, "lifetime.expires", /UTC/],
    [{ lifetime: { ...LIFETIME, expires: "" } }, "lifetime.expires", /got ""/],
    [{ lifetime: { ...LIFETIME, branch: "a\nb" } }, "lifetime.branch", /in one line/],
    [{ lifetime: { ...LIFETIME, commit: "x".repeat(257) } }, "lifetime.commit", /256/],
    [{ lifetime: { ...LIFETIME, runId: 1e400 } }, "lifetime.runId", /text/],
    [{}, "OPENSHIFT_BUILD_NAMESPACE", /"A B"/, { env: { OPENSHIFT_BUILD_NAMESPACE: "A B" } }],
];

const NAMES: Case[] = [
    [{ bucketname: "b" }, "bucketname", /Did you mean bucketName\?/],
    [{ zzzzzzzz: "b" }, "zzzzzzzz", /Known here: namespace, /],
    [{ lifetime: { ...LIFETIME, expire: "x" } }, "lifetime.expire", /Did you mean expires\?/],
    [{ lifetim: {} }, "lifetim", /Did you mean lifetime\?/],
    [{ traceCheck: { trace: 3 } }, "traceCheck.trace", /Did you mean traces\?/],
    [
        { resources: { limits: { memry: "1Gi" } } },
        "resources.limits.memry",
        /Did you mean memory\?/,
    ],
    [
        { "traceCheck.traces": "3" },
        "traceCheck.traces",
        /pulumi config set --path traceCheck\.traces/,
    ],
    [{ "traceCheck.zzzzzzzz": "3" }, "traceCheck.zzzzzzzz", /Known here: namespace/],
    [{}, "aws:endpoint", /Did you mean aws:endpoints\?/, { awsConfig: { endpoint: "[]" } }],
    [{}, "kubernetes:zzz", /registry\/packages\/kubernetes/, { kubernetesConfig: { zzz: "1" } }],
];

const DISAGREEMENTS: Case[] = [
    [{ kmsKeyArn: KEY, region: "us-west-2" }, "kmsKeyArn", /a key in us-west-2/],
    [{ kmsKeyArn: KEY, region: "us-gov-west-1" }, "kmsKeyArn", /aws-us-gov/],
    [{ kmsKeyArn: KEY }, "kmsKeyArn", /a key in eu-west-1/, { awsConfig: { region: "eu-west-1" } }],
    [
        { profile: "production", lifetime: { ...LIFETIME, expires: CREATED } },
        "lifetime.expires",
        /no expiry, for the profile is production, got "20261124T104300Z"/,
    ],
    [
        { retainOnDelete: true, lifetime: { ...LIFETIME, expires: CREATED } },
        "retainOnDelete",
        /false, for lifetime\.expires is set/,
    ],
    [{ namespace: "default" }, "namespace", /createNamespace to false/],
    [
        { region: "us-east-1" },
        "region",
        /the same as aws:region, "eu-west-1", got "us-east-1"/,
        { awsConfig: { region: "eu-west-1" } },
    ],
    [
        { region: "us-gov-west-1", identity: { permissionsBoundary: BOUNDARY } },
        "identity.permissionsBoundary",
        /aws-us-gov/,
    ],
    [
        { region: "us-gov-west-1" },
        "aws:assumeRoles[0].roleArn",
        /aws-us-gov/,
        { awsConfig: { assumeRoles: `[{"roleArn":"${ROLE}"}]` } },
    ],
    [
        { region: "us-gov-west-1" },
        "aws:assumeRoleWithWebIdentity.roleArn",
        /aws-us-gov/,
        { awsConfig: { assumeRoleWithWebIdentity: { roleArn: ROLE } } },
    ],
    [
        { jaegerQuery: { enabled: false, ingress: { type: "route" } } },
        "jaegerQuery.ingress.type",
        /enabled is false, got "route"/,
    ],
    [
        { kubernetes: { context: "a" } },
        "kubernetes.context",
        /kubernetes:context, "b", got "a"/,
        { kubernetesConfig: { context: "b" } },
    ],
    [
        { kubernetes: { kubeconfig: "a" } },
        "kubernetes.kubeconfig",
        /kubernetes:kubeconfig, "b", got "a"/,
        { kubernetesConfig: { kubeconfig: "b" } },
    ],
];

describe("stacks/settings/parse refuses", () => {
    const kinds: [string, Case[]][] = [
        ["a value:", VALUES],
        ["a name that does not exist:", NAMES],
        ["what does not go together:", DISAGREEMENTS],
    ];
    for (const [kind, cases] of kinds) {
        for (const [raw, path, says, context] of cases) {
            it(`${kind} ${path} of ${JSON.stringify([raw, context]).slice(0, 100)}`, () => {
                const problems = refused({ namespace: "n", ...raw }, context);
                expect(new Set(problems.map((problem) => problem.path))).to.deep.equal(
                    new Set([path]),
                );
                expect(formatProblems(problems)).to.match(says);
            });
        }
    }

    for (const raw of [null, 7, "text", [], true]) {
        it(`${JSON.stringify(raw)} in place of all settings`, () => {
            expect(refused(raw)[0]).to.include({ path: "settings" });
        });
    }

    it("everything at once, disagreements between the right ones included", () => {
        const problems = refused(
            {
                namespace: "UPPER",
                region: "us-east-1",
                jaegerQuery: { enabled: false, ingress: { type: "ingress" } },
                tempoNam: "x",
                traceCheck: { traces: "x", deadlineSeconds: -1 },
            },
            { awsConfig: { region: "us-west-2", maxRetries: "many" } },
        );
        expect(problems.map(({ path }) => path)).to.have.members([
            "namespace",
            "traceCheck.traces",
            "traceCheck.deadlineSeconds",
            "tempoNam",
            "aws:maxRetries",
            "region",
            "jaegerQuery.ingress.type",
        ]);
    });
});
