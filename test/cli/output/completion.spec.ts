import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { SHELLS } from "../../../cli/commands/completion.ts";
import { completionScript } from "../../../cli/output/completion.ts";
import { commandLine } from "../../../cli/program.ts";
import { fakeIo } from "../../support/fake-io.ts";

const program = () => commandLine(fakeIo(), () => undefined);

describe("a completion script", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-completion-"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    for (const shell of SHELLS) {
        it(`of ${shell} is one that ${shell} can read, where it is installed`, function () {
            const file = join(folder, shell);
            writeFileSync(file, completionScript(shell, program()));
            const { status, stderr, error } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
            if (error !== undefined) {
                this.skip();
            }
            expect(status, stderr).to.equal(0);
        });

        it(`of ${shell} knows every verb and every option`, () => {
            const script = completionScript(shell, program());
            for (const command of program().commands) {
                expect(script).to.contain(command.name());
                for (const { long } of command.options) {
                    expect(script).to.contain(
                        (long ?? "").replace("--", shell === "fish" ? "-l " : "--"),
                    );
                }
            }
        });
    }

    const cases: [line: string, words: string[] | RegExp][] = [
        ["tempo-sts sw", ["sweep"]],
        ["tempo-sts --v", ["--version"]],
        ["tempo-sts run --keep", ["--keep-on-failure"]],
        ["tempo-sts run --from-phase no", ["no-drift"]],
        ["tempo-sts run --phase-timeout ge", ["generate-traces="]],
        ["tempo-sts run --skip-phase up --js", ["--json"]],
        ["tempo-sts graph --format s", ["svg"]],
        ["tempo-sts destroy --stack ", []],
        ["tempo-sts up --branch --tt", ["--ttl"]],
        ["tempo-sts completion f", ["fish"]],
        ["tempo-sts help desc", []],
        ["tempo-sts help des", ["destroy"]],
        ["tempo-sts up --config-file /et", ["/etc"]],
    ];
    for (const [line, words] of cases) {
        it(`of bash completes: ${line}`, () => {
            const file = join(folder, "bash-run");
            writeFileSync(file, completionScript("bash", program()));
            const given = line.split(" ");
            const script = `. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _tempo_sts; printf '%s\\n' "\${COMPREPLY[@]}"`;
            const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", file, ...given], {
                encoding: "utf8",
            });
            expect(stderr).to.equal("");
            expect(stdout.split("\n").filter((word) => word !== "")).to.deep.equal(words);
        });
    }

    it("fails no shell by a word that help writes with quotes or brackets", () => {
        const script = completionScript("zsh", program());
        const specs = script.split("\n").filter((line) => line.trim().startsWith("'"));
        for (const line of specs) {
            expect(line.replaceAll("'\\''", "").match(/'/gu), line).to.have.length(2);
        }
    });
});
