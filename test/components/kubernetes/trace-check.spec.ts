/** Proves what is asked of the engine; what the Jobs do is proven with their scripts and on a cluster. */
import { expect } from "chai";

import { TraceCheck, type TraceCheckArgs } from "../../../components/kubernetes/trace-check.ts";
import { generateTracesJob } from "../../../components/pure/manifests/generate-traces-job.ts";
import type { JobManifest } from "../../../components/pure/manifests/job.ts";
import { verifyTracesJob } from "../../../components/pure/manifests/verify-traces-job.ts";
import { deploy } from "../../support/mocks.ts";
import type { RecordedResource } from "../../support/recorded.ts";

const PLAIN = {
    namespace: "team-a",
    tempoName: "tmstack",
    jaeger: true,
    traces: 10,
    image: "registry.example.com/test-utils:1",
    runId: "42",
    deadlineSeconds: 60,
};

function make(overrides: Partial<TraceCheckArgs> = {}): () => TraceCheck {
    return () => new TraceCheck("check", { ...PLAIN, labels: { team: "a" }, ...overrides });
}

/** The inputs of a Job of this manifest. */
function inputsOf({ metadata, ...manifest }: JobManifest): object {
    return {
        ...manifest,
        metadata: {
            ...metadata,
            labels: { team: "a", "tempo-sts.io/run": "42" },
            annotations: { "pulumi.com/replaceUnready": "true" },
        },
    };
}

function templateOf({ inputs }: RecordedResource): unknown {
    return (inputs["spec"] as { template: unknown }).template;
}

describe("TraceCheck", () => {
    it("is two Jobs", async () => {
        const { resources, resource } = await deploy(make());
        expect(resources.map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["tempo-sts:kubernetes:TraceCheck", "check", ""],
            ["kubernetes:batch/v1:Job", "check-generate", "check"],
            ["kubernetes:batch/v1:Job", "check-verify", "check"],
        ]);
        expect(resource("check-generate").inputs).to.deep.equal(inputsOf(generateTracesJob(PLAIN)));
        expect(resource("check-verify").inputs).to.deep.equal(inputsOf(verifyTracesJob(PLAIN)));
    });

    it("counts only after it has sent", async () => {
        const { resource } = await deploy(make());
        expect(resource("check-generate").dependencies).to.deep.equal([]);
        expect(resource("check-verify").dependencies).to.deep.equal(["check-generate"]);
    });

    it("makes room for the next run's Job, and waits longer than the Job's own deadline", async () => {
        const { resource } = await deploy(make());
        const options = {
            deleteBeforeReplace: true,
            replaceOnChanges: ["spec.template"],
            customTimeouts: { create: "300s", update: "300s", delete: "5m" },
        };
        expect(resource("check-generate").options).to.deep.equal(options);
        expect(resource("check-verify").options).to.deep.equal(options);
        const { activeDeadlineSeconds } = resource("check-verify").inputs["spec"] as {
            activeDeadlineSeconds: number;
        };
        expect(activeDeadlineSeconds).to.be.within(PLAIN.deadlineSeconds, 299);
    });

    it("runs again with another run id", async () => {
        const first = await deploy(make());
        const second = await deploy(make({ runId: "43" }));
        for (const name of ["check-generate", "check-verify"]) {
            expect(templateOf(second.resource(name))).not.to.deep.equal(
                templateOf(first.resource(name)),
            );
        }
    });

    it("does not send again when only labels or the deadline change", async () => {
        const first = await deploy(make());
        const second = await deploy(make({ labels: { team: "b" }, deadlineSeconds: 90 }));
        expect(templateOf(second.resource("check-generate"))).to.deep.equal(
            templateOf(first.resource("check-generate")),
        );
    });

    it("asks Jaeger only where there is one", async () => {
        const { resource } = await deploy(make({ jaeger: false }));
        expect(JSON.stringify(templateOf(resource("check-verify")))).not.to.contain('"JAEGER_URL"');
    });
});
