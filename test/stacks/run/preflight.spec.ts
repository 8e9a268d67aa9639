import { expect } from "chai";

import { awsError } from "../support/fake-cloud.ts";
import { at, csv, GONE, preflightWorld, type PreflightWorld } from "./preflight-world.ts";

/** The checks ask servers that answer as a cluster and AWS do; the CLI is a script that prints a version. */
describe("the preflight", () => {
    let world: PreflightWorld;
    before(async () => {
        world = await preflightWorld();
    });
    after(async () => world.stop());
    beforeEach(() => {
        world.cluster = () => undefined;
        world.aws = () => undefined;
    });

    it("passes where all is well, and remembers account and issuer", async () => {
        const { error, detail, facts, findings } = await world.make();
        expect(error?.message).to.equal(undefined);
        expect(findings.filter(({ status }) => status !== "ok")).to.deep.equal([]);
        expect(detail).to.equal("8 of 8 checks are well");
        expect(facts).to.deep.equal({
            accountId: "123456789012",
            issuer: "https://oidc.example/c",
        });
    });

    it("fails when there is no CLI, with how to get one", async () => {
        const { error } = await world.make({ env: { PATH: "/none", PULUMI_HOME: "/none" } });
        expect(error?.message).to.contain("Expected the command pulumi on PATH");
    });

    it("fails for an account that is not among the allowed ones, by option and by aws:allowedAccountIds", async () => {
        const byOption = await world.make({ allowedAccounts: ["111111111111"] });
        expect(byOption.error?.message).to.contain(
            "expected an account of the allowed accounts (111111111111), got account 123456789012",
        );
        const byConfig = await world.make({}, { allowedAccountIds: ["222222222222"] });
        expect(byConfig.error?.message).to.contain("aws:allowedAccountIds (222222222222)");
        const forbidden = await world.make({}, { forbiddenAccountIds: ["123456789012"] });
        expect(forbidden.error?.message).to.contain("aws:forbiddenAccountIds");
        const allowed = await world.make({ allowedAccounts: ["123456789012"] });
        expect(allowed.error).to.equal(undefined);
    });

    it("fails when something required cannot be looked at, with the reason, and does not crash", async () => {
        world.cluster = () => ({ status: 503, body: { message: "overloaded" } });
        world.aws = () => awsError(503, "ServiceUnavailable", "later");
        const { error, findings } = await world.make();
        expect(findings).to.have.lengthOf(8);
        expect(findings.slice(2, 7).map(({ status }) => status)).to.deep.equal(
            Array<string>(5).fill("not-checked"),
        );
        expect(error?.message).to.contain(
            "cluster: could not check, because status 503: overloaded",
        );
        expect(error?.message).to.contain(
            "AWS identity: could not check, because ServiceUnavailable",
        );
    });

    it("asks again when an answer may come the next time", async () => {
        let asked = 0;
        world.aws = (request) => {
            if (!request.body.includes("GetCallerIdentity")) return undefined;
            asked += 1;
            return asked === 1 ? awsError(503, "ServiceUnavailable", "later") : undefined;
        };
        expect((await world.make()).error).to.equal(undefined);
        let versions = 0;
        world.cluster = ({ url }) => {
            versions += url === "/version" ? 1 : 0;
            return url === "/version" && versions < 3 ? { status: 503 } : undefined;
        };
        expect((await world.make()).error).to.equal(undefined);
        expect([asked, versions]).to.deep.equal([3, 3]);
    });

    it("takes the operator's version from a Deployment or a TempoStack where OLM tells nothing", async () => {
        world.cluster = at("clusterserviceversions", GONE);
        expect((await world.make()).found("Tempo operator")?.found).to.equal(
            "0.22.0 (Deployment o/tempo-operator-controller)",
        );
        world.cluster = (request) =>
            at("clusterserviceversions", GONE)(request) ??
            at("/deployments", { status: 200, body: { items: [] } })(request);
        expect((await world.make()).found("Tempo operator")).to.deep.include({
            status: "ok",
            found: "0.22.1 (TempoStack x/y says so)",
        });
    });

    it("warns of an operator that is not at work, and of plugins that are not there", async () => {
        world.cluster = at("clusterserviceversions", csv("0.22.0", "Installing"));
        const { error, found, detail } = await world.make({
            env: { PATH: world.home, PULUMI_HOME: "/none" },
        });
        expect(error).to.equal(undefined);
        expect(found("Tempo operator")).to.deep.include({ status: "warning" });
        expect(found("Pulumi plugins")?.found).to.contain("is not installed");
        expect(found("Pulumi plugins")?.remedy).to.contain("pulumi plugin install resource aws");
        expect(detail).to.contain("2 with a warning");
    });
});
