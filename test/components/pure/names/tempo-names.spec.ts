import { expect } from "chai";
import fc from "fast-check";

import { operandName } from "../../../../components/pure/names/operand-names.ts";
import { tempoNameProblems } from "../../../../components/pure/names/tempo-names.ts";
import { anyValue } from "../arbitraries.ts";

describe("the name of a Tempo instance", () => {
    it("may be as long as the operator's longest Service name allows", () => {
        expect(tempoNameProblems("t".repeat(32), "tempoName")).to.deep.equal([]);
        expect(`tempo-${"t".repeat(32)}-query-frontend-discovery`).to.have.lengthOf(63);
    });

    it("refuses one more, and says why", () => {
        expect(tempoNameProblems("t".repeat(33), "tempoName")).to.deep.equal([
            {
                path: "tempoName",
                expected: "at most 32 characters",
                found: `"${"t".repeat(33)}" (33 characters)`,
                remedy:
                    "Shorten it by 1: the operator makes the Service tempo-<name>-query-frontend-discovery, " +
                    "and a Service's name has at most 63",
            },
        ]);
    });

    it("refuses what is no Kubernetes name", () => {
        expect(tempoNameProblems("My Stack", "tempoName")).to.have.lengthOf(1);
        expect(tempoNameProblems(undefined, "tempoName")).to.have.lengthOf(1);
    });

    it("never throws", () => {
        fc.assert(fc.property(anyValue, (value) => void tempoNameProblems(value, "tempoName")));
    });
});

describe("the operator's names for an instance", () => {
    it("are tempo-<name>, and a component after it", () => {
        expect(operandName("tmstack")).to.equal("tempo-tmstack");
        expect(operandName("tmstack", "query-frontend")).to.equal("tempo-tmstack-query-frontend");
        expect(operandName("tmstack", "distributor")).to.equal("tempo-tmstack-distributor");
    });

    it("have hyphens for the dots of the instance's name, as the operator writes them", () => {
        expect(operandName("My_Stack")).to.equal("tempo-my-stack");
        expect(operandName("my.stack", "ingester")).to.equal("tempo-my-stack-ingester");
    });
});
