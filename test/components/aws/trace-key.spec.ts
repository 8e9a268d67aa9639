/** Proves what a key asks the engine for, alone and as a part of a stack. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { TraceKey, type TraceKeyArgs } from "../../../components/aws/trace-key.ts";
import { keyPolicy } from "../../../components/pure/policies/key.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { deploy } from "../../support/mocks.ts";
import { STACK_KEY_ARN } from "../../support/storage-answers.ts";
import { unwrap } from "../../support/unwrap.ts";
import { make, ROLE_ARN, TAGS, TRACING_NAME } from "../stack-fixture.ts";

const ID = "11111111-2222-3333-4444-555555555555";

function makeKey(overrides: Partial<TraceKeyArgs> = {}): () => TraceKey {
    return () => new TraceKey("own", { alias: "traces", region: "us-east-2", ...overrides });
}

describe("a TraceKey", () => {
    it("rotates, has an alias, and can be brought back for thirty days", async () => {
        const { resources, resource, result } = await deploy(makeKey());
        expect(resources.map(({ type, name }) => `${name} ${type}`)).to.deep.equal([
            "own tempo-sts:aws:TraceKey",
            "own-key aws:kms/key:Key",
            "own-alias aws:kms/alias:Alias",
        ]);
        expect(resource("own-key").inputs).to.deep.equal({
            region: "us-east-2",
            description: "Encrypts traces of Grafana Tempo",
            enableKeyRotation: true,
            rotationPeriodInDays: 365,
            deletionWindowInDays: 30,
        });
        expect(resource("own-alias").inputs).to.deep.equal({
            region: "us-east-2",
            name: "alias/traces",
            targetKeyId: ID,
        });
        expect(await unwrap(result.keyArn)).to.equal(STACK_KEY_ARN);
    });

    it("is what it is told", async () => {
        const { resource } = await deploy(
            makeKey({
                deletionWindowDays: 7,
                rotationDays: 90,
                description: "mine",
                tags: { team: "a" },
            }),
        );
        expect(resource("own-key").inputs).to.deep.equal({
            region: "us-east-2",
            description: "mine",
            enableKeyRotation: true,
            rotationPeriodInDays: 90,
            deletionWindowInDays: 7,
            tags: { team: "a" },
        });
    });

    it("is protected unless told that it is ephemeral, and stays where that is wanted", async () => {
        const kept = await deploy(makeKey({ retainOnDelete: true }));
        for (const { name, options, custom } of kept.resources) {
            const stays = custom ? { retainOnDelete: true } : {};
            expect(options, name).to.deep.equal({ protect: true, ...stays });
        }
        const passing = await deploy(makeKey({ profile: "ephemeral" }));
        for (const { name, options } of passing.resources) {
            expect(options, name).to.deep.equal({});
        }
    });

    it("gets its policy when role and bucket are known", async () => {
        const { resource } = await deploy(() => {
            makeKey()().allow({
                partition: "aws",
                bucketName: pulumi.output("traces"),
                roleArn: pulumi.output(ROLE_ARN),
                administrators: [pulumi.output("arn:aws:iam::123456789012:role/admin")],
            });
        });
        const { policy, ...inputs } = resource("own-policy").inputs;
        expect(inputs).to.deep.equal({ keyId: ID, region: "us-east-2" });
        expect(JSON.parse(String(policy))).to.deep.equal(
            keyPolicy({
                partition: "aws",
                accountId: ACCOUNT,
                region: "us-east-2",
                bucketName: "traces",
                roleArn: ROLE_ARN,
                administrators: ["arn:aws:iam::123456789012:role/admin"],
            }),
        );
    });
});

describe("a TempoStsStack with a key of its own", () => {
    const args = { profile: "production", encryption: { key: {} } } as const;

    it("makes key, then bucket and role, then the key's policy, then the TempoStack", async () => {
        const { resource, result } = await deploy(make(args));
        expect(resource("tracing-key-key").inputs).to.deep.equal({
            region: "us-east-2",
            description: "Encrypts traces of Grafana Tempo",
            enableKeyRotation: true,
            rotationPeriodInDays: 365,
            deletionWindowInDays: 30,
            tags: { ...TAGS, "tempo-sts:profile": "production" },
        });
        expect(resource("tracing-key-alias").inputs["name"]).to.equal(`alias/${TRACING_NAME}`);
        expect(resource("tracing-traces-encryption").dependencies).to.include("tracing-key-key");
        expect(resource("tracing-identity-access").dependencies).to.include("tracing-key-key");
        expect(resource("tracing-key-policy").dependencies).to.include("tracing-identity-role");
        expect(resource("tracing-tempo-stack").dependencies).to.include("tracing-key-policy");
        expect(await unwrap(pulumi.output(result.keyArn))).to.equal(STACK_KEY_ARN);
    });

    it("hands the key to bucket, bucket policy and role", async () => {
        const { resource } = await deploy(make(args));
        const uses = [
            "tracing-traces-encryption",
            "tracing-traces-policy",
            "tracing-identity-access",
        ];
        for (const name of uses) {
            expect(JSON.stringify(resource(name).inputs), name).to.contain(STACK_KEY_ARN);
        }
        const policy = String(resource("tracing-key-policy").inputs["policy"]);
        expect(policy).to.contain(ROLE_ARN).and.to.contain(`arn:aws:s3:::${TRACING_NAME}/*`);
    });

    it("calls it as told, and puts hyphens where an alias takes no dots", async () => {
        const told = await deploy(make({ ...args, encryption: { key: { alias: "a/b" } } }));
        expect(told.resource("tracing-key-alias").inputs["name"]).to.equal("alias/a/b");
        const dotted = await deploy(make({ ...args, bucketName: "traces.example" }));
        expect(dotted.resource("tracing-key-alias").inputs["name"]).to.equal(
            "alias/traces-example",
        );
    });

    it("makes none for a shared key, and puts that out", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
        const { resources, result } = await deploy(make({ kmsKeyArn }));
        expect(resources.filter(({ type }) => type.startsWith("aws:kms/"))).to.deep.equal([]);
        expect(await unwrap(pulumi.output(result.keyArn))).to.equal(kmsKeyArn);
        expect((await deploy(make())).result.keyArn).to.equal(undefined);
    });
});
