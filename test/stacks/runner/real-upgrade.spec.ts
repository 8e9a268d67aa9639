/** What becomes of a stack that is there when its features change: bucket and role stay, whatever is added to them. */
import { expect } from "chai";

import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { DeleteOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";

import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { createOidcProvider } from "../../../sandbox/aws/oidc-provider.ts";
import { type PulumiDeployment, PulumiEngine } from "../../../sandbox/engines/pulumi.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { emptyBucket } from "../../../sandbox/provider-objects/aws/bucket-contents.ts";
import { preview } from "../../../stacks/runner/preview.ts";
import { up } from "../../../stacks/runner/up.ts";
import type { RunnerEvent } from "../../../stacks/runner/events.ts";
import { skipWithoutCli, targetOf } from "../../sandbox/engines/real-cli.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

const COPY = "eu-west-1";

describe("upgrades with the real engine", function () {
    this.timeout(120_000);
    let sandbox: Sandbox;
    let engine: PulumiEngine | undefined;
    let deployment: PulumiDeployment;
    let first: Readonly<Record<string, unknown>>;
    let admin: SandboxClients;
    const keys: Record<string, string> = {};

    before(async function () {
        await skipWithoutCli(this, "upgrades with the real engine");
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        admin = await sandboxClients(sandbox.aws);
        for (const region of [sandbox.aws.region, COPY]) {
            const there = await sandboxClients(sandbox.aws, { region });
            const { KeyMetadata } = await there.kms.send(new CreateKeyCommand({}));
            keys[region] = KeyMetadata?.Arn ?? "";
            there.close();
        }
        engine = await PulumiEngine.find(targetOf(sandbox));
        deployment = await engine.up({
            "tempo-sts:namespace": freshName("upgrade"),
            "tempo-sts:profile": "production",
            "tempo-sts:traceCheck": JSON.stringify({ enabled: false }),
        });
        first = deployment.outputs;
        await put("before");
    });

    after(async function () {
        this.timeout(120_000);
        if (engine === undefined) return;
        await unprotect();
        await emptyBucket(admin.s3, String(first["bucketName"]));
        const there = await sandboxClients(sandbox.aws, { region: COPY });
        await emptyBucket(there.s3, `${String(first["bucketName"])}-replica`);
        there.close();
        await deployment.destroy();
        await engine.dispose();
        await createOidcProvider(sandbox.aws, sandbox.cluster.issuer).catch(() => undefined);
        admin.close();
    });

    const object = (Key: string) => ({ Bucket: String(first["bucketName"]), Key });
    const put = (Key: string) => admin.s3.send(new PutObjectCommand({ ...object(Key), Body: Key }));
    const head = (Key: string) => admin.s3.send(new HeadObjectCommand(object(Key)));

    /** Changes the settings, and gives what happens in AWS: nothing is lost, and the stack is still called as before. */
    async function upgrade(settings: Readonly<Record<string, unknown>>): Promise<string[]> {
        const { workspace } = deployment;
        for (const [name, value] of Object.entries(settings)) {
            const key = `tempo-sts:${name}`;
            if (value === undefined) await workspace.stack.removeConfig(key);
            else {
                const text = typeof value === "string" ? value : JSON.stringify(value);
                await workspace.stack.setConfig(key, { value: text });
            }
        }
        const done: RunnerEvent[] = [];
        const { outputs } = await up(workspace, { onEvent: (event) => done.push(event) });
        expect(outputs).to.include({
            ...{ bucketName: first["bucketName"], roleArn: first["roleArn"] },
        });
        const steps = stepsOf(done, "end");
        expect(steps.filter((step) => /^(?:delete|replace)/.test(step))).to.deep.equal([]);
        const found = await admin.s3.send(new GetObjectCommand(object("before")));
        expect(await found.Body?.transformToString()).to.equal("before");
        return steps;
    }

    async function unprotect(): Promise<void> {
        const { stack } = deployment.workspace;
        const state = await stack.exportStack();
        const text = JSON.stringify(state.deployment).replaceAll(
            '"protect":true',
            '"protect":false',
        );
        await stack.importStack({ ...state, deployment: JSON.parse(text) as object });
    }

    it("from a stack that expected no owner of its bucket: nothing changes, and nothing is replaced", async () => {
        const { stack } = deployment.workspace;
        const state = await stack.exportStack();
        const text = JSON.stringify(state.deployment);
        const before = text
            .replaceAll(/"expectedBucketOwner":"\d{12}",?/g, "")
            .replaceAll(/("id":"[^",]+),\d{12}"/g, '$1"')
            .replaceAll(",}", "}");
        expect(before).not.to.equal(text);
        await stack.importStack({ ...state, deployment: JSON.parse(before) as object });
        const { changes } = await preview(deployment.workspace);
        expect(Object.keys(changes).filter((step) => step !== "read")).to.deep.equal([]);
    });

    it("from keys of S3 to a shared key of KMS: three documents change", async () => {
        expect(await upgrade({ kmsKeyArn: keys[sandbox.aws.region] })).to.deep.equal([
            "update BucketPolicy",
            "update BucketServerSideEncryptionConfiguration",
            "update RolePolicy",
        ]);
        await put("shared");
        expect((await head("shared")).SSEKMSKeyId).to.equal(keys[sandbox.aws.region]);
        expect((await head("before")).ServerSideEncryption).not.to.equal("aws:kms");
    });

    it("from no versions to versions: they are added, and rules for old ones", async () => {
        const bucket = { versioning: { enabled: true } };
        expect(await upgrade({ bucket })).to.deep.equal([
            ...["create BucketVersioning", "update BucketLifecycleConfiguration"],
        ]);
        await put("versioned");
        expect((await head("versioned")).VersionId).not.to.equal(undefined);
    });

    it("from versions to a copy in another Region: bucket, role and replication are added", async () => {
        const bucket = {
            versioning: { enabled: true },
            replication: { region: COPY, kmsKeyArn: keys[COPY] },
        };
        const steps = await upgrade({ bucket });
        expect(steps.filter((step) => !step.startsWith("create "))).to.deep.equal([]);
        expect(steps).to.include.members([
            ...["create Bucket", "create BucketReplicationConfig", "create Role"],
        ]);
        await put("copied");
        expect((await head("copied")).ReplicationStatus).to.equal("COMPLETED");
    });

    it("from a shared key to one of the stack: it is made, and its policy after the roles", async () => {
        const steps = await upgrade({ kmsKeyArn: undefined, encryption: { key: {} } });
        expect(steps).to.include.members([
            ...["create Key", "create Alias", "create KeyPolicy", "update RolePolicy"],
        ]);
        await put("own");
        const { SSEKMSKeyId, ReplicationStatus } = await head("own");
        expect(SSEKMSKeyId).not.to.equal(keys[sandbox.aws.region]);
        expect(ReplicationStatus).to.equal("COMPLETED");
    });

    it("from a provider that is looked up to one of the stack: the role's trust stays as it is", async () => {
        await admin.iam.send(
            new DeleteOpenIDConnectProviderCommand({
                OpenIDConnectProviderArn: sandbox.providerArn,
            }),
        );
        const { issuer } = sandbox.cluster;
        expect(await upgrade({ issuer, oidcProvider: { mode: "create" } })).to.deep.equal([
            "create OpenIdConnectProvider",
        ]);
    });

    it("and then there is nothing more to do", async () => {
        const foreseen: RunnerEvent[] = [];
        await preview(deployment.workspace, { onEvent: (event) => foreseen.push(event) });
        expect(stepsOf(foreseen, "begin")).to.deep.equal([]);
    });
});

/** What is done to resources of AWS: `create Bucket`, `replace Role`. */
function stepsOf(events: readonly RunnerEvent[], kind: RunnerEvent["kind"]): string[] {
    const changing = ["create", "update", "delete"];
    return events
        .filter(({ type }) => type.startsWith("aws:"))
        .filter((event) => event.kind === kind && changing.includes(event.step ?? ""))
        .map(({ step, replace, type }) => [
            replace === true ? "replace" : step,
            type.split(":").at(-1),
        ])
        .map((words) => words.join(" "))
        .sort();
}
