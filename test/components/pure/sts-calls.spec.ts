import { expect } from "chai";

import { stsCalls, stsCallsLine } from "../../../components/pure/sts-calls.ts";

describe("the estimate of calls to STS", () => {
    it("is two and a half an hour for each pod that talks to S3", () => {
        expect(stsCalls()).to.deep.equal({
            schema: "tempo-sts/sts-calls/v1",
            pods: 4,
            clientsPerPod: 2,
            refreshSeconds: 2880,
            callsPerHour: 10,
            callsAtStart: 8,
            quotaPerSecond: 600,
            share: 10 / 3600 / 600,
        });
    });

    it("grows with replicas and with instances", () => {
        const { pods, callsPerHour } = stsCalls({
            replicas: { querier: 5, ingester: 3 },
            instances: 10,
        });
        expect({ pods, callsPerHour }).to.deep.equal({ pods: 100, callsPerHour: 250 });
    });

    it("is one line", () => {
        expect(stsCallsLine(stsCalls())).to.equal(
            "STS: about 10 calls of AssumeRoleWithWebIdentity an hour (4 pods × 2 S3 clients, every 48 min), under 0.01 % of 600 a second",
        );
        expect(stsCallsLine(stsCalls({ instances: 1000 }))).to.contain("0.46 % of 600 a second");
    });
});
