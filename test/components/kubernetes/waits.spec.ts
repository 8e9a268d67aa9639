import { expect } from "chai";

import { jobTimeouts, tempoStackWait } from "../../../components/kubernetes/waits.ts";

describe("tempoStackWait", () => {
    it("waits for Ready and for a ready pod, because Ready comes without any pod too", () => {
        const wait = tempoStackWait({ operatorVersion: "0.22.0", gated: false });
        expect(JSON.parse(wait)).to.deep.equal([
            "condition=Ready",
            "jsonpath={.status.components.ingester.Ready[0]}",
        ]);
    });

    it("looks for a running pod where the operator tells no readiness of pods", () => {
        const wait = tempoStackWait({ operatorVersion: "0.21.0", gated: false });
        expect(JSON.parse(wait)).to.deep.equal([
            "condition=Ready",
            "jsonpath={.status.components.ingester.Running[0]}",
        ]);
    });

    it("waits for the operator's first verdict where gates do the rest", () => {
        for (const operatorVersion of ["0.20.0", "0.22.0"]) {
            expect(tempoStackWait({ operatorVersion, gated: true })).to.equal(
                "jsonpath={.status.conditions[0].type}",
            );
        }
    });
});

describe("jobTimeouts", () => {
    it("outlast the Job's own deadline", () => {
        expect(jobTimeouts(300)).to.deep.equal({ create: "540s", update: "540s", delete: "5m" });
    });
});
