import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { chooseEngine } from "../../../sandbox/engines/choose.ts";
import { askPluginVersion } from "../../../sandbox/engines/plugin-version.ts";
import { choosePlugin, type NeededPackage } from "../../../sandbox/engines/plugins.ts";
import { targetConfig } from "../../../sandbox/engines/target-config.ts";
import { packageFile } from "../../../sandbox/setup/package-file.ts";
import { CliMissingError } from "../../../stacks/runner/errors.ts";

const AWS: NeededPackage = { name: "aws", title: "AWS", version: "7.48.0" };
const TARGET = {
    aws: {
        endpoint: "https://127.0.0.1:1",
        caFile: "/ca.pem",
        region: "us-east-2",
        credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
    },
    kubeconfig: "/kubeconfig",
    context: "sandbox",
};

describe("the choice of plugins for Pulumi's engine", function () {
    this.timeout(30_000);
    let root: string;

    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "tempo-sts-plugins-test-"));
    });

    afterEach(() => rm(root, { recursive: true, force: true }));

    async function install(folder: string, script: string): Promise<string> {
        const path = join(root, folder, "pulumi-resource-aws");
        await mkdir(join(root, folder), { recursive: true });
        await writeFile(path, `#!/bin/sh\n${script}\n`);
        await chmod(path, 0o755);
        return path;
    }

    it("takes the real one of the right version out of Pulumi's home", async () => {
        await install("home/plugins/resource-aws-v7.48.0", "exit 0");
        const found = await choosePlugin(AWS, { PULUMI_HOME: join(root, "home"), PATH: "" });
        expect(found.path).to.equal(join(root, "home/plugins/resource-aws-v7.48.0"));
        expect(found.description).to.match(/the real plugin 7\.48\.0/);
        const other = await choosePlugin(
            { ...AWS, version: "7.49.0" },
            { PULUMI_HOME: join(root, "home"), PATH: "" },
        );
        expect(other.description).to.match(/sandbox's provider object.*not installed/);
    });

    it("takes one on PATH only when it says that it is of the right version", async () => {
        const own = packageFile("sandbox/provider-objects/plugins/aws/pulumi-resource-aws");
        await install("bin", `export TEMPO_STS_NODE="${process.execPath}"\nexec "${own}" "$@"`);
        const env = { PULUMI_HOME: root, PATH: join(root, "bin") };
        expect(await askPluginVersion(own)).to.equal("7.48.0");
        expect((await choosePlugin(AWS, env)).path).to.equal(join(root, "bin"));
        const newer = await choosePlugin({ ...AWS, version: "8.0.0" }, env);
        expect(newer.path).to.not.equal(join(root, "bin"));
        expect(newer.description).to.match(/is 7\.48\.0 and not 8\.0\.0/);
    });

    it("does not trust a program that says nothing a plugin would say", async () => {
        const env = { PULUMI_HOME: root, PATH: join(root, "bin") };
        for (const script of ["exit 1", "echo hello", "echo 1"]) {
            await install("bin", script);
            expect((await choosePlugin(AWS, env)).description, script).to.match(
                /of an unknown version/,
            );
        }
    });

    it("points the sandbox's own at the code and the node that run now", async () => {
        const found = await choosePlugin(AWS, { PULUMI_HOME: root, PATH: "" });
        expect(found.path).to.equal(packageFile("sandbox/provider-objects/plugins/aws"));
        expect(found.env).to.deep.equal({
            TEMPO_STS_NODE: process.execPath,
            TEMPO_STS_AWS_PLUGIN: packageFile("sandbox/provider-objects/plugins/aws/index.ts"),
        });
    });
});

describe("the choice of an engine", () => {
    const path = process.env["PATH"];

    beforeEach(() => {
        process.env["PATH"] = "/none";
    });

    afterEach(() => {
        process.env["PATH"] = path;
    });

    it("is the one asked for", async () => {
        const engine = await chooseEngine("in-process", TARGET);
        expect([engine.name, engine.why]).to.deep.equal(["in-process", "it was asked for"]);
    });

    it("falls to the one in this process where Pulumi's CLI is not there, and says so", async () => {
        const engine = await chooseEngine("auto", TARGET);
        expect(engine.name).to.equal("in-process");
        expect(engine.why).to.match(/Pulumi's CLI cannot be used: .*none/);
    });

    it("fails where Pulumi's own is asked for and is not there", async () => {
        const failure = await chooseEngine("pulumi", TARGET).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(CliMissingError);
    });

    it("points programs at the sandbox in every way they may look", () => {
        const config = targetConfig(TARGET);
        expect(config).to.deep.include({
            "aws:region": "us-east-2",
            "aws:customCaBundle": "/ca.pem",
            "kubernetes:kubeconfig": "/kubeconfig",
            "kubernetes:context": "sandbox",
            "tempo-sts:kubernetes": '{"kubeconfig":"/kubeconfig","context":"sandbox"}',
        });
        const endpoint = "https://127.0.0.1:1";
        const services = "s3 iam sts kms cloudtrail logs cloudwatch eventbridge sns".split(" ");
        expect(JSON.parse(config["aws:endpoints"] ?? "")).to.deep.equal([
            Object.fromEntries(services.map((service) => [service, endpoint])),
        ]);
    });
});
