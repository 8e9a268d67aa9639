import { expect } from "chai";

import { generateTraces } from "../../../stacks/run/actions/generate-traces.ts";
import { verifyTraces } from "../../../stacks/run/actions/verify-traces.ts";
import { PhaseError } from "../../../stacks/run/failure.ts";
import type { PhaseResult } from "../../../stacks/run/options.ts";
import type { Finding } from "../../../stacks/run/report.ts";
import { s3Error } from "../support/fake-cloud.ts";
import {
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";
import { phaseContext, settingsFor } from "./context.ts";
import { dated, type JobBody, objects, pods } from "./trace-answers.ts";

const JOBS = "/apis/batch/v1/namespaces/n/jobs";
const KEY = "single-tenant/6f1a2b3c-0000-4000-8000-000000000001/meta.json";

/** A cluster that keeps Jobs and ends them as a test tells it, and a bucket with what a test puts into it. */
describe("the trace phases", () => {
    let cluster: LocalServer;
    let bucket: LocalServer;
    let jobs: Map<string, JobBody>;
    let ending: (looks: number) => object[];
    let looks: number;
    let now: Date;
    let answers: (request: Received) => Reply | undefined;
    let listing: (asked: number) => Reply;

    before(async () => {
        cluster = await localServer((request) => answers(request) ?? goodCluster(request));
        let asked = 0;
        bucket = await localServer(() => listing((asked += 1)));
    });
    after(async () => {
        await Promise.all([cluster.stop(), bucket.stop()]);
    });
    beforeEach(() => {
        now = new Date();
        jobs = new Map();
        looks = 0;
        answers = () => undefined;
        ending = () => [{ type: "Complete", status: "True" }];
        listing = () => objects([KEY, now]);
    });

    function goodCluster(request: Received): Reply {
        const { pathname } = new URL(request.url, "http://x");
        if (pathname.startsWith(JOBS)) return keep(request, pathname.slice(JOBS.length + 1));
        if (pathname.endsWith("/tempostacks/t")) {
            return { status: 200, body: { metadata: { uid: "uid-1" } } };
        }
        if (pathname.endsWith("/log")) return { status: 200, body: "10 traces sent\nbye\n" };
        if (pathname.endsWith("/proxy/flush")) return { status: 502 };
        return pods({ phase: "Pending" });
    }

    function keep({ method, body }: Received, name: string): Reply {
        if (method === "POST") {
            const job = JSON.parse(body) as JobBody;
            jobs.set(job.metadata.name, job);
            return { status: 201, body: job };
        }
        if (method === "DELETE") return { status: jobs.delete(name) ? 200 : 404 };
        if (name === "")
            return {
                status: 200,
                body: { items: [...jobs.values()].map((job) => dated(job, now)) },
            };
        looks += 1;
        return { status: 200, body: { status: { conditions: ending(looks) } } };
    }

    function context(facts = {}) {
        const settings = settingsFor({ cluster: cluster.url, s3: bucket.url });
        return phaseContext(settings, { facts, runId: "4711" });
    }

    function found({ findings = [] }: PhaseResult): string[] {
        return findings.map(
            ({ name, status }: Finding) => `${name.replace(/-[0-9a-f]{8}$/, "")} ${status}`,
        );
    }

    it("send traces by a Job of the run's own, which goes with the TempoStack, and keep what it said", async () => {
        const { facts, findings, detail } = await generateTraces(context());
        const [job] = jobs.values();
        const id = facts?.traces?.traceRunId ?? "";
        expect(job?.metadata.name).to.match(/^tempo-sts-generate-[0-9a-f]{8}$/);
        expect(job?.metadata.ownerReferences).to.deep.equal([
            {
                apiVersion: "tempo.grafana.com/v1alpha1",
                kind: "TempoStack",
                name: "t",
                uid: "uid-1",
            },
        ]);
        expect(job?.metadata.labels).to.include({
            "tempo-sts.io/stack": "s",
            "tempo-sts.io/run": id,
        });
        expect(id).to.match(/^4711-[0-9a-f]{8}$/);
        expect(JSON.stringify(job?.spec)).to.contain(`--service=telemetrygen-${id}`);
        expect(findings?.[0]?.found).to.equal("complete after 0 s\n    10 traces sent\n    bye");
        expect(detail).to.match(/^10 traces sent/);
    });

    it("find them by another Job, see a block in the bucket, and take both Jobs away", async () => {
        const { facts } = await generateTraces(context());
        const result = await verifyTraces(context(facts));
        expect(found(result)).to.deep.equal(["tempo-sts-verify ok", "a block in the bucket ok"]);
        expect(result.findings?.[1]?.found).to.match(
            /meta\.json after 0 s .*not flushed on request \(status 502\)/,
        );
        expect(jobs.size).to.equal(0);
    });

    it("wait while a Job runs, and say what its pod waits for", async () => {
        ending = (count) => (count < 3 ? [] : [{ type: "Complete", status: "True" }]);
        const waiting = context();
        const { findings } = await generateTraces(waiting);
        expect(findings?.[0]?.found).to.match(/^complete after 4 s/);
        expect(waiting.told).to.have.lengthOf(1);
        expect(waiting.told[0]).to.match(/: pod p is Pending$/);
    });

    it("fail with the Job's reason and its last words, and take it away", async () => {
        ending = () => [
            { type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "5 pods" },
        ];
        const result = await generateTraces(context());
        expect(found(result)).to.deep.equal(["tempo-sts-generate failed"]);
        expect(result.findings?.[0]?.found).to.match(
            /^failed after 0 s: BackoffLimitExceeded: 5 pods\n {4}10 traces/,
        );
        expect(jobs.size).to.equal(0);
    });

    it("fail at the deadline with what the pod waits for", async () => {
        ending = () => [];
        const waiting = {
            state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } },
        };
        answers = ({ url }) =>
            url.includes("/pods?")
                ? pods({ phase: "Pending", containerStatuses: [waiting] })
                : undefined;
        const { findings } = await generateTraces(context());
        expect(findings?.[0]?.found).to.match(
            /^not complete after 420 s: pod p is Pending: ImagePullBackOff \(no such image\)/,
        );
    });

    it("fail without looking further when the cluster refuses the Job, and leave nothing", async () => {
        answers = ({ method }) =>
            method === "POST" ? { status: 403, body: { message: "denied" } } : undefined;
        const error = await rejection(generateTraces(context()));
        expect(error).to.be.instanceOf(PhaseError);
        expect(error.message).to.match(
            /Expected the cluster to take the Job .* but status 403: denied\. Let the user/,
        );
    });

    it("take the verification's Job away when it fails, but not the one that tells what was sent", async () => {
        const { facts } = await generateTraces(context());
        ending = () => [{ type: "Failed", status: "True", reason: "x", message: "" }];
        expect(found(await verifyTraces(context(facts)))).to.deep.equal([
            "tempo-sts-verify failed",
        ]);
        expect([...jobs.keys()]).to.deep.equal([facts?.traces?.name]);
    });

    it("find what an earlier run has sent, by the Job that is still there", async () => {
        const { facts } = await generateTraces(context());
        const { detail } = await verifyTraces(context());
        expect(detail).to.contain(`telemetrygen-${facts?.traces?.traceRunId ?? ""} found`);
    });

    it("fail when nothing was sent", async () => {
        const error = await rejection(verifyTraces(context()));
        expect(error.message).to.match(/Expected a Job in n that has sent traces, found none/);
    });

    it("wait for a new block; one from before, and other objects, are none", async () => {
        const { facts } = await generateTraces(context());
        const old = new Date(now.getTime() - 3_600_000);
        const others: [string, Date] = ["tempo-sts-handshake/x", now];
        let lists = 0;
        listing = () => objects([KEY, (lists += 1) < 4 ? old : now], others);
        const { findings } = await verifyTraces(context(facts));
        expect(findings?.[1]?.status).to.equal("ok");
        expect(lists).to.equal(4);
    });

    it("fail when no block comes within a quarter of an hour, with where to look", async () => {
        const { facts } = await generateTraces(context());
        listing = () => objects();
        const { findings } = await verifyTraces(context(facts));
        expect(findings?.[1]).to.deep.include({
            name: "a block in the bucket",
            status: "failed",
            expected: "a new <tenant>/<block>/meta.json in tracing-n-b",
        });
        expect(findings?.[1]?.found).to.match(/^none after 9\d\d s/);
        expect(findings?.[1]?.remedy).to.contain("component=ingester");
    });

    it("say that they could not look where the bucket may not be listed", async () => {
        const { facts } = await generateTraces(context());
        listing = () => s3Error(403, "AccessDenied", "no");
        const { findings } = await verifyTraces(context(facts));
        expect(findings?.[1]?.status).to.equal("not-checked");
        expect(findings?.[1]?.found).to.contain(
            "could not check, because the bucket tracing-n-b could not be listed: AccessDenied no",
        );
    });
});
