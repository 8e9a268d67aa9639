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

    it("reads the cluster's keys only where the stack publishes them, and fails where it may not", async () => {
        const asked: string[] = [];
        const server = await localServer(({ url }) => {
            asked.push(url);
            return { status: 403, body: JSON.stringify({ message: "no" }) };
        });
        const kubernetes = JSON.stringify({ kubeconfig: kubeconfigFor(server.url) });
        pulumi.runtime.setAllConfig({
            "tempo-sts:namespace": "n",
            "tempo-sts:kubernetes": kubernetes,
            "tempo-sts:profile": "production",
            "tempo-sts:issuer": "https://my-oidc.s3.us-east-2.amazonaws.com",
            "tempo-sts:oidcProvider": JSON.stringify({
                mode: "create",
                discovery: { enabled: true },
                previousIssuers: [{ issuer: "https://old.example.com", until: "20260101T000000Z" }],
            }),
        });
        const warnings: unknown[] = [];
        const { console: terminal } = globalThis;
        const warn = terminal.warn.bind(terminal);
        terminal.warn = (message: unknown) => warnings.push(message);
        const error = await rejection(main());
        terminal.warn = warn;
        await server.stop();
        expect(String(warnings)).to.include("https://old.example.com was to be dropped");
        expect(asked).to.deep.equal(["/openid/v1/jwks"]);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error.message).to.include("but status 403: no. Let the user of this context");
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

    it("fails with advice before anything is made where the cluster takes no PrometheusRule", async () => {
        const server = await localServer(() => ({ status: 404 }));
        const kubernetes = JSON.stringify({ kubeconfig: kubeconfigFor(server.url) });
        pulumi.runtime.setAllConfig({
            "tempo-sts:namespace": "n",
            "tempo-sts:issuer": "https://oidc.example.com/abc",
            "tempo-sts:kubernetes": kubernetes,
            "tempo-sts:watch": '{"prometheusRule":true}',
        });
        const error = await rejection(main());
        await server.stop();
        expect(error).to.be.instanceOf(SettingsError);
        expect(error.message)
            .to.include("`watch.prometheusRule`")
            .and.include("install the Prometheus operator");
    });
});
