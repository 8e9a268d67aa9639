import type { Command } from "commander";
import { CommanderError } from "commander";
import { expect } from "chai";

import { commandLine } from "../../cli/program.ts";
import { ciFiles } from "../support/ci/files.ts";
import { commandLinesIn, shellWords, type FoundCommand } from "../support/ci/command-lines.ts";
import { fakeIo } from "../support/fake-io.ts";

/** What stands in for a variable of the shell where an option takes not just any text. */
const SAMPLES: Readonly<Record<string, string>> = {
    "--allowed-account": "123456789012",
    "--concurrency": "4",
    "--config": "key=value",
    "--force": "user@host",
    "--lock-wait": "60",
    "--timeout": "60",
    "--ttl": "24h",
};

describe("the command lines in the docs", () => {
    const files = [
        "README.md",
        "docs/*.md",
        "docs/ci/**/*.{md,yml,yaml,sh}",
        "docs/ci/Containerfile",
    ];
    for (const file of files.flatMap(ciFiles)) {
        it(`${file.path} names verbs and options that there are`, () => {
            const wrong = commandLinesIn(file.path, file.text).flatMap((found) => {
                const problem = problemOf(found);
                return problem === undefined
                    ? []
                    : [
                          `${found.file}:${found.line}: tempo-sts ${found.words.join(" ")}: ${problem}`,
                      ];
            });
            expect(wrong).to.deep.equal([]);
        });
    }

    for (const system of ["github-actions.yml", "gitlab-ci.yml", "openshift-ci", "tekton"]) {
        it(`docs/ci has ${system} run, destroy and sweep`, () => {
            const verbs = ["docs/ci/*.yml", "docs/ci/**/*.{yaml,sh}"]
                .flatMap(ciFiles)
                .filter(({ path }) => path.startsWith(`docs/ci/${system}`))
                .flatMap(({ path, text }) => commandLinesIn(path, text))
                .map(({ words }) => words[0]);
            expect(verbs).to.include.members(["run", "destroy", "sweep"]);
        });
    }

    it("make the folder that a report is written to", () => {
        const reports = ["docs/ci/*.yml", "docs/ci/**/*.{yaml,sh}"]
            .flatMap(ciFiles)
            .flatMap((file) =>
                commandLinesIn(file.path, file.text).flatMap(({ words }) =>
                    words.flatMap((word, at) =>
                        /^--(junit|events|markdown)$/.test(word)
                            ? [{ file, path: words[at + 1] ?? "" }]
                            : [],
                    ),
                ),
            );
        expect(reports).to.have.lengthOf.above(6);
        // OpenShift CI makes its folder itself.
        const missing = reports
            .map(({ file, path }) => ({ file, folder: path.slice(0, path.lastIndexOf("/")) }))
            .filter(({ folder }) => folder !== "${ARTIFACT_DIR}")
            .filter(
                ({ file, folder }) =>
                    !/mkdir -p "?([^"\s]+)/.exec(file.text)?.[1]?.includes(folder),
            );
        expect(missing.map(({ file, folder }) => `${file.path}: ${folder}`)).to.deep.equal([]);
    });

    it("fails an unknown verb, an unknown option and a wrong value, with file and line", () => {
        const script = ["set -e", "x && tempo-sts runn", "tempo-sts \\", "  sweep \\", "  --yess"];
        const found = commandLinesIn(
            "a.sh",
            [...script, "tempo-sts run --allowed-account 1"].join("\n"),
        );
        expect(found.map(({ line }) => line)).to.deep.equal([2, 3, 6]);
        expect(found.map(problemOf)).to.satisfy((problems: string[]) =>
            [/unknown command 'runn'/, /unknown option '--yess'/, /account id of 12/].every(
                (expected, index) => expected.test(problems[index] ?? ""),
            ),
        );
    });

    it("finds commands in continued lines, lists, code spans and arrays, and no prose", () => {
        const yaml = `
# prose of tempo-sts in a comment, but \`tempo-sts list --json\` in code
documentation: what tempo-sts makes
run: |
  if ! npx tempo-sts up --branch "$B" \\
    --ttl 3d > log; then tempo-sts unlock --stack x; fi
command: [tempo-sts, sweep, "--yes"]
args=(--stack "\${a}")
args+=(--config "b=\${c:?say what}")
tempo-sts run "\${args[@]}" | tee log # and more
`;
        expect(commandLinesIn("a.yaml", yaml).map(({ words }) => words)).to.deep.equal([
            ["list", "--json"],
            ["up", "--branch", "$B", "--ttl", "3d"],
            ["unlock", "--stack", "x"],
            ["sweep", "--yes"],
            ["run", "--stack", "${a}", "--config", "b=${c:?say what}"],
        ]);
        const markdown =
            "tempo-sts is\n\n```bash\ntempo-sts list\n```\n\n```text\ntempo-sts up  says\n```\n| `tempo-sts show` | x |";
        expect(commandLinesIn("a.md", markdown).map(({ words }) => words[0])).to.deep.equal([
            "list",
            "show",
        ]);
        expect(shellWords(`--a 'b c' "d 'e'" f; g`)).to.deep.equal(["--a", "b c", "d 'e'", "f"]);
    });
});

/** What the real command line says to these words; its actions are not run. */
function problemOf({ words }: FoundCommand): string | undefined {
    const io = fakeIo();
    const program = commandLine(io, () => undefined);
    for (const verb of program.commands) withoutAction(verb);
    try {
        program.parse(words.map(sampled), { from: "user" });
        return undefined;
    } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? undefined : error.message;
    }
}

function withoutAction(command: Command): void {
    command.action(() => undefined);
    for (const verb of command.commands) withoutAction(verb);
}

function sampled(word: string, at: number, words: readonly string[]): string {
    const option = words[at - 1] ?? "";
    const known = word.includes("=") || !word.includes("$");
    return known ? word : (SAMPLES[option] ?? word);
}
