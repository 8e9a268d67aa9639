/** A sweep of a cluster without any engine: namespaces of ours, and what is ours in those of others. */
import { setTimeout as wait } from "node:timers/promises";

import { expect } from "chai";

import { clusterSnapshot } from "../../../sandbox/rehearsal/cluster-snapshot.ts";
import { inventory } from "../../../stacks/sweep/inventory.ts";
import { planSweep, type SweepPlan } from "../../../stacks/sweep/plan.ts";
import { sweep } from "../../../stacks/sweep/sweep.ts";
import type { SweepReport } from "../../../stacks/sweep/report.ts";
import { freshName, SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { type EmulatedWorld, makeObject, openEmulated } from "./emulated.ts";
import { clusterLabels, type Entries, lacking, NOW, OVER, PROJECT } from "./world.ts";

const FAR = { ...OVER, expires: "20991231T000000Z" };

describe("a sweep of a cluster", function () {
    this.timeout(120_000);
    let world: EmulatedWorld;
    const made: string[] = [];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await openEmulated();
    });

    // The namespace controller empties them while other specs run.
    after(async () => {
        for (const name of made) {
            await world.api.request("DELETE", `/api/v1/namespaces/${name}`).catch(() => undefined);
        }
        world.close();
    });

    const makeNamespace = async (name: string, labels: Entries): Promise<void> => {
        made.push(name);
        await makeObject(world, "namespace", name, labels);
    };
    const planFor = async (id: string): Promise<SweepPlan> => {
        const { aws, cluster, sandbox } = world;
        const { accountId } = sandbox.aws;
        const found = await inventory({ aws, accountId, cluster });
        const owned = found.filter(({ name }) => name.includes(id));
        return planSweep({ stacks: [], owned, now: NOW, accountId, project: PROJECT });
    };
    const act = (plan: SweepPlan): Promise<SweepReport> =>
        sweep({
            plan,
            destroyStack: () => Promise.reject(new Error("no stack was expected")),
            connections: { aws: world.aws, cluster: world.cluster },
        });
    const linesOf = ({ rows }: SweepReport, state: string): string[] =>
        rows.filter((row) => row.state === state).map(({ kind, what }) => `${kind} ${what}`);

    it("takes a namespace of ours with all in it, and no other that looks like it", async () => {
        const id = freshName("swp");
        const labels = clusterLabels(`gone-${id}`);
        await makeNamespace(`a-${id}`, labels);
        await makeObject(world, "secret", `a-${id}/aws-sts`, labels);
        await makeObject(world, "config-map", `a-${id}/of-somebody`, {});
        const bystanders: Record<string, Entries> = {
            "same-beginning": {},
            partial: lacking(labels, "tempo-sts.io/build-namespace"),
            unmanaged: lacking(labels, "app.kubernetes.io/managed-by"),
            "no-account": lacking(labels, "tempo-sts.io/account"),
            "other-account": clusterLabels(`gone-${id}`, OVER, "999999999999"),
            "other-project": { ...labels, "tempo-sts.io/project": "other" },
            unexpired: clusterLabels(`gone-${id}`, FAR),
            production: { ...labels, "tempo-sts.io/profile": "production" },
            host: labels,
        };
        for (const [what, its] of Object.entries(bystanders)) {
            await makeNamespace(`a-${id}-${what}`, its);
            await makeObject(world, "config-map", `a-${id}-${what}/of-somebody`, {});
        }
        await makeObject(
            world,
            "secret",
            `a-${id}-host/aws-sts`,
            clusterLabels(`guest-${id}`, FAR),
        );
        const spaces = Object.keys(bystanders).map((what) => `a-${id}-${what}`);
        const before = await settledSnapshot(world, spaces);

        const report = await act(await planFor(id));

        expect(linesOf(report, "failed")).to.deep.equal([]);
        expect(linesOf(report, "done")).to.deep.equal([`namespace a-${id}`]);
        expect(await clusterSnapshot(world.sandbox.cluster, spaces)).to.deep.equal(before);
        expect((await clusterSnapshot(world.sandbox.cluster, [`a-${id}`])).size).to.equal(0);
        const host = report.rows.find(({ what }) => what === `a-${id}-host`);
        expect(host?.why).to.match(/^it holds the secret .*host\/aws-sts of another$/);
    });

    it("takes what is ours from a namespace of somebody else, the instance's volume claims too", async () => {
        const id = freshName("swp");
        const space = `b-${id}`;
        const labels = clusterLabels(`gone-${id}`);
        await makeNamespace(space, { team: "a" });
        await makeObject(world, "secret", `${space}/somebodys`, {});
        await makeObject(
            world,
            "secret",
            `${space}/partial`,
            lacking(labels, "tempo-sts.io/stack"),
        );
        await makeObject(world, "job", `${space}/unexpired`, clusterLabels(`gone-${id}`, FAR));
        const kept = await settledSnapshot(world, [space]);
        for (const [kind, name] of [
            ["secret", "aws-sts"],
            ["config-map", "tempo-tmstack-gate"],
            ["job", "verify-traces"],
        ] as const) {
            await makeObject(world, kind, `${space}/${name}`, labels);
        }
        const ofTempo = lacking(labels, "app.kubernetes.io/managed-by");
        await makeObject(world, "tempo-stack", `${space}/tmstack`, ofTempo);
        const claim = `PersistentVolumeClaim ${space}/data-tempo-tmstack-ingester-0`;
        await until(async () => (await clusterSnapshot(world.sandbox.cluster, [space])).has(claim));

        const report = await act(await planFor(id));

        expect(linesOf(report, "failed")).to.deep.equal([]);
        expect(linesOf(report, "done")).to.have.members([
            `secret ${space}/aws-sts`,
            `config-map ${space}/tempo-tmstack-gate`,
            `job ${space}/verify-traces`,
            `tempo-stack ${space}/tmstack`,
        ]);
        // The rest of the instance goes by its owner, a little later.
        await until(async () => {
            const left = await clusterSnapshot(world.sandbox.cluster, [space]);
            return left.size === kept.size;
        });
        expect(await clusterSnapshot(world.sandbox.cluster, [space])).to.deep.equal(kept);
    });

    it("leaves alone what changed after it was planned, and a namespace that has got a guest", async () => {
        const id = freshName("swp");
        const labels = clusterLabels(`gone-${id}`);
        await makeNamespace(`c-${id}-prolonged`, labels);
        await makeNamespace(`c-${id}-remade`, labels);
        await makeNamespace(`c-${id}-host`, labels);
        const plan = await planFor(id);
        await world.api.request("PATCH", `/api/v1/namespaces/c-${id}-prolonged`, {
            contentType: "application/merge-patch+json",
            body: { metadata: { labels: { "tempo-sts.io/expires": FAR.expires } } },
        });
        await world.api.request("DELETE", `/api/v1/namespaces/c-${id}-remade`);
        await until(() => remake(world, `c-${id}-remade`, labels));
        await makeObject(world, "secret", `c-${id}-host/aws-sts`, clusterLabels(`guest-${id}`));

        const { rows } = await act(plan);

        const said = new Map(rows.map((row) => [row.what, `${row.state}: ${row.message ?? ""}`]));
        const changed = "kept: left alone: it changed since the sweep was planned";
        expect(said.get(`c-${id}-prolonged`)).to.equal(changed);
        expect(said.get(`c-${id}-remade`)).to.equal(changed);
        expect(said.get(`c-${id}-host`)).to.match(/^failed: it holds the secret .* another stack$/);
    });
});

async function remake(world: EmulatedWorld, name: string, labels: Entries): Promise<boolean> {
    return makeObject(world, "namespace", name, labels).then(
        () => true,
        () => false,
    );
}

/** Once the cluster has put into new namespaces what it puts into every one. */
async function settledSnapshot(world: EmulatedWorld, namespaces: readonly string[]) {
    const look = () => clusterSnapshot(world.sandbox.cluster, namespaces);
    await until(async () => {
        const names = [...(await look()).keys()];
        return namespaces.every((each) => names.includes(`ServiceAccount ${each}/default`));
    });
    return look();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await holds())) {
        if (Date.now() > deadline) throw new Error("it did not come within 60 s");
        await wait(100);
    }
}
