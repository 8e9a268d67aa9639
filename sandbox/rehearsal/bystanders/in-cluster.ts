/** Somebody else's namespace in the sandbox's cluster. */
import { setTimeout as wait } from "node:timers/promises";

import { ClusterApi, type ClusterTarget } from "../../operator/cluster/cluster-api.ts";
import { RESOURCES, type ClusterObject } from "../../operator/cluster/objects.ts";
import { apply, read, remove } from "../../operator/cluster/verbs.ts";

/** What is made. */
export interface ClusterBystanderNames {
    readonly namespace: string;
    readonly serviceAccounts: readonly string[];
    /** Namespaces that are made and left empty. */
    readonly empty: readonly string[];
}

/** How long the cluster may take to furnish a namespace, or to take one away. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 25;

/** Makes the namespaces, and in the first one service accounts, a ConfigMap and a Secret. */
export async function makeInCluster(
    target: ClusterTarget,
    names: ClusterBystanderNames,
): Promise<{ remove(): Promise<void> }> {
    const namespaces = [names.namespace, ...names.empty];
    const made: string[] = [];
    const remove = () =>
        withApi(target, async (api) => {
            await Promise.all(made.map((name) => removeNamespace(api, name)));
        });
    try {
        await withApi(target, async (api) => {
            const there = await Promise.all(namespaces.map((name) => isThere(api, name)));
            // A namespace that was there before is not taken away.
            made.push(...namespaces.filter((_, index) => there[index] === false));
            await Promise.all(namespaces.map((name) => makeNamespace(api, name)));
            await Promise.all(belongings(names).map((object) => apply(api, object)));
        });
    } catch (reason) {
        await remove();
        throw reason;
    }
    return { remove };
}

async function isThere(api: ClusterApi, name: string): Promise<boolean> {
    return (await read(api, RESOURCES.Namespace, { name })) !== undefined;
}

async function withApi(
    target: ClusterTarget,
    work: (api: ClusterApi) => Promise<void>,
): Promise<void> {
    const api = await ClusterApi.connect(target);
    try {
        await work(api);
    } finally {
        api.close();
    }
}

function belongings({ namespace, serviceAccounts }: ClusterBystanderNames): ClusterObject[] {
    const named = (kind: string, name: string, content: object = {}): ClusterObject => ({
        apiVersion: "v1",
        kind,
        metadata: { name, namespace },
        ...content,
    });
    const owner = { owner: "somebody else" };
    return [
        ...serviceAccounts.map((name) => named("ServiceAccount", name)),
        named("ConfigMap", "of-somebody-else", { data: owner }),
        named("Secret", "of-somebody-else", { stringData: owner }),
    ];
}

/** Waits for what the cluster itself puts into a new namespace, so that it is not taken for a change later. */
async function makeNamespace(api: ClusterApi, name: string): Promise<void> {
    await apply(api, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    await until(`the service account ${name}/default`, async () => {
        const key = { namespace: name, name: "default" };
        return (await read(api, RESOURCES.ServiceAccount, key)) !== undefined;
    });
}

async function removeNamespace(api: ClusterApi, name: string): Promise<void> {
    await remove(api, RESOURCES.Namespace, { name });
    await until(`the end of the namespace ${name}`, async () => !(await isThere(api, name)));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
        if (Date.now() > deadline) {
            throw new Error(`expected ${what} within ${PATIENCE_MS / 1000} s; it did not come`);
        }
        await wait(PAUSE_MS);
    }
}
