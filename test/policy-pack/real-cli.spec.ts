import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { OperationFailedError } from "../../stacks/runner/errors.ts";
import { preview } from "../../stacks/runner/preview.ts";
import { openWorkspace, type RunnerWorkspace } from "../../stacks/runner/workspace.ts";
import { skipWithoutCli } from "../sandbox/engines/real-cli.ts";
import { CASES } from "./cases.ts";
import type { Given } from "./judge.ts";
import { stateOf } from "./state.ts";

const PACK = fileURLToPath(new URL("../../policy-pack", import.meta.url));
const ENTRY = fileURLToPath(new URL("program.ts", import.meta.url));

describe("the policy pack with the real CLI", function () {
    this.timeout(180_000);
    let dir = "/none";
    let workspace: RunnerWorkspace;

    before(async function () {
        await skipWithoutCli(this, "the policy pack with the real CLI");
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-policy-pack-"));
        workspace = await openWorkspace({
            ...{ dir, entry: ENTRY, project: "policy-pack-test", stack: "dev", config: {} },
        });
    });

    after(() => rm(dir, { recursive: true, force: true }));

    /** Which policies refuse which resources of a state, by `pulumi policy analyze`; and how it ends. */
    async function analyze(given: readonly Given[]): Promise<{ code: number; refused: string[] }> {
        const file = join(dir, "state.json");
        await writeFile(file, stateOf(given));
        const args = ["policy", "analyze", "--file", file, "--policy-pack", PACK, "--json"];
        const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
        const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
            const child = execFile("pulumi", args, { env, cwd: dir }, (_error, printed) => {
                resolve({ code: child.exitCode ?? -1, stdout: printed });
            });
        });
        const events = stdout
            .split("\n")
            .filter((line) => line.startsWith("{"))
            .map((line) => (JSON.parse(line) as { policyEvent?: PolicyEvent }).policyEvent);
        const refused = events
            .filter((event) => event !== undefined)
            .map(({ policyName, resourceUrn }) => `${policyName} ${nameIn(resourceUrn)}`);
        return { code, refused };
    }

    it("lets a stack pass that has everything", async () => {
        const all = CASES.flatMap(({ passing }) => passing);
        expect(await analyze(all)).to.deep.equal({ code: 0, refused: [] });
    });

    it("refuses for every policy what its failing case has, and ends with an error", async () => {
        const { code, refused } = await analyze(CASES.flatMap(({ failing }) => failing));
        expect(code).to.be.greaterThan(0);
        for (const { policy, failing } of CASES) {
            expect(refused).to.include(`${policy} ${failing[0]?.name ?? ""}`);
        }
    });

    it("stops a preview, and the runner says which policy it was and never the secret", async () => {
        const failure = await preview(workspace, { policyPacks: [PACK] }).catch(
            (error: unknown) => error,
        );
        expect(failure).to.be.instanceOf(OperationFailedError);
        const { message } = failure as OperationFailedError;
        expect(message).to.match(
            /^previewing the stack dev: the policy no-secret-in-outputs of tempo-sts for policy-pack-test-dev \(.*Stack\): `password`: expected no credential/,
        );
        expect(message).to.not.contain("hunter2");
    });

    it("takes a configuration, which the engine checks", async () => {
        const config = join(dir, "config.json");
        const within = { policyPacks: [PACK], policyPackConfigs: [config] };
        const policy = "no-secret-in-outputs";
        await writeFile(config, JSON.stringify({ [policy]: { allowedOutputs: ["password"] } }));
        expect((await preview(workspace, within)).changes).to.deep.equal({ create: 1 });
        await writeFile(config, JSON.stringify({ [policy]: "advisory" }));
        expect((await preview(workspace, within)).changes).to.deep.equal({ create: 1 });
        await writeFile(config, JSON.stringify({ [policy]: { allowedOutputs: "password" } }));
        const failure = await preview(workspace, within).catch((error: unknown) => String(error));
        expect(failure).to.match(/allowedOutputs/);
    });
});

interface PolicyEvent {
    readonly policyName: string;
    readonly resourceUrn: string;
}

function nameIn(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
