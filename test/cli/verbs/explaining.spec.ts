import { expect } from "chai";

import { findingFrom } from "../../../cli/explain.ts";
import { run } from "../../../cli/program.ts";
import type { FactTools } from "../../../doctor/facts.ts";
import { RunnerError } from "../../../stacks/runner/errors.ts";
import { BROKEN, clusterWith, COMMAND, HELD, UNKNOWN } from "../../support/diagnoses.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms } from "../../support/fake-rooms.ts";

const VAIN = "TempoStack tracing/tmstack is not ready after 600 s";

describe("a deployment that has waited in vain", () => {
    it("says which link is broken, and what to do, and still fails as itself", async () => {
        const { code, stderr, tools } = await failed(VAIN);
        expect(code).to.equal(4);
        expect(stderr)
            .to.include(VAIN)
            .and.include("doctor: Trust policy: The trust policy does not let tempo-t in.")
            .and.include("Give the role this policy.")
            .and.include(COMMAND)
            .and.include("docs/troubleshooting/trust-wildcard.md");
        expect(stderr).not.to.include("eyJ");
        expect(tools?.subject.namespace).to.equal("tracing");
        expect(tools?.probe).to.equal(false);
    });

    it("says nothing of the chain where the failure has a reason of its own", async () => {
        const { stderr, tools } = await failed("BucketAlreadyExists: the name is taken");
        expect(tools).to.equal(undefined);
        expect(stderr).not.to.include("doctor");
    });

    it("fails as it would have where nobody can look", async () => {
        const { code, stderr } = await failed(VAIN, () => Promise.reject(new Error("no cluster")));
        expect(code).to.equal(4);
        expect(stderr).to.include("the chain could not be looked at: no cluster");
    });
});

describe("what is said of a chain in a report", () => {
    it("is a warning with the cause, or that it could not be told", () => {
        expect(findingFrom(BROKEN)).to.include({ name: "doctor", status: "warning" });
        expect(findingFrom(UNKNOWN)).to.include({
            status: "not-checked",
            found: "Nothing broken was found, but a link could not be checked. Bucket: could not check, because S3 is throttled",
        });
        expect(findingFrom(HELD)).to.deep.equal({
            name: "doctor",
            status: "not-checked",
            found: "The chain holds",
        });
    });
});

async function failed(message: string, connect = () => Promise.resolve(clusterWith([]))) {
    const io = fakeIo();
    let tools: FactTools | undefined;
    const rooms = fakeRooms({
        deployStack: () => Promise.reject(new RunnerError(message)),
        connectCluster: connect,
        examine: (used) => {
            tools = used;
            return Promise.resolve(BROKEN);
        },
    });
    const code = await run(["up", "--stack", "dev"], io, rooms);
    return { code, tools, stderr: io.printed.stderr };
}
