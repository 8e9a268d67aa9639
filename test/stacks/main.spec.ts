import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import main from "../../index.ts";
import { SettingsError } from "../../stacks/settings/settings-error.ts";
import { kubeconfigFor, localServer } from "./support/local-server.ts";
import { rejection } from "./support/rejection.ts";

describe("index.ts", () => {
    beforeEach(async () => {
        const mocks: pulumi.runtime.Mocks = {
            newResource: ({ name }) => {
                throw new Error(`unexpected resource ${name}`);
            },
            call: ({ token }) => {
                throw new Error(`unexpected call ${token}`);
            },
        };
        await pulumi.runtime.setMocks(mocks, "tempo-sts", "test");
    });

    afterEach(() => {
        pulumi.runtime.setAllConfig({});
    });

    it("fails with the settings' problems before it looks for a cluster", async () => {
        pulumi.runtime.setAllConfig({ "tempo-sts:kubernetes": '{"kubeconfig":"/missing"}' });
        const error = await rejection(main());
        expect(error).to.be.instanceOf(SettingsError);
        expect(error.message).to.include("`namespace`").and.not.include("/missing");
    });

    it("fails without a stack trace where neither the settings nor the cluster say an issuer", async () => {
        const server = await localServer(() => ({ status: 404 }));
        const kubernetes = JSON.stringify({ kubeconfig: kubeconfigFor(server.url) });
        pulumi.runtime.setAllConfig({
            "tempo-sts:namespace": "n",
            "tempo-sts:kubernetes": kubernetes,
        });
        const error = await rejection(main());
        await server.stop();
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error.message)
            .to.include("`issuer`")
            .and.include("Authentication/cluster (status 404)")
            .and.include(server.url);
    });
});
