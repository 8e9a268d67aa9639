import { fileURLToPath } from "node:url";

import { expect } from "chai";

import type { Engine, EngineResource } from "../../../sandbox/engines/engine.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import { PulumiEngine } from "../../../sandbox/engines/pulumi.ts";
import { isNotFound } from "../../../sandbox/operator/cluster/api-error.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { failureOf } from "../provider-objects/driver.ts";
import { NO_PLUGINS, skipWithoutCli, targetOf } from "./real-cli.ts";
import smallProgram from "./small-program.ts";

const ENTRY = fileURLToPath(new URL("small-program.ts", import.meta.url));

describe("the in-process engine and the real one", function () {
    this.timeout(300_000);
    const cases: [what: string, fail: string, message: RegExp][] = [
        [
            "a before-hook that throws fails the resource",
            "before",
            /^kubernetes:core\/v1:Secret "secret": before hook "before" failed: before was told to fail$/,
        ],
        [
            "an after-hook that throws fails the deployment",
            "after",
            /^kubernetes:core\/v1:Secret "secret": after hook "after" failed: after was told to fail$/,
        ],
        [
            "wrong settings are said without a stack trace",
            "settings",
            /^expected `region` to be a Region, got 7$/,
        ],
        [
            "a refused bucket is named with the reason",
            "bucket",
            /^aws:s3\/bucket:Bucket "bucket": .*lower-case letters/s,
        ],
        [
            "a failing function is said in its own words",
            "invoke",
            /finding IAM OIDC Provider by url \(https:\/\/none\.example\): not found/,
        ],
    ];
    const failures = new Map<string, { readonly name: string; readonly messages: string[] }>();
    let sandbox: Sandbox;
    const engines: Engine[] = [];
    const successes: Success[] = [];

    before(async function () {
        await skipWithoutCli(this, "both engines compared");
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        const target = targetOf(sandbox);
        const inProcess = new InProcessEngine(target, { program: smallProgram });
        const real = await PulumiEngine.find(target, { entry: ENTRY, env: NO_PLUGINS });
        engines.push(inProcess, real);
        // All at once: most of the time is the CLI's start and the end of namespaces.
        const fail = async (how: string): Promise<void> => {
            const config = { ...configFor(freshName("both")), "tempo-sts:fail": how };
            const first = await failureOf(inProcess.up(config));
            const second = await failureOf(real.up(config));
            failures.set(how, {
                name: config["tempo-sts:name"],
                messages: [first.message, second.message],
            });
        };
        // The real Kubernetes plugin where it is installed.
        const installed = await PulumiEngine.find(target, { entry: ENTRY });
        engines.push(installed);
        const succeeding = Promise.all([succeed(inProcess), succeed(installed)]);
        await Promise.all([...cases.map(([, how]) => fail(how)), succeeding]);
        successes.push(...(await succeeding));
    });

    after(async () => {
        for (const engine of engines) await engine.dispose();
    });

    for (const [what, how, message] of cases) {
        it(`say the same: ${what}, and nothing is left`, async () => {
            const { name, messages } = failures.get(how) ?? { name: "", messages: [] };
            expect(messages).to.have.lengthOf(2);
            for (const said of messages) expect(said).to.match(message);
            const api = await ClusterApi.connect(sandbox.cluster);
            const lookup = api.request("GET", `/api/v1/namespaces/${name}`);
            expect(isNotFound(await failureOf(lookup))).to.equal(true);
            api.close();
        });
    }

    it("make the same resources with the same outputs, in a preview too", () => {
        const [first, second] = successes;
        expect(second).to.deep.equal(first);
        expect(first?.planned).to.deep.equal(first?.made);
        expect(first?.made).to.have.lengthOf(4);
    });
});

/** What an engine shows of a deployment that succeeds; the name, which differs, is left out. */
interface Success {
    readonly outputs: string;
    readonly made: readonly string[];
    readonly planned: readonly string[];
}

async function succeed(engine: Engine): Promise<Success> {
    const name = freshName("both");
    const config = configFor(name);
    const preview = await engine.preview(config);
    const deployment = await engine.up(config);
    await deployment.destroy();
    const outputs = JSON.stringify(Object.entries(deployment.outputs).sort());
    return {
        outputs: outputs.replaceAll(name, "NAME"),
        made: titles(deployment.resources),
        planned: titles(preview.resources),
    };
}

function configFor(name: string) {
    return { "tempo-sts:name": name, "tempo-sts:value": "1" };
}

/** Default providers are resources to the real engine only. */
function titles(resources: readonly EngineResource[]): string[] {
    return resources
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
}
