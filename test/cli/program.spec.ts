import { expect } from "chai";

import { EXIT_CODES } from "../../cli/exit-codes.ts";
import { run } from "../../cli/program.ts";
import { fakeIo } from "../support/fake-io.ts";

interface Case {
    readonly argv: string;
    readonly code: number;
    readonly stdout?: RegExp;
    readonly stderr?: RegExp;
}

const NOTHING = /^$/u;

const CASES: readonly Case[] = [
    { argv: "--help", code: 0, stdout: /rehearse[^]*version/u },
    { argv: "--version", code: 0, stdout: /^\d+\.\d+\.\d+\n$/u },
    { argv: "version", code: 0, stdout: /^tempo-sts \d+\.\d+\.\d+\nnode \d+/u },
    { argv: "version --json", code: 0, stdout: /"verb":"version"[^]*"tempo-sts":"\d/u },
    { argv: "rehearse --help", code: 0, stdout: /--engine[^]*Examples:[^]*Exit codes: 0 proven/u },
    { argv: "help rehearse", code: 0, stdout: /--keep/u },
    { argv: "", code: 2, stderr: /Usage: tempo-sts/u },
    { argv: "rehears", code: 2, stderr: /unknown command 'rehears'\n\(Did you mean rehearse\?\)/u },
    { argv: "rehearse --confg a=b", code: 2, stderr: /Did you mean --config\?/u },
    { argv: "rehearse now", code: 2, stderr: /too many arguments/u },
    { argv: "rehearse --engine docker", code: 2, stderr: /auto, pulumi, in-process/u },
    { argv: "rehearse --config namespace", code: 2, stderr: /Expected key=value/u },
    { argv: "rehearse --config =tracing", code: 2, stderr: /Expected key=value/u },
    { argv: "rehearse --timeout soon", code: 2, stderr: /number of seconds above 0/u },
    { argv: "rehearse --timeout 0", code: 2, stderr: /number of seconds above 0/u },
    { argv: "rehearse --timeout 1e12", code: 2, stderr: /number of seconds/u },
    {
        argv: "rehearse --html /no/such/folder/page.html",
        code: 2,
        stderr: /--html: expected a file/u,
    },
    { argv: "rehearse --html /tmp", code: 2, stderr: /it is a folder/u },
];

describe("the command line", () => {
    for (const { argv, code, stdout = NOTHING, stderr = NOTHING } of CASES) {
        it(`ends with ${code}: tempo-sts ${argv}`, async () => {
            const io = fakeIo();
            expect(await run(argv.split(" ").filter(Boolean), io)).to.equal(code);
            expect(io.printed.stdout).to.match(stdout);
            expect(io.printed.stderr).to.match(stderr);
            expect(io.printed.stderr).to.not.match(/\n\s+at /u);
        });
    }

    it("wraps its help to the terminal", async () => {
        const io = fakeIo({ columns: 60 });
        await run(["--help"], io);
        const longest = Math.max(...io.printed.stdout.split("\n").map(({ length }) => length));
        expect(longest).to.be.at.most(60);
    });

    it("names every setting that is wrong at once, before anything is set up", async () => {
        const io = fakeIo();
        const config = [
            "namespace=Not_Legal",
            "storageSize=much",
            "nonsense=1",
            "traceCheck.enabled=true",
        ];
        const argv = ["rehearse", "--quiet", ...config.flatMap((each) => ["--config", each])];
        expect(await run(argv, io)).to.equal(EXIT_CODES.settings);
        for (const name of ["namespace", "storageSize", "nonsense"]) {
            expect(io.printed.stdout).to.contain(`\`${name}\``);
        }
    });

    it("gives every class of failure an exit code of its own", () => {
        const codes = Object.values(EXIT_CODES);
        expect(new Set(codes).size).to.equal(codes.length);
    });
});
