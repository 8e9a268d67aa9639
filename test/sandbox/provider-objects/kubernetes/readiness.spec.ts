import { expect } from "chai";

import { builtInRule } from "../../../../sandbox/provider-objects/kubernetes/readiness.ts";

function look(apiVersion: string, kind: string, parts: object): unknown {
    const object = { apiVersion, kind, ...parts };
    return builtInRule(object)?.(object);
}

describe("what the built-in kinds call ready", () => {
    it("is for a Job its completion, and its failure is final", () => {
        const job = (status: object): unknown => look("batch/v1", "Job", { status });
        expect(job({})).to.deep.include({ ready: false, waiting: "the Job has not started" });
        expect(job({ startTime: "x", active: 1 })).to.deep.include({
            waiting: "the Job runs (1 active, 0 succeeded, 0 failed)",
        });
        expect(
            job({ startTime: "x", conditions: [{ type: "Complete", status: "True" }] }),
        ).to.deep.equal({ ready: true });
        const failed = {
            type: "Failed",
            status: "True",
            reason: "DeadlineExceeded",
            message: "late",
        };
        expect(job({ conditions: [failed] })).to.deep.equal({
            ready: false,
            hopeless: true,
            waiting: "the Job failed (DeadlineExceeded): late",
        });
        expect(
            job({ startTime: "x", conditions: [{ ...failed, status: "False" }] }),
        ).to.not.have.property("hopeless");
    });

    it("is for a Deployment the whole roll-out of the latest generation", () => {
        const deployment = (status: object): unknown =>
            look("apps/v1", "Deployment", {
                metadata: { generation: 2 },
                spec: { replicas: 2 },
                status,
            });
        expect(deployment({ observedGeneration: 1 })).to.deep.include({ ready: false });
        expect(deployment({ observedGeneration: 2, updatedReplicas: 1 })).to.deep.include({
            waiting: "updatedReplicas is 1 of 2",
        });
        expect(
            deployment({ observedGeneration: 2, updatedReplicas: 2, availableReplicas: 1 }),
        ).to.deep.include({ waiting: "availableReplicas is 1 of 2" });
        expect(
            deployment({ observedGeneration: 2, updatedReplicas: 2, availableReplicas: 2 }),
        ).to.deep.equal({ ready: true });
    });

    it("is for a Pod its condition Ready or its success", () => {
        const pod = (status: object): unknown => look("v1", "Pod", { status });
        expect(pod({ phase: "Pending" })).to.deep.include({ ready: false });
        expect(pod({ phase: "Succeeded" })).to.deep.equal({ ready: true });
        expect(pod({ phase: "Failed" })).to.deep.include({ hopeless: true });
        expect(
            pod({ phase: "Running", conditions: [{ type: "Ready", status: "True" }] }),
        ).to.deep.equal({ ready: true });
    });

    it("is nothing to wait for with any other kind", () => {
        expect(look("v1", "ConfigMap", {})).to.equal(undefined);
        expect(look("example.com/v1", "Job", {})).to.equal(undefined);
    });
});
