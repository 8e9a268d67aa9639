import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { ciOrigin, cleaned, type Origin } from "../../cli/ci-environment.ts";
import { localOrigin } from "../../cli/git.ts";
import { originOf } from "../../cli/options/origin.ts";

interface Case {
    readonly name: string;
    readonly env: Readonly<Record<string, string>>;
    readonly origin: Origin | undefined;
}

const GITHUB = {
    GITHUB_ACTIONS: "true",
    GITHUB_SHA: "c0ffee",
    GITHUB_RUN_ID: "4711",
    GITHUB_ACTOR: "ada",
};
const GITLAB = {
    GITLAB_CI: "true",
    CI_COMMIT_SHA: "c0ffee",
    CI_PIPELINE_ID: "12",
    GITLAB_USER_LOGIN: "ada",
};
const PROW = { JOB_NAME: "pull-ci-main-e2e", BUILD_ID: "1790" };

const CASES: readonly Case[] = [
    { name: "no CI", env: { HOME: "/root" }, origin: undefined },
    { name: "Tekton, which tells nothing", env: { HOSTNAME: "pod" }, origin: undefined },
    {
        name: "GitHub, a push",
        env: { ...GITHUB, GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch", GITHUB_HEAD_REF: "" },
        origin: { branch: "main", commit: "c0ffee", runId: "4711", owner: "ada" },
    },
    {
        name: "GitHub, a pull request",
        env: { ...GITHUB, GITHUB_REF_NAME: "12/merge", GITHUB_HEAD_REF: "feature/x" },
        origin: { branch: "feature/x", commit: "c0ffee", runId: "4711", owner: "ada" },
    },
    {
        name: "GitHub, a tag",
        env: { ...GITHUB, GITHUB_REF_NAME: "v1", GITHUB_REF_TYPE: "tag" },
        origin: { commit: "c0ffee", runId: "4711", owner: "ada" },
    },
    {
        name: "GitLab, a branch",
        env: { ...GITLAB, CI_COMMIT_REF_NAME: "main", CI_COMMIT_BRANCH: "main" },
        origin: { branch: "main", commit: "c0ffee", runId: "12", owner: "ada" },
    },
    {
        name: "GitLab, a merge request",
        env: {
            ...GITLAB,
            CI_COMMIT_REF_NAME: "refs/merge-requests/1/head",
            CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "x",
        },
        origin: { branch: "x", commit: "c0ffee", runId: "12", owner: "ada" },
    },
    {
        name: "GitLab, a tag",
        env: { ...GITLAB, CI_COMMIT_REF_NAME: "v1", CI_COMMIT_TAG: "v1" },
        origin: { commit: "c0ffee", runId: "12", owner: "ada" },
    },
    {
        name: "Prow, a pull request",
        env: {
            ...PROW,
            PULL_NUMBER: "33",
            PULL_PULL_SHA: "c0ffee",
            REPO_OWNER: "grafana",
            JOB_SPEC: '{"refs":{"pulls":[{"author":"ada"}]}}',
        },
        origin: {
            branch: "pull-33-pull-ci-main-e2e",
            commit: "c0ffee",
            runId: "1790",
            owner: "ada",
        },
    },
    {
        name: "Prow, a periodic job",
        env: { ...PROW, JOB_SPEC: "{" },
        origin: { branch: "pull-ci-main-e2e", runId: "1790", owner: "pull-ci-main-e2e" },
    },
    {
        name: "Jenkins, which is not Prow",
        env: { ...PROW, JENKINS_URL: "https://j" },
        origin: undefined,
    },
    {
        name: "hostile values",
        env: {
            ...{ GITHUB_ACTIONS: "true", GITHUB_ACTOR: "a\nb\u001b[31m\u0000" },
            ...{
                GITHUB_RUN_ID: "x".repeat(300),
                GITHUB_SHA: " \n ",
                GITHUB_REF_NAME: "b".repeat(300),
            },
        },
        origin: { branch: "b".repeat(300), runId: `${"x".repeat(125)}...`, owner: "a b [31m" },
    },
];

describe("what a CI job tells", () => {
    for (const { name, env, origin } of CASES) {
        it(`is read: ${name}`, () => {
            expect(ciOrigin(env)).to.deep.equal(origin);
        });
    }

    it("is one short line without control characters, whatever stands there", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
                const line = cleaned(text);
                if (line === undefined) return;
                expect(line).to.match(/^[^\p{C}]+$/u);
                expect(Array.from(line).length).to.be.at.most(128);
                expect(line.trim()).to.equal(line);
            }),
        );
    });
});

describe("what the folder tells", () => {
    let empty: string;

    before(() => {
        empty = mkdtempSync(join(tmpdir(), "tempo-sts-no-repository-"));
    });

    after(() => {
        rmSync(empty, { recursive: true });
    });

    it("is the user alone where no repository and no git is", async () => {
        for (const env of [process.env, { PATH: empty }]) {
            const { owner, ...rest } = await localOrigin(empty, env);
            expect(owner).to.be.a("string").and.not.equal("");
            expect(rest).to.deep.equal({});
        }
    });

    it("counts where the CI tells nothing of it", async () => {
        const env = { ...process.env, ...GITHUB, GITHUB_REF_NAME: "main", GITHUB_ACTOR: "" };
        const { owner, branch } = await originOf({ env, folder: empty });
        expect(branch).to.equal("main");
        expect(owner).to.be.a("string").and.not.equal("");
    });
});
