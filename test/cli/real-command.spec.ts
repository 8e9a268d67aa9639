import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { skipWithoutCli } from "../sandbox/engines/real-cli.ts";

const COMMAND = join(import.meta.dirname, "../../cli/tempo-sts.mjs");

/** The command as it is called, with every room behind it, on a backend of its own; it meets neither AWS nor a cluster. */
describe("the command with Pulumi's CLI", function () {
    this.timeout(60_000);
    let folder: string;

    before(async function () {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-command-"));
        await skipWithoutCli(this, "the command with Pulumi's CLI");
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("lists an empty backend", () => {
        const { status, result } = call(["list"]);
        expect(status).to.equal(0);
        expect(result).to.deep.include({ verb: "list", ok: true, stacks: [] });
    });

    for (const [argv, status] of [
        [["show", "--stack", "none"], 3],
        [["destroy", "--stack", "none", "--yes"], 0],
        [["up", "--stack", "none"], 2],
        [["preview", "--branch", "feature/x", "--config", "nonsense=1"], 2],
        [["list", "--backend", "file:///no/such/folder"], 3],
    ] as const) {
        it(`ends with ${status}: ${argv.join(" ")}`, () => {
            const { status: ended, result, stderr } = call(argv);
            expect(ended, stderr).to.equal(status);
            expect(result).to.deep.include({ verb: argv[0], ok: status === 0, exitCode: status });
            expect(stderr).to.not.match(/\n\s+at /u);
        });
    }

    it("writes a new stack's file once backend and passphrase are tested", () => {
        const argv = ["init", "--stack", "dev", "--yes", "--namespace", "tracing"];
        const { status, result, stderr } = call(argv);
        expect(status, stderr).to.equal(0);
        expect(result).to.deep.include({ verb: "init", ok: true });
        const file = readFileSync(join(folder, "stacks/config/Pulumi.dev.yaml"), "utf8");
        expect(file).to.contain("tempo-sts:namespace: tracing");
    });

    it("says how to get a CLI where none is, and rehearses nothing in its place", () => {
        const { status, result } = call(["up", "--stack", "dev"], { PATH: "/none" });
        expect(status).to.equal(3);
        const { error } = result as { error: { class: string; message: string } };
        expect(error.class).to.equal("preflight");
        expect(error.message).to.match(/Expected the command pulumi on PATH[^]*--install-cli/u);
    });

    function call(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            [COMMAND, ...argv, "--json", "--config", "kubernetes.context=none"],
            {
                cwd: folder,
                encoding: "utf8",
                env: {
                    ...process.env,
                    ...{
                        PULUMI_BACKEND_URL: `file://${folder}`,
                        PULUMI_CONFIG_PASSPHRASE: "of the test",
                    },
                    ...{ KUBECONFIG: "/none", PULUMI_ACCESS_TOKEN: "", GITHUB_ACTIONS: "" },
                    ...more,
                },
            },
        );
        return { status, stderr, result: JSON.parse(stdout) as Record<string, unknown> };
    }
});
