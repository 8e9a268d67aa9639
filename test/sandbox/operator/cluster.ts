/** Control planes for the specs of this room. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { startControlPlane } from "../../../sandbox/control-plane/control-plane.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";

export const ISSUER = "https://issuer.example.test/operator-specs";

/** The operator's own definitions, where they are at hand. */
export const GIVEN_DEFINITIONS = resolve(process.env["TEMPO_STS_CRDS"] ?? "../shared/crds");

/** A cluster to test against. */
export interface TestCluster {
    readonly kubeconfig: string;
    readonly context: string;
    readonly api: ClusterApi;
    stop(): Promise<void>;
}

/** Clusters that specs have given back. Each costs two seconds of a processor to start. */
const spare: TestCluster[] = [];

/** A control plane that knows no custom kinds: one that another spec gave back, else a new one. */
export async function borrowCluster(): Promise<TestCluster> {
    return spare.pop() ?? startCluster();
}

/** For the next spec that borrows one. Whoever gives it back has taken away all kinds and webhooks that it made. */
export function giveBack(cluster: TestCluster): void {
    spare.push(cluster);
}

// At the level of the root suite, because the file is loaded while no suite is open.
after("the clusters that nobody borrowed again stop", async function () {
    this.timeout(60_000);
    await Promise.all(spare.splice(0).map((cluster) => cluster.stop()));
});

async function startCluster(): Promise<TestCluster> {
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-operator-specs-"));
    const binaries = await ensureControlPlane();
    const plane = await startControlPlane({ dir, binaries, issuer: ISSUER });
    const { kubeconfig, context } = plane;
    const api = await ClusterApi.connect({ kubeconfig, context });
    return {
        kubeconfig,
        context,
        api,
        stop: async () => {
            api.close();
            await plane.stop();
            await rm(dir, { recursive: true, force: true });
        },
    };
}

/** Skips aloud where the operator's own definitions are missing; in CI that is a failure. */
export function needGivenDefinitions(context: Mocha.Context): void {
    if (existsSync(GIVEN_DEFINITIONS)) return;
    const what = `no operator's definitions at ${GIVEN_DEFINITIONS} (TEMPO_STS_CRDS)`;
    if (process.env["CI"]) throw new Error(what);
    process.stdout.write(`      skipped: ${what}\n`);
    context.skip();
}
