import { expect } from "chai";

import { policies } from "../../policy-pack/policies.ts";
import { make } from "../components/stack-fixture.ts";
import { deploy, type MockOptions } from "../support/mocks.ts";
import { UNKNOWN, type RecordedResource } from "../support/recorded.ts";
import { judge, UNKNOWN_TEXT, type Given } from "./judge.ts";

const LIFETIME = { owner: "me", created: "20261124T100000Z", expires: "20261125T100000Z" };

/** What the engine would hand to the policies, outputs being as the inputs. */
async function resourcesOf(program: () => unknown, options?: MockOptions): Promise<Given[]> {
    const { resources } = await deploy(program, options);
    return resources.map(given);
}

function given({ type, name, inputs, propertyDependencies }: RecordedResource): Given {
    const props = asTheSdk(inputs) as Record<string, unknown>;
    return { type, name, props, from: propertyDependencies };
}

function asTheSdk(value: unknown): unknown {
    if (value === UNKNOWN) return UNKNOWN_TEXT;
    if (Array.isArray(value)) return value.map(asTheSdk);
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asTheSdk(each)]))
        : value;
}

async function violations(resources: readonly Given[], config: object = {}): Promise<string[]> {
    const found: string[] = [];
    for (const policy of policies) {
        const apart = "validateStack" in policy ? [resources] : resources.map((each) => [each]);
        for (const together of apart) {
            const verdict = await judge(policy, together, config);
            found.push(...verdict.violations.map((each) => `${policy.name} ${each}`));
        }
    }
    return found;
}

describe("the stack of tempo-sts under its own policy pack", () => {
    const STACKS: Readonly<Record<string, () => unknown>> = {
        "as it is by default": make(),
        "with a lifetime": make({ lifetime: LIFETIME }),
        "for production": make({ profile: "production" }),
        "with a key of its own, versions and every other setting of the bucket": make({
            profile: "production",
            encryption: { type: "sse-kms", key: { alias: "traces" } },
            bucket: {
                prefix: "tmstack",
                versioning: { enabled: true },
                accessLog: { bucket: "access-logs" },
                onlyFrom: { organizations: ["o-1234567890"] },
                replication: {
                    region: "us-west-2",
                    kmsKeyArn:
                        "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                },
            },
        }),
        "with audit and watch": make({
            profile: "production",
            audit: { trail: "stack", logGroup: "/tempo/trail" },
            watch: { alarms: "metric-filters", email: "oncall@example.com" },
        }),
        "with an OIDC provider of its own": make({
            profile: "production",
            oidcProvider: { mode: "create" },
        }),
        "trusted by two clusters": make({
            trust: { clusters: [{ issuer: "https://oidc.example.com/second" }] },
        }),
        "with the event rule instead of alarms": make({ watch: { alarms: "event-rule" } }),
        "with a managed policy and a shared key": make({
            policyKind: "managed",
            kmsKeyArn:
                "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    };
    for (const [how, program] of Object.entries(STACKS)) {
        it(`passes ${how}, in a preview and in an update`, async () => {
            expect(await violations(await resourcesOf(program, { preview: true }))).to.be.empty;
            const deployed = await resourcesOf(program);
            expect(deployed.map(({ type }) => type)).to.include.members([
                "aws:s3/bucket:Bucket",
                "aws:iam/role:Role",
            ]);
            expect(await violations(deployed)).to.deep.equal([]);
        });
    }

    it("would not pass without what makes it pass", async () => {
        const deployed = await resourcesOf(make());
        for (const type of [
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ]) {
            const without = deployed.filter((each) => each.type !== type);
            expect(await violations(without), type).to.have.lengthOf(1);
        }
        const endless = { owner: LIFETIME.owner, created: LIFETIME.created };
        const found = await violations(await resourcesOf(make({ lifetime: endless })));
        expect(found.join()).to.match(/ephemeral-expires/);
    });

    it("passes with patterns of subjects once they are allowed", async () => {
        const pattern = "system:serviceaccount:preview-*:tempo-tmstack";
        const trust = { match: "pattern", patterns: [pattern] } as const;
        const deployed = await resourcesOf(make({ trust }));
        expect((await violations(deployed)).join()).to.match(
            /^exact-trust .*StringLike \["\S+preview-\*/,
        );
        const config = { allowedSubjectPatterns: [pattern] };
        expect(await violations(deployed, config)).to.deep.equal([]);
    });

    it("passes with the documents of its issuer, which everybody reads, once their bucket is exempt", async () => {
        const modulus = Buffer.alloc(256, 255).toString("base64url");
        const key = { kty: "RSA", kid: "a", alg: "RS256", use: "sig", n: modulus, e: "AQAB" };
        const deployed = await resourcesOf(
            make({
                profile: "production",
                issuer: "https://issuer-of-a-cluster.s3.us-east-2.amazonaws.com",
                oidcProvider: { mode: "create", discovery: { enabled: true } },
                issuerKeys: { keys: [key] },
            }),
        );
        const found = await violations(deployed);
        expect(found.map((each) => each.split("`")[0]?.replace(/ \S+-(?=p)/, " …"))).to.deep.equal([
            "no-wildcard-principal …policy: ",
            "public-access-blocked …public-access: ",
            "public-access-blocked …public-access: ",
        ]);
        const exempt = found.map((each) => each.split(/[ :]/)[1]);
        expect(await violations(deployed, { exempt })).to.deep.equal([]);
    });
});
