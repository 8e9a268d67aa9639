import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { chainSvg } from "../../../cli/output/chain-svg.ts";
import { act } from "../../../sandbox/rehearsal/act.ts";
import { Draft } from "../../../sandbox/rehearsal/draft.ts";
import { PhaseLog } from "../../../sandbox/rehearsal/phases.ts";
import { planRehearsal, type GivenSetting } from "../../../sandbox/rehearsal/plan.ts";
import type { PhaseId, RehearsalReport } from "../../../sandbox/rehearsal/report.ts";
import { stageIn, type Stage } from "../../../sandbox/rehearsal/stage.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

const PICTURE = join(import.meta.dirname, "../../../docs/rehearsal.svg");

describe("a rehearsal", function () {
    this.timeout(120_000);

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        await sharedSandbox();
    });

    describe("of the blueprint's values", () => {
        let report: RehearsalReport;

        before(async () => {
            report = await rehearseIn(await stage([]));
        });

        it("passes, phase by phase", () => {
            expect(report.failures).to.deep.equal([]);
            expect(report.phases.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
                "deploy passed",
                "prove-allowed passed",
                "prove-refused passed",
                "trace-jobs passed",
                "destroy passed",
                "leak-check passed",
            ]);
        });

        it("proves every call of both service accounts and refuses every wrong one", () => {
            const allowed = report.proofs.filter(({ expected }) => expected === "allowed");
            const refused = report.proofs.filter(({ expected }) => expected === "refused");
            expect(new Set(allowed.map(({ identity }) => identity))).to.deep.equal(
                new Set([
                    "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
                    "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
                ]),
            );
            expect([allowed.length, refused.length]).to.deep.equal([22, 15]);
            expect(report.proofs.filter(({ ok }) => !ok)).to.deep.equal([]);
        });

        it("deploys what the blueprint's scripts would have made", () => {
            expect(report.chain).to.deep.include({
                bucketName: "tracing-chainsaw-awssts-tempo-cioptmstack",
                roleArn: "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
                serviceAccounts: ["tempo-tmstack", "tempo-tmstack-query-frontend"],
            });
        });

        it("has the API server accept both trace Jobs, and says that they did not run", () => {
            expect(report.traceJobs.map(({ name, accepted }) => [name, accepted])).to.deep.equal([
                ["generate-traces", true],
                ["verify-traces", true],
            ]);
            expect(report.notProven.join()).to.contain("No pod runs");
        });

        it("leaves nothing and touches nothing of others", () => {
            expect(report.leftovers).to.deep.equal([]);
            expect(report.bystandersTouched).to.deep.equal([]);
            expect(report.bystandersWatched).to.be.above(5);
        });

        it("is what the README's picture shows (npm run docs draws it anew)", () => {
            expect(readFileSync(PICTURE, "utf8")).to.equal(chainSvg(report));
        });
    });

    describe("in a namespace that is there already", () => {
        it("passes with a shared key and a copy elsewhere, and takes the ingester's volume claim away too", async () => {
            const keys = freshName("key");
            const report = await rehearseIn(
                await inOwnNamespace(
                    ["kmsKeyArn", `arn:aws:kms:us-east-2:123456789012:key/${keys}`],
                    ["bucket.versioning.enabled", "true"],
                    ["bucket.replication.region", "eu-west-1"],
                    [
                        "bucket.replication.kmsKeyArn",
                        `arn:aws:kms:eu-west-1:123456789012:key/${keys}`,
                    ],
                ),
            );
            expect(report.failures).to.deep.equal([]);
            const destroyed = report.phases.find(({ id }) => id === "destroy");
            expect(destroyed?.detail).to.contain("data-tempo-tmstack-ingester-0");
        });

        it("fails when a bystander is changed, when it is gone, and when something is left behind", async () => {
            const ready = await inOwnNamespace();
            const before = new Map(ready.before);
            const [first = "", second = ""] = before.keys();
            before.set(first, "another fingerprint");
            before.delete(second);
            before.set("arn:aws:s3:::of-somebody", "a fingerprint");
            const report = await rehearseIn({ ...ready, before });
            expect(report.bystandersTouched).to.have.members([
                "arn:aws:s3:::of-somebody (gone)",
                `${first} (changed)`,
            ]);
            expect(report.leftovers).to.deep.equal([second]);
            expect(report.failure).to.include({ class: "clean-up", phase: "leak-check" });
        });

        it("fails at the deployment, undoes it, and names the resource", async () => {
            const ready = await inOwnNamespace(["bucketName", "taken"]);
            const { bucketName } = ready.bystanders;
            const plan = planRehearsal(
                [
                    ["namespace", ready.plan.settings.namespace],
                    ["createNamespace", "false"],
                    ["bucketName", bucketName],
                ],
                {},
            );
            const report = await rehearseIn({ ...ready, plan });
            expect(report.failure).to.include({ class: "deploy", phase: "deploy" });
            expect(report.failure?.message).to.contain("Bucket");
            expect(report.leftovers).to.deep.equal([]);
            expect(report.bystandersTouched).to.deep.equal([]);
            expect(status(report, "prove-allowed")).to.equal(undefined);
        });

        for (const phase of ["deploy", "prove-allowed", "prove-refused", "destroy"] as const) {
            it(`is interrupted during ${phase}: nothing is left in a cluster that stays`, async () => {
                const report = await rehearseIn(await inOwnNamespace(), phase);
                expect(report.failure?.class).to.equal("interrupted");
                expect(report.leftovers).to.deep.equal([]);
                expect(report.bystandersTouched).to.deep.equal([]);
            });
        }
    });
});

async function stage(settings: readonly GivenSetting[]): Promise<Stage> {
    const ready = await stageIn(await sharedSandbox(), planRehearsal(settings, {}), true);
    // The shared sandbox goes as a whole; and a namespace takes five seconds to go.
    return { ...ready, bystanders: { ...ready.bystanders, remove: () => Promise.resolve() } };
}

function inOwnNamespace(...settings: GivenSetting[]): Promise<Stage> {
    return stage([
        ["namespace", freshName("rehearsed")],
        ["createNamespace", "false"],
        ...settings,
    ]);
}

async function rehearseIn(ready: Stage, interruptIn?: PhaseId): Promise<RehearsalReport> {
    const interruption = new AbortController();
    const interrupt = (id: PhaseId) => {
        if (id === interruptIn) interruption.abort(new Error("interrupted by a test"));
    };
    // A deployment is interrupted in its middle, the others at their beginning.
    const listener = interruptIn === "deploy" ? { progress: interrupt } : { started: interrupt };
    const log = new PhaseLog(listener, interruption.signal);
    const draft = new Draft();
    await act(ready, { engine: "in-process", signal: interruption.signal }, log, draft);
    return draft.report(log);
}

function status(report: RehearsalReport, phase: PhaseId): string | undefined {
    return report.phases.find(({ id }) => id === phase)?.status;
}
