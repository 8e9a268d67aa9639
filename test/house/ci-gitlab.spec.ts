import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { ciFile } from "../support/ci/files.ts";

const CLI = fileURLToPath(import.meta.resolve("gitlab-ci-local"));

const JOBS = ["prove", "review", "stop-review", "sweep"] as const;

interface Job {
    readonly environment?: { name: string; on_stop?: string; action?: string };
    readonly rules: readonly { if: string; when?: string }[];
    readonly stage: string;
    readonly artifacts?: { when: string; reports: { junit: string } };
    readonly script: readonly string[];
}

/**
 * gitlab-ci-local 4.75.1 brings GitLab's own JSON schema of .gitlab-ci.yml and expands `extends` and `rules`. It does not
 * prove what a runner would do.
 */
describe("docs/ci/gitlab-ci.yml", function () {
    this.timeout(30_000);
    const { text } = ciFile("docs/ci/gitlab-ci.yml");
    const pipeline = loadYaml<Record<(typeof JOBS)[number], Job>>(text);
    let dir: string;

    before(async () => {
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-gitlab-"));
    });

    after(() => rm(dir, { recursive: true, force: true }));

    it("passes GitLab's schema, with every job of it", async () => {
        const { code, output } = await list(text);
        expect(output).to.contain("json schema validated");
        expect(code, output).to.equal(0);
    });

    it("fails GitLab's schema with a key that GitLab does not know", async () => {
        const { code, output } = await list(text.replace("auto_stop_in:", "auto_stop:"));
        expect(code).to.equal(1);
        expect(output).to.match(
            /'auto_stop' property is not expected to be here at review.environment/,
        );
    });

    it("exchanges a token of the job for credentials, and stores no key of AWS", () => {
        expect(text).to.match(/id_tokens:\n {4}AWS_ID_TOKEN:\n {6}aud: sts\.amazonaws\.com/);
        expect(text).to.contain("AWS_WEB_IDENTITY_TOKEN_FILE");
        expect(text).to.not.match(/AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID/);
    });

    it("stops a review by a job with the same environment, stage and rules, which needs no checkout", () => {
        const { review, "stop-review": stop } = pipeline;
        expect(review.environment?.on_stop).to.equal("stop-review");
        expect(stop.environment).to.deep.equal({
            name: review.environment?.name,
            action: "stop",
        });
        expect(stop.rules).to.deep.equal(review.rules);
        expect(stop.stage).to.equal(review.stage);
        expect(stop).to.have.nested.property("variables.GIT_STRATEGY", "none");
    });

    it("reports JUnit whatever became of the job, and keeps merge requests of forks out", () => {
        const { prove } = pipeline;
        expect(prove.artifacts).to.include({ when: "always" });
        expect(prove.script.join("\n")).to.contain(
            `--junit ${prove.artifacts?.reports.junit ?? ""}`,
        );
        for (const name of JOBS.slice(0, 3)) {
            expect(pipeline[name].rules[0]?.if, name).to.contain(
                "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID",
            );
        }
        expect(pipeline.sweep.rules[0]?.if).to.equal('$CI_PIPELINE_SOURCE == "schedule"');
    });

    async function list(yaml: string): Promise<{ code: number; output: string }> {
        await writeFile(join(dir, ".gitlab-ci.yml"), yaml);
        const args = [CLI, "--list-all", "--no-color"];
        const run = spawnSync(process.execPath, args, { cwd: dir, env: environment(dir) });
        const output = stripVTControlCharacters(`${String(run.stdout)}${String(run.stderr)}`);
        return { code: run.status ?? 1, output };
    }
});

/** A git that finds no repository, and a home that holds no settings. */
function environment(home: string): Record<string, string> {
    return { PATH: process.env["PATH"] ?? "", HOME: home, GIT_CEILING_DIRECTORIES: tmpdir() };
}
