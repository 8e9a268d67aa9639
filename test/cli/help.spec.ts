import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { EXIT_CODES } from "../../cli/exit-codes.ts";
import { run } from "../../cli/program.ts";
import { helpBlock, helpText, verbNames } from "../../docs/cli.ts";
import { fakeIo } from "../support/fake-io.ts";

const ROOT = join(import.meta.dirname, "../..");
const COMMON = [
    "--stack",
    "--branch",
    "--config",
    "--config-file",
    "--backend",
    "--secrets-provider",
];
const OUTPUT = ["--json", "--log-format", "--quiet", "--no-color", "--timeout"];

/** What no help needs, and what would make it slow. */
const HEAVY =
    /node_modules\/(?:@pulumi|@aws-sdk|@smithy|@kubernetes|@clack|@grpc|listr2|zod|js-yaml|jose|@peculiar)\/|\/cli\/verbs\/|\/stacks\/(?:settings|cluster|handshake|aws|sweep)\//u;

describe("the help", () => {
    const page = readFileSync(join(ROOT, "docs/cli.md"), "utf8");

    for (const verb of ["tempo-sts", ...verbNames()]) {
        it(`of ${verb} is what docs/cli.md shows (npm run docs writes it)`, () => {
            expect(page).to.contain(`<!-- table: help ${verb} -->\n${helpBlock(verb)}`);
        });

        it(`of ${verb} fits 60 columns, options, examples and all`, async () => {
            const io = fakeIo({ columns: 60 });
            await run(verb === "tempo-sts" ? ["--help"] : [verb, "--help"], io);
            // A command line to paste is never broken.
            const lines = io.printed.stdout
                .split("\n")
                .filter((line) => !/^ {2}tempo-sts /u.test(line));
            for (const line of lines) expect(line.length, line).to.be.at.most(60);
        });
    }

    it("of every verb on stacks has all the common options, grouped", () => {
        const others = ["rehearse", "completion", "version"];
        for (const verb of verbNames().filter((name) => !others.includes(name))) {
            const text = helpText(verb);
            for (const option of [...COMMON, ...OUTPUT])
                expect(text, verb).to.contain(`  ${option} `);
            expect(text).to.match(
                /\nWhich stack:\n[^]*\nHow it is told:\n[^]*\nExamples:\n {2}tempo-sts /u,
            );
            expect(text.split("\n").every((line) => line.length <= 100)).to.equal(true);
        }
    });

    it("is complete: docs/cli.md has every exit code", () => {
        for (const [name, code] of Object.entries(EXIT_CODES)) {
            expect(page).to.match(new RegExp(`\\| ${code} +\\| ${name} +\\|`, "u"));
        }
    });

    it("loads nothing that a verb needs to run", () => {
        const loaded = modulesOf(["run", "--help"]);
        expect(loaded.length).to.be.above(20);
        expect(loaded.filter((url) => HEAVY.test(url))).to.deep.equal([]);
    });

    it("of a verb that runs loads what it needs, which this test would see", () => {
        expect(modulesOf(["version"]).filter((url) => HEAVY.test(url))).to.not.deep.equal([]);
    });
});

/** The URL of every module that a command line loads: told by Node's own hooks, in a process of its own. */
function modulesOf(argv: readonly string[]): string[] {
    const hooks = `
        import { registerHooks } from "node:module";
        import { writeSync } from "node:fs";
        registerHooks({ load: (url, context, next) => (writeSync(2, "loaded " + url + "\\n"), next(url, context)) });`;
    const preload = `data:text/javascript,${encodeURIComponent(hooks)}`;
    const { stderr, status } = spawnSync(
        process.execPath,
        ["--import", preload, join(ROOT, "cli/main.ts"), ...argv],
        { encoding: "utf8" },
    );
    expect(status, stderr).to.equal(0);
    return [...stderr.matchAll(/^loaded (\S+)$/gmu)].map(([, url]) => url ?? "");
}
