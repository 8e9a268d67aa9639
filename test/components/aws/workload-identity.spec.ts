/** Proves what the component asks the engine for; that STS decides by it is proven in the sandbox. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { ArgsError } from "../../../components/args-error.ts";
import { ACCOUNT, PROVIDER_ARN } from "../../support/answers.ts";
import { deploy, failures } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";
import { unwrap } from "../../support/unwrap.ts";
import { ACCESS, make, TRUST } from "./identity.ts";

describe("WorkloadIdentity", () => {
    it("has exactly a role and its inline policy as children", async () => {
        const { resources } = await deploy(make());
        expect(resources.map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["tempo-sts:aws:WorkloadIdentity", "identity", ""],
            ["aws:iam/role:Role", "identity-role", "identity"],
            ["aws:iam/rolePolicy:RolePolicy", "identity-access", "identity"],
        ]);
    });

    it("trusts exactly the service accounts, with a token made for STS", async () => {
        const { resource } = await deploy(make());
        const { assumeRolePolicy, ...inputs } = resource("identity-role").inputs;
        expect(JSON.parse(String(assumeRolePolicy))).to.deep.equal(TRUST);
        expect(inputs).to.deep.equal({
            name: "tracing-team-a-main",
            description:
                "Taken by web identity by Grafana Tempo in the Kubernetes namespace team-a",
            maxSessionDuration: 3600,
            forceDetachPolicies: true,
            path: "/",
        });
    });

    it("allows exactly what Tempo does, in exactly this bucket", async () => {
        const { resource } = await deploy(make());
        const { policy, ...inputs } = resource("identity-access").inputs;
        expect(JSON.parse(String(policy))).to.deep.equal(ACCESS);
        expect(inputs).to.deep.equal({ role: "tracing-team-a-main", name: "trace-access" });
    });

    it("looks the provider up by its ARN, in the caller's own account", async () => {
        const { result, calls } = await deploy(make());
        expect(calls).to.deep.equal([
            { token: "aws:index/getCallerIdentity:getCallerIdentity", inputs: {} },
            {
                token: "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
                inputs: { arn: PROVIDER_ARN },
            },
        ]);
        expect(await unwrap(result.providerArn)).to.equal(PROVIDER_ARN);
    });

    it("keeps to the partition", async () => {
        const { result } = await deploy(make({ partition: "aws-us-gov" }));
        expect(await unwrap(result.providerArn)).to.equal(
            `arn:aws-us-gov:iam::${ACCOUNT}:oidc-provider/oidc.example.com/abc`,
        );
    });

    it("shows trust and access in a preview already", async () => {
        const { resource } = await deploy(make(), { preview: true });
        expect(
            JSON.parse(String(resource("identity-role").inputs["assumeRolePolicy"])),
        ).to.deep.equal(TRUST);
        expect(JSON.parse(String(resource("identity-access").inputs["policy"]))).to.deep.equal(
            ACCESS,
        );
    });

    it("looks for no provider while the issuer is unknown", async () => {
        const { resource, calls } = await deploy(
            make({ issuer: pulumi.output(pulumi.unknown as string) }),
            { preview: true },
        );
        expect(calls.map(({ token }) => token)).to.deep.equal([
            "aws:index/getCallerIdentity:getCallerIdentity",
        ]);
        expect(resource("identity-role").inputs["assumeRolePolicy"]).to.equal(UNKNOWN);
        expect(resource("identity-role").inputs["name"]).to.equal("tracing-team-a-main");
    });

    it("registers its ARNs as outputs", async () => {
        const { result, registeredOutputs } = await deploy(make());
        expect(registeredOutputs.get("identity")).to.deep.equal(["providerArn", "roleArn"]);
        expect(await unwrap(result.roleArn)).to.equal(
            `arn:aws:iam::${ACCOUNT}:role/tracing-team-a-main`,
        );
    });

    it("refuses to trust nobody", async () => {
        const [error, ...others] = await failures(make({ serviceAccounts: [] }));
        expect(others).to.deep.equal([]);
        expect(error).to.be.instanceOf(ArgsError);
        expect(error?.message).to.contain("`serviceAccounts`: expected at least one");
    });

    it("refuses a pattern in the place of a service account", async () => {
        const [error] = await failures(make({ serviceAccounts: ["tempo-*"] }));
        expect(error?.message).to.contain("expected exact service accounts");
    });
});
