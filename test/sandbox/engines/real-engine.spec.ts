import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { type PulumiDeployment, PulumiEngine } from "../../../sandbox/engines/pulumi.ts";
import { isNotFound } from "../../../sandbox/operator/cluster/api-error.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import { preview } from "../../../stacks/runner/preview.ts";
import { refresh } from "../../../stacks/runner/refresh.ts";
import { up } from "../../../stacks/runner/up.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { failureOf } from "../provider-objects/driver.ts";
import { NO_PLUGINS, skipWithoutCli, targetOf } from "./real-cli.ts";

describe("the stack's own program with the real engine", function () {
    this.timeout(300_000);
    let engine: PulumiEngine | undefined;
    let deployment: PulumiDeployment;
    let api: ClusterApi | undefined;
    let namespace: string;

    before(async function () {
        await skipWithoutCli(this, "the real engine");
        this.timeout(SANDBOX_TIMEOUT_MS);
        const sandbox = await sharedSandbox();
        api = await ClusterApi.connect(sandbox.cluster);
        engine = await PulumiEngine.find(targetOf(sandbox), { env: NO_PLUGINS });
        namespace = freshName("real");
        const config = {
            "tempo-sts:namespace": namespace,
            "tempo-sts:traceCheck": JSON.stringify({ enabled: false }),
        };
        deployment = await engine.up(config);
    });

    after(async () => {
        await engine?.dispose();
        api?.close();
    });

    const tempo = async (): Promise<unknown> =>
        api?.request(
            "GET",
            `/apis/tempo.grafana.com/v1alpha1/namespaces/${namespace}/tempostacks/tmstack`,
        );

    it("says why it was taken and which plugins it uses", () => {
        expect(engine?.why).to.match(
            /Pulumi's CLI 3\.\d+\.\d+ is on PATH; AWS: the sandbox's provider object/,
        );
    });

    it("deploys it, gates included", async () => {
        expect(deployment.outputs).to.include({
            bucketName: `tracing-${namespace}-cioptmstack`,
        });
        const kinds = deployment.resources.map(({ type }) => type);
        expect(kinds).to.include("kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
        expect(kinds).to.include("kubernetes:core/v1:ConfigMap");
        expect(JSON.stringify(valueAt(await tempo(), "status", "conditions"))).to.match(/"Ready"/);
    });

    it("passes the policy pack of this package as it was deployed", async () => {
        const policyPacks = [fileURLToPath(new URL("../../../policy-pack", import.meta.url))];
        const warnings: string[] = [];
        const { changes } = await preview(deployment.workspace, {
            policyPacks,
            onEvent: ({ severity, message = "" }) => {
                if (severity === "warning") warnings.push(message);
            },
        });
        expect({ changes, warnings }).to.deep.equal({ changes: {}, warnings: [] });
    });

    it("finds no drift, and changes nothing in a second update", async () => {
        expect((await refresh(deployment.workspace)).changes).to.deep.equal({});
        expect((await up(deployment.workspace)).changes).to.deep.equal({});
    });

    it("restarts the pods when the role is another one, and passes the gate again", async () => {
        const envOf = (object: unknown): string => JSON.stringify(valueAt(object, "spec", "env"));
        const before = envOf(await tempo());
        const roleName = freshName("other-role");
        await deployment.workspace.stack.setConfig("tempo-sts:roleName", { value: roleName });
        const steps: string[] = [];
        const { changes, outputs } = await up(deployment.workspace, {
            onEvent: ({ kind, step, type }) => {
                if (kind === "end" && step !== "same" && step !== undefined)
                    steps.push(`${step} ${type}`);
            },
        });
        expect(outputs["roleArn"]).to.match(new RegExp(`role/${roleName}$`));
        expect(changes).to.have.any.keys("update", "replace", "create-replacement");
        expect(steps).to.include("update kubernetes:core/v1:Secret");
        expect(steps).to.include("update kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
        expect(envOf(await tempo())).to.not.equal(before);
        const gate = steps.findLastIndex((step) => step.endsWith("kubernetes:core/v1:ConfigMap"));
        expect(gate).to.be.greaterThan(
            steps.indexOf("update kubernetes:tempo.grafana.com/v1alpha1:TempoStack"),
        );
    });

    it("destroys it in the right order, and forgets the stack", async () => {
        const gone: string[] = [];
        await deployment.destroy({
            onEvent: ({ kind, type }) => {
                if (kind === "deleted") gone.push(type);
            },
        });
        const at = (type: string): number => gone.indexOf(type);
        const custom = at("kubernetes:tempo.grafana.com/v1alpha1:TempoStack");
        expect(custom).to.be.greaterThan(-1);
        expect(at("aws:iam/role:Role")).to.be.greaterThan(custom);
        expect(at("aws:s3/bucket:Bucket")).to.be.greaterThan(custom);
        expect(at("kubernetes:core/v1:Namespace")).to.be.greaterThan(custom);
        for (const type of [
            "bucketPolicy:BucketPolicy",
            "bucketPublicAccessBlock:BucketPublicAccessBlock",
        ]) {
            expect(at("aws:s3/bucket:Bucket")).to.be.greaterThan(at(`aws:s3/${type}`));
        }
        expect(isNotFound(await failureOf(tempo()))).to.equal(true);
        expect(existsSync(deployment.workspace.stack.workspace.workDir)).to.equal(false);
    });
});
