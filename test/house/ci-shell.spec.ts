import { spawnSync } from "node:child_process";

import { loadAllYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { ciFiles } from "../support/ci/files.ts";

const SHELLCHECK = "shellcheck";

/** Every script of docs/ci: files, and what stands in YAML. No npm package brings shellcheck; it is used where it is there. */
describe("the scripts in docs/ci", () => {
    const files = ciFiles("docs/ci/**/*.sh").map(({ path, text }) => ({ at: path, text }));
    const inYaml = [
        ...ciFiles("docs/ci/*.yml").filter(({ path }) => path.includes("git")),
        ...ciFiles("docs/ci/tekton/*.yaml"),
    ].flatMap(({ path, text }) =>
        (loadAllYaml(text) as unknown[]).flatMap(scriptsIn).map((script, index) => ({
            at: `${path} script ${index + 1}`,
            text: script,
        })),
    );
    const scripts = [...files, ...inYaml];

    it("are found", () => {
        expect(files).to.have.lengthOf(3);
        expect(inYaml.length).to.be.above(15);
    });

    for (const { at, text } of scripts) {
        it(`${at} can be read by bash`, () => {
            expect(check("bash", ["-n"], text)).to.deep.equal({ status: 0, said: "" });
        });
    }

    it("end at the first command that fails, and at a variable that is not set", () => {
        for (const { at, text } of files) {
            expect(text, at).to.match(/set -o nounset\nset -o errexit\nset -o pipefail/);
        }
    });

    it("pass shellcheck", function () {
        if (spawnSync(SHELLCHECK, ["--version"]).error !== undefined) {
            process.stderr.write("\n  (shellcheck is SKIPPED: it is not on PATH)\n");
            this.skip();
        }
        const wrong = scripts.map(({ at, text }) => ({ at, ...lint(text) }));
        expect(wrong.filter(({ status }) => status !== 0)).to.deep.equal([]);
    });

    it("fails a script that bash cannot read", () => {
        expect(check("bash", ["-n"], "if true; then").said).to.match(/syntax error/);
    });
});

function lint(text: string): { status: number | null; said: string } {
    return check(SHELLCHECK, ["--shell=bash", "--format=gcc", "-"], text);
}

function check(
    command: string,
    args: readonly string[],
    input: string,
): { status: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: "utf8" });
    return { status, said: stdout + stderr };
}

/** What stands under `run`, `script`, `before_script` and `after_script`, at any depth; lists as one script. */
function scriptsIn(value: unknown): string[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
        const isScript = /^(run|(before_|after_)?script)$/.test(key);
        if (isScript && typeof inner === "string") return [inner];
        if (isScript && Array.isArray(inner)) return [inner.join("\n")];
        return scriptsIn(inner);
    });
}
