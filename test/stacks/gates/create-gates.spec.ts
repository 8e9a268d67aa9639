import { expect } from "chai";

import { createGates } from "../../../stacks/gates/create-gates.ts";
import { gateData, isProven } from "../../../stacks/gates/gate-data.ts";
import { WORLD } from "../support/fake-cloud.ts";

const AWS = { region: "us-east-2" };
const DATA = { ...WORLD, serviceAccounts: WORLD.serviceAccounts.join(",") };
const HOOK = {
    urn: "urn:x" as const,
    id: "i",
    name: "tempo-gate-record",
    type: "kubernetes:core/v1:ConfigMap",
};

/** That the hooks run, and fail an update, is for the engines' suites to show. */
describe("the gates", () => {
    it("reads which part of the bucket is to be proven", () => {
        const newInputs = { data: { ...DATA, prefix: "teams/a" } };
        expect(gateData({ ...HOOK, newInputs }).prefix).to.equal("teams/a");
        expect(gateData({ ...HOOK, newInputs: { data: DATA } })).to.not.have.property("prefix");
    });

    it("are the handshake and then the roll-out", () => {
        expect(createGates({ aws: AWS }).map(({ name }) => name)).to.deep.equal([
            "handshake",
            "rollout",
        ]);
    });

    it("are the roll-out alone where the handshake is switched off", () => {
        const gates = createGates({ aws: AWS, handshake: false });
        expect(gates.map(({ name }) => name)).to.deep.equal(["rollout"]);
    });

    it("do nothing in a preview", () => {
        expect(createGates({ aws: AWS }).map(({ opts }) => opts?.onDryRun ?? false)).to.deep.equal([
            false,
            false,
        ]);
    });

    it("read what to prove from the record", () => {
        expect(gateData({ ...HOOK, newInputs: { data: DATA } })).to.deep.equal({
            ...WORLD,
            bucketOwner: "123456789012",
            isUpdate: false,
        });
    });

    it("want the bucket to be of the role's account, unless it is an adopted one", () => {
        const newInputs = { data: { ...DATA, bucketAdopted: "true" } };
        expect(gateData({ ...HOOK, newInputs })).to.not.have.property("bucketOwner");
    });

    it("know an update by the inputs of before", () => {
        expect(gateData({ ...HOOK, newInputs: { data: DATA }, oldInputs: {} }).isUpdate).to.equal(
            true,
        );
    });

    it("have nothing to prove where only the labels of the record change", async () => {
        const newInputs = { data: DATA, metadata: { labels: { expires: "later" } } };
        const same = { ...HOOK, newInputs, oldInputs: { data: { ...DATA }, metadata: {} } };
        expect(isProven(same)).to.equal(true);
        // There is no cluster to ask here.
        for (const { callback } of createGates({ aws: AWS })) await callback(same);
        const changed = { ...DATA, manifestHash: "12345678" };
        expect(isProven({ ...same, oldInputs: { data: changed } })).to.equal(false);
        expect(isProven({ ...same, oldInputs: {} })).to.equal(false);
        expect(isProven({ ...HOOK, newInputs })).to.equal(false);
    });

    it("fail on a resource that is no record, naming what is absent", () => {
        const data = { ...DATA, roleArn: undefined };
        expect(() => gateData({ ...HOOK, newInputs: { data } })).to.throw(
            TypeError,
            "no roleArn in its data",
        );
    });
});
