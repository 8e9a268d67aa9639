/** Proves what a stack with a copy in another Region asks the engine for. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import type { TempoStsStackArgs } from "../../components/index.ts";
import { TempoStsStack } from "../../components/index.ts";
import { deploy, failures } from "../support/mocks.ts";
import { unwrap } from "../support/unwrap.ts";

const THERE = "arn:aws:kms:eu-west-1:123456789012:key/9f8e7d6c";

function make(args: Partial<TempoStsStackArgs> = {}): () => TempoStsStack {
    return () =>
        new TempoStsStack("tempo", {
            namespace: "team-a",
            region: "us-east-2",
            issuer: "https://oidc.example.com/abc",
            profile: "production",
            bucket: { versioning: { enabled: true }, replication: { region: "eu-west-1" } },
            ...args,
        });
}

describe("a TempoStsStack with a copy in another Region", () => {
    it("tells the copy's name, and tags all of it as its own", async () => {
        const { result, resource, registeredOutputs } = await deploy(make());
        expect(await unwrap(result.replicaBucketName ?? pulumi.output("none"))).to.equal(
            "tracing-team-a-cioptmstack-replica",
        );
        expect(registeredOutputs.get("tempo")).to.include("replicaBucketName");
        for (const name of ["tempo-replica-copy-bucket", "tempo-replica-role"]) {
            expect(resource(name).inputs["tags"], name).to.include({
                "tempo-sts:namespace": "team-a",
            });
        }
    });

    it("takes Tempo away before the replication, so that its last traces are copied", async () => {
        const { resource } = await deploy(make());
        expect(resource("tempo-tempo-stack").dependencies).to.include("tempo-replica-replication");
    });

    it("lets the copying role use the key of the stack, for reading only", async () => {
        const { resource } = await deploy(
            make({
                encryption: { key: {} },
                bucket: {
                    versioning: { enabled: true },
                    replication: { region: "eu-west-1", kmsKeyArn: THERE },
                },
            }),
        );
        const policy = JSON.parse(String(resource("tempo-key-policy").inputs["policy"])) as {
            Statement: { Sid: string; Principal: unknown; Action: unknown }[];
        };
        expect(policy.Statement.find(({ Sid }) => Sid === "CopyThroughS3")).to.deep.include({
            Principal: {
                AWS: "arn:aws:iam::123456789012:role/tracing-team-a-cioptmstack-replication",
            },
            Action: ["kms:Decrypt"],
        });
        const [rule] = resource("tempo-replica-replication").inputs["rules"] as object[];
        expect(rule).to.have.nested.property(
            "destination.encryptionConfiguration.replicaKmsKeyId",
            THERE,
        );
    });

    it("keeps versions as long in the copy, restricts it to the same callers and TLS, and to no endpoint", async () => {
        const { resource } = await deploy(
            make({
                bucket: {
                    versioning: { enabled: true, noncurrentDays: 3 },
                    replication: { region: "eu-west-1" },
                    onlyFrom: {
                        accounts: ["210987654321"],
                        vpcEndpoints: ["vpce-0123456789abcdef0"],
                    },
                    minimumTls: "1.3",
                },
            }),
        );
        expect(JSON.stringify(resource("tempo-replica-copy-lifecycle").inputs)).to.contain(
            '"noncurrentDays":3',
        );
        const policy = String(resource("tempo-replica-copy-policy").inputs["policy"]);
        expect(policy).to.contain('"s3:TlsVersion":"1.3"');
        expect(policy).to.contain("210987654321").and.not.to.contain("vpce-");
        expect(String(resource("tempo-traces-policy").inputs["policy"]))
            .to.contain("vpce-")
            .and.to.contain('"s3:TlsVersion":"1.3"');
    });

    it("has no copy and no output of one without the option", async () => {
        const { result, resources } = await deploy(make({ bucket: {} }));
        expect(result.replicaBucketName).to.equal(undefined);
        expect(resources.filter(({ name }) => name.includes("replica"))).to.be.empty;
    });

    it("fails before anything is made when copies cannot work, with all reasons", async () => {
        const [failure] = await failures(
            make({
                kmsKeyArn: THERE.replace("eu-west-1", "us-east-2"),
                bucket: { replication: { region: "us-east-2" } },
            }),
        );
        for (const reason of [/S3 copies versions/, /another Region/, /a key in us-east-2/]) {
            expect(failure?.message).to.match(reason);
        }
    });
});
