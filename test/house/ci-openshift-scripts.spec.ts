import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect } from "chai";

const STEPS = join(import.meta.dirname, "../../docs/ci/openshift-ci/tempo-sts");

/** Writes down how it was called, leaves a state, and says of a lock what the test wants. */
const STAND_IN = `#!/bin/bash
echo "$OPENSHIFT_BUILD_NAMESPACE $AWS_SHARED_CREDENTIALS_FILE $PULUMI_BACKEND_URL $*" >> "$CALLS"
case "$1" in
run) echo state > "\${PULUMI_BACKEND_URL#file://}/stack.json"; exit "\${RUN_EXIT:-0}" ;;
unlock) [[ "$*" == *--json* ]] && echo "$LOCK"; [[ "$*" == *--force* || "$LOCK" != *refused* ]] ;;
destroy) cat "\${PULUMI_BACKEND_URL#file://}/stack.json" >> "$CALLS" ;;
esac
`;

/** The steps' scripts run as ci-operator runs them, with a stand-in for tempo-sts. */
describe("the steps of OpenShift CI", () => {
    let dir: string;
    let env: Record<string, string>;

    beforeEach(async () => {
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-steps-"));
        const folder = (name: string): string => join(dir, name);
        for (const name of ["bin", "shared", "artifacts"]) await mkdir(folder(name));
        await writeFile(folder("bin/tempo-sts"), STAND_IN);
        await chmod(folder("bin/tempo-sts"), 0o755);
        env = {
            PATH: [folder("bin"), dirname(process.execPath), process.env["PATH"] ?? ""].join(":"),
            CALLS: folder("calls"),
            SHARED_DIR: folder("shared"),
            ARTIFACT_DIR: folder("artifacts"),
            CLUSTER_PROFILE_DIR: "/profile",
            NAMESPACE: "ci-op-abc",
            UNIQUE_HASH: "12345",
            LEASED_RESOURCE: "us-west-2",
            OPENSHIFT_BUILD_NAMESPACE: "ci-op-of-the-image",
            TEMPO_STS_NAMESPACE: "tempo",
            TEMPO_STS_BACKEND: "",
            TEMPO_STS_SECRETS_PROVIDER: "",
            TEMPO_STS_ALLOWED_ACCOUNT: "",
            TEMPO_STS_TTL: "6h",
            TEMPO_STS_SETTINGS: "a=1 b=2",
            LOCK: '{"state":"none"}',
        };
    });

    afterEach(() => rm(dir, { recursive: true, force: true }));

    it("run this job's stack with the profile's credentials, and keep its state also after a failure", async () => {
        expect(step("run", { RUN_EXIT: "5" }).status).to.equal(5);
        const [call = ""] = await calls();
        expect(call).to.match(
            /^ci-op-abc-12345 \/profile\/\.awscred file:\/\/\S+ run --stack ci-op-abc-12345 /,
        );
        expect(call).to.contain(
            "--config namespace=tempo --config aws:region=us-west-2 --ttl 6h --config a=1 --config b=2 --junit",
        );
        expect(call).to.not.match(/--secrets-provider|--allowed-account/);
        expect(existsSync(join(dir, "shared/tempo-sts-state.tgz"))).to.equal(true);
    });

    it("use the shared backend with its secrets provider, and refuse it without one", async () => {
        const shared = { TEMPO_STS_BACKEND: `file://${join(dir, "artifacts")}` };
        const refused = step("run", shared);
        expect(refused.status).to.not.equal(0);
        expect(refused.stderr).to.contain("expected the secrets provider");
        const provider = {
            TEMPO_STS_SECRETS_PROVIDER: "awskms://k",
            TEMPO_STS_ALLOWED_ACCOUNT: "123456789012",
        };
        expect(step("run", { ...shared, ...provider }).status).to.equal(0);
        expect((await calls()).at(-1)).to.contain(
            "--allowed-account 123456789012 --secrets-provider awskms://k --junit",
        );
        expect(existsSync(join(dir, "shared/tempo-sts-state.tgz"))).to.equal(false);
    });

    it("destroy what the run left, from the state that it kept, and release its lock", async () => {
        step("run");
        const lock = '{"state":"refused","lock":{"username":"tempo-sts","hostname":"run-pod"}}';
        expect(step("destroy", { LOCK: lock }).status).to.equal(0);
        const [, looked, released, destroyed, state] = await calls();
        expect(looked).to.contain("unlock --stack ci-op-abc-12345 --json");
        expect(released).to.contain("unlock --stack ci-op-abc-12345 --force tempo-sts@run-pod");
        expect(destroyed).to.contain("destroy --stack ci-op-abc-12345 --yes");
        expect(state).to.equal("state");
    });

    it("destroy without asking for a lock that is not there, and do nothing where nothing was begun", async () => {
        const nothing = step("destroy");
        expect(nothing.status).to.equal(0);
        expect(nothing.stdout).to.contain("left no state");
        step("run");
        expect(step("destroy").status).to.equal(0);
        expect((await calls()).filter((call) => call.includes("--force"))).to.deep.equal([]);
    });

    it("sweep only when told to", async () => {
        const backend = { TEMPO_STS_BACKEND: "s3://b" };
        step("sweep", { ...backend, TEMPO_STS_SWEEP_ACT: "no" });
        step("sweep", { ...backend, TEMPO_STS_SWEEP_ACT: "yes" });
        expect((await calls()).map((call) => call.slice(call.indexOf("sweep")))).to.deep.equal([
            "sweep --config aws:region=us-west-2",
            "sweep --config aws:region=us-west-2 --yes --concurrency 4",
        ]);
    });

    function step(name: string, more: Record<string, string> = {}) {
        const script = join(STEPS, name, `tempo-sts-${name}-commands.sh`);
        return spawnSync("bash", [script], { env: { ...env, ...more }, encoding: "utf8" });
    }

    async function calls(): Promise<string[]> {
        return (await readFile(join(dir, "calls"), "utf8")).trim().split("\n");
    }
});
