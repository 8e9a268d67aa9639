import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { loadSettings } from "../../../stacks/settings/load.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";

describe("stacks/settings/load", () => {
    const kept = { ...process.env };

    beforeEach(async () => {
        delete process.env["OPENSHIFT_BUILD_NAMESPACE"];
        delete process.env["CLUSTER_PROFILE_DIR"];
        await pulumi.runtime.setMocks(
            { newResource: noResource, call: noCall },
            "tempo-sts",
            "test",
        );
    });

    afterEach(() => {
        process.env = { ...kept };
        pulumi.runtime.setAllConfig({});
    });

    it("reads the project's keys and those of both providers", () => {
        process.env["OPENSHIFT_BUILD_NAMESPACE"] = "ci-op-1";
        pulumi.runtime.setAllConfig({
            "tempo-sts:namespace": "n",
            "tempo-sts:traceCheck": '{"traces":3}',
            "aws:region": "us-west-2",
            "aws:s3UsePathStyle": "true",
            "kubernetes:context": "c",
            "other:key": "ignored",
        });
        const settings = loadSettings();
        expect(settings).to.deep.include({
            namespace: "n",
            buildNamespace: "ci-op-1",
            region: "us-west-2",
            aws: { s3UsePathStyle: true },
        });
        expect(settings.traceCheck.traces).to.equal(3);
        expect(settings.kubernetes.context).to.equal("c");
    });

    it("remembers which arguments of the providers are secret", () => {
        const config = { "tempo-sts:namespace": "n", "aws:defaultTags": "{}", "aws:profile": "p" };
        pulumi.runtime.setAllConfig(config, ["aws:defaultTags"]);
        expect(loadSettings().secretKeys).to.deep.equal(["aws:defaultTags"]);
    });

    it("fails with every problem and a kind of error that Pulumi prints without a stack", () => {
        pulumi.runtime.setAllConfig({ "tempo-sts:nmespace": "n", "tempo-sts:region": "nowhere" });
        const error = caught(loadSettings);
        expect(error).to.be.instanceOf(SettingsError);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error.message).to.match(/^3 problems in the stack's settings; nothing was changed/);
        expect(error.message).to.include("Did you mean namespace?");
    });

    it("fails without a word of a secret value", () => {
        const config = { "tempo-sts:namespace": "n", "tempo-sts:issuer": "http://hush.example" };
        pulumi.runtime.setAllConfig(config, ["tempo-sts:issuer"]);
        const { message } = caught(loadSettings);
        expect(message).to.include("`issuer`").and.not.include("hush");
    });
});

function caught(action: () => unknown): Error {
    try {
        action();
    } catch (error) {
        if (error instanceof Error) {
            return error;
        }
    }
    throw new Error("nothing was thrown");
}

function noResource(args: pulumi.runtime.MockResourceArgs): never {
    throw new Error(`unexpected resource ${args.type}`);
}

function noCall(args: pulumi.runtime.MockCallArgs): never {
    throw new Error(`unexpected call ${args.token}`);
}
