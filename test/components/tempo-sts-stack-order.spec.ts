/** In what order the children of a TempoStsStack come; they go in the opposite one. */
import { expect } from "chai";

import { deploy, type Deployment } from "../support/mocks.ts";
import { gated, make } from "./stack-fixture.ts";

/** All that has to be there before a resource, directly or through others. */
function before({ resource }: Deployment<unknown>, name: string): string[] {
    const found = new Set<string>();
    const visit = (next: string): void => {
        for (const each of resource(next).dependencies.filter((one) => !found.has(one))) {
            found.add(each);
            visit(each);
        }
    };
    visit(name);
    return [...found];
}

describe("the order of a TempoStsStack", () => {
    it("has all that pods need before the TempoStack, written with the resource itself", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-tempo-stack").dependencies).to.deep.equal([
            "tracing-identity-access",
            "tracing-identity-role",
            "tracing-storage-secret",
            "tracing-traces-bucket",
            "tracing-traces-encryption",
            "tracing-traces-lifecycle",
            "tracing-traces-ownership",
            "tracing-traces-policy",
            "tracing-traces-public-access",
        ]);
    });

    it("has a managed policy attached before the TempoStack", async () => {
        const { resource } = await deploy(make({ policyKind: "managed" }));
        expect(resource("tracing-tempo-stack").dependencies).to.include.members([
            "tracing-identity-attachment",
            "tracing-identity-policy",
        ]);
    });

    it("has the namespace before the Secret, and role and bucket too", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-storage-secret").dependencies).to.deep.equal([
            "tracing-identity-role",
            "tracing-namespace",
            "tracing-traces-bucket",
        ]);
    });

    it("does not make AWS wait for the cluster", async () => {
        const deployment = await deploy(make());
        expect(before(deployment, "tracing-traces-policy")).not.to.include("tracing-namespace");
        expect(before(deployment, "tracing-identity-role")).to.deep.equal([]);
    });

    it("has the gate after the TempoStack and before the trace Jobs", async () => {
        const deployment = await deploy(gated);
        const { resource } = deployment;
        expect(resource("tracing-gate-record").dependencies).to.include("tracing-tempo-stack");
        expect(resource("tracing-check-generate").dependencies).to.deep.equal([
            "tracing-gate-record",
        ]);
        expect(resource("tracing-route").dependencies).to.include("tracing-gate-record");
        expect(before(deployment, "tracing-check-verify")).to.include.members([
            "tracing-gate-record",
            "tracing-tempo-stack",
            "tracing-storage-secret",
            "tracing-namespace",
        ]);
    });

    it("has the trace Jobs right after the TempoStack where there is no gate", async () => {
        const { resource } = await deploy(make());
        expect(resource("tracing-check-generate").dependencies).to.deep.equal([
            "tracing-tempo-stack",
        ]);
    });
});
