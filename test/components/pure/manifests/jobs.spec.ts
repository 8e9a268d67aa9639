import { expect } from "chai";
import fc from "fast-check";

import { generateTracesJob } from "../../../../components/pure/manifests/generate-traces-job.ts";
import { DEFAULT_TRACE_IMAGE, runIdProblems } from "../../../../components/pure/manifests/job.ts";
import { VERIFY_SCRIPT } from "../../../../components/pure/manifests/verify-script.ts";
import {
    serviceQuery,
    verifyTracesJob,
} from "../../../../components/pure/manifests/verify-traces-job.ts";
import { anyValue } from "../arbitraries.ts";

const ARGS = {
    namespace: "chainsaw-awssts-tempo",
    tempoName: "tmstack",
    image: DEFAULT_TRACE_IMAGE,
    traces: 10,
    runId: "42",
    deadlineSeconds: 300,
    jaeger: true,
    labels: { "tempo-sts.io/stack": "dev" },
};
const LABELS = { "tempo-sts.io/stack": "dev", "tempo-sts.io/run": "42" };
const POD = {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
};
const CONTAINER_SECURITY = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
};

describe("the generate Job", () => {
    it("sends the run's traces to the distributor, and nothing more", () => {
        expect(generateTracesJob(ARGS)).to.deep.equal({
            apiVersion: "batch/v1",
            kind: "Job",
            metadata: {
                name: "generate-traces",
                namespace: "chainsaw-awssts-tempo",
                labels: LABELS,
            },
            spec: {
                backoffLimit: 4,
                activeDeadlineSeconds: 420,
                template: {
                    metadata: { labels: LABELS },
                    spec: {
                        ...POD,
                        containers: [
                            {
                                name: "telemetrygen",
                                image: "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0",
                                command: [
                                    "telemetrygen",
                                    "traces",
                                    "--otlp-endpoint=tempo-tmstack-distributor.chainsaw-awssts-tempo.svc:4317",
                                    "--otlp-insecure",
                                    "--traces=10",
                                    "--service=telemetrygen-42",
                                ],
                                securityContext: CONTAINER_SECURITY,
                            },
                        ],
                    },
                },
            },
        });
    });
});

describe("the verify Job", () => {
    const env = [
        { name: "WANTED", value: "10" },
        { name: "DEADLINE_SECONDS", value: "300" },
        { name: "POLL_SECONDS", value: "5" },
        { name: "SERVICE", value: "telemetrygen-42" },
        {
            name: "TEMPO_URL",
            value: "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:3200",
        },
        { name: "TEMPO_QUERY", value: '{resource.service.name="telemetrygen-42"}' },
    ];
    const jaeger = {
        name: "JAEGER_URL",
        value: "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:16686",
    };

    it("counts the run's traces through both APIs, with one pod that ends by itself", () => {
        expect(verifyTracesJob(ARGS)).to.deep.equal({
            apiVersion: "batch/v1",
            kind: "Job",
            metadata: { name: "verify-traces", namespace: "chainsaw-awssts-tempo", labels: LABELS },
            spec: {
                backoffLimit: 0,
                activeDeadlineSeconds: 420,
                template: {
                    metadata: { labels: LABELS },
                    spec: {
                        ...POD,
                        containers: [
                            {
                                name: "verify-traces",
                                image: "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0",
                                command: ["/bin/bash", "-c"],
                                args: [VERIFY_SCRIPT],
                                env: [...env, jaeger],
                                securityContext: CONTAINER_SECURITY,
                            },
                        ],
                    },
                },
            },
        });
    });

    it("does not ask Jaeger where it is off", () => {
        const [container] = verifyTracesJob({ ...ARGS, jaeger: false }).spec.template.spec
            .containers;
        expect(container?.env).to.deep.equal(env);
    });

    it("quotes what TraceQL would read as its own", () => {
        expect(serviceQuery('a"b\\c\n')).to.equal('{resource.service.name="a\\"b\\\\c\\n"}');
    });
});

describe("both Jobs", () => {
    for (const make of [generateTracesJob, verifyTracesJob]) {
        it(`take a name, an image and a user of the caller's (${make.name})`, () => {
            const job = make({
                ...ARGS,
                name: "other",
                image: "registry.example/x:1",
                runAsUser: 65532,
            });
            expect(job.metadata.name).to.equal("other");
            expect(job.spec.template.spec.containers[0]?.image).to.equal("registry.example/x:1");
            expect(job.spec.template.spec.securityContext).to.deep.equal({
                runAsNonRoot: true,
                runAsUser: 65532,
                seccompProfile: { type: "RuntimeDefault" },
            });
        });

        it(`stay after their end, for their owner to remove (${make.name})`, () => {
            expect(make(ARGS).spec).to.not.have.property("ttlSecondsAfterFinished");
        });
    }
});

describe("a run id", () => {
    for (const runId of ["1", "42", "ci-op-abc.7_x", "A".repeat(40)]) {
        it(`may be ${runId}`, () => {
            expect(runIdProblems(runId, "traceCheck.runId")).to.deep.equal([]);
        });
    }

    for (const runId of [
        "",
        "a b",
        "$(reboot)",
        'x"} || {',
        "-1",
        "1-",
        "a\n",
        "é",
        "A".repeat(41),
        7,
        null,
    ]) {
        it(`refuses ${JSON.stringify(runId)}`, () => {
            expect(runIdProblems(runId, "traceCheck.runId")).to.have.lengthOf(1);
        });
    }

    it("is safe in a label, a command line and a query when it has no problem", () => {
        fc.assert(
            fc.property(fc.oneof(anyValue, fc.string({ maxLength: 5 })), (value) => {
                if (runIdProblems(value, "p").length === 0) {
                    const runId = String(value);
                    const job = generateTracesJob({ ...ARGS, runId });
                    expect(job.metadata.labels["tempo-sts.io/run"]).to.equal(runId);
                    expect(serviceQuery(runId)).to.equal(`{resource.service.name="${runId}"}`);
                }
            }),
        );
    });
});
