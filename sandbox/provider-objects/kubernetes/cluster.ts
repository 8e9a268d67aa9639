/** One cluster: its connection, and where it serves each kind of object. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { isNotFound } from "../../operator/cluster/api-error.ts";
import { ClusterApi } from "../../operator/cluster/cluster-api.ts";
import { asRecord, isRecord } from "../wire-values.ts";
import type { KubernetesSettings } from "./settings.ts";

/** Where the server keeps the objects of a kind. */
export interface ServedKind {
    readonly apiVersion: string;
    readonly kind: string;
    readonly plural: string;
    readonly namespaced: boolean;
}

/** The cluster serves no such kind (yet): a custom resource whose definition is not there. */
export class NoMatchError extends Error {
    override readonly name = "NoMatchError";
}

/** Requests to one cluster; what it serves is asked once for each API version. */
export class Cluster {
    readonly api: ClusterApi;
    readonly #served = new Map<string, Promise<readonly ServedKind[]>>();

    private constructor(api: ClusterApi) {
        this.api = api;
    }

    /** Reads the kubeconfig, a path or its contents; no request is made yet. */
    static async connect(settings: KubernetesSettings): Promise<Cluster> {
        const { context } = settings;
        const given = settings.kubeconfig ?? defaultKubeconfig();
        if (!isContents(given))
            return new Cluster(await ClusterApi.connect({ kubeconfig: given, context }));
        const dir = await mkdtemp(join(tmpdir(), "tempo-sts-kubeconfig-"));
        try {
            const kubeconfig = join(dir, "kubeconfig");
            await writeFile(kubeconfig, given, { mode: 0o600 });
            return new Cluster(await ClusterApi.connect({ kubeconfig, context }));
        } finally {
            await rm(dir, { recursive: true, force: true });
        }
    }

    /**
     * Where the objects of a kind are.
     *
     * @throws NoMatchError when the cluster does not serve it
     */
    async kind(apiVersion: string, kind: string, signal?: AbortSignal): Promise<ServedKind> {
        const known = (await this.#servedBy(apiVersion, signal)).find(
            (served) => served.kind === kind,
        );
        if (known !== undefined) return known;
        this.#served.delete(apiVersion);
        throw new NoMatchError(
            `no matches for kind "${kind}" in version "${apiVersion}": the cluster does not serve it. Install its CustomResourceDefinition, or correct apiVersion and kind.`,
        );
    }

    /** The path of one object, or of the whole collection where no name is given. */
    path(served: ServedKind, namespace: string | undefined, name?: string): string {
        const root = served.apiVersion.includes("/")
            ? `/apis/${served.apiVersion}`
            : `/api/${served.apiVersion}`;
        const scope = served.namespaced
            ? `/namespaces/${encodeURIComponent(namespace ?? "default")}`
            : "";
        const leaf = name === undefined ? "" : `/${encodeURIComponent(name)}`;
        return `${root}${scope}/${served.plural}${leaf}`;
    }

    /** Ends the kept connections. */
    close(): void {
        this.api.close();
    }

    #servedBy(apiVersion: string, signal: AbortSignal | undefined): Promise<readonly ServedKind[]> {
        const known = this.#served.get(apiVersion);
        if (known !== undefined) return known;
        const asked = this.#ask(apiVersion, signal);
        this.#served.set(apiVersion, asked);
        // What went wrong, and what is not there yet, is asked again.
        asked.then(
            (kinds) => (kinds.length === 0 ? this.#served.delete(apiVersion) : undefined),
            () => this.#served.delete(apiVersion),
        );
        return asked;
    }

    async #ask(
        apiVersion: string,
        signal: AbortSignal | undefined,
    ): Promise<readonly ServedKind[]> {
        const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        try {
            const answer = asRecord(await this.api.request("GET", path, { signal }));
            const resources: readonly unknown[] = Array.isArray(answer["resources"])
                ? answer["resources"]
                : [];
            return resources.filter(isRecord).flatMap((resource) => {
                const { kind, name, namespaced } = resource;
                if (typeof kind !== "string" || typeof name !== "string" || name.includes("/"))
                    return [];
                return [{ apiVersion, kind, plural: name, namespaced: namespaced === true }];
            });
        } catch (error) {
            if (isNotFound(error)) return [];
            throw error;
        }
    }
}

/** Contents are YAML or JSON; a path has no line end and no colon followed by a blank. */
function isContents(kubeconfig: string): boolean {
    return kubeconfig.includes("\n") || /^\s*\{/.test(kubeconfig) || /:\s/.test(kubeconfig);
}

function defaultKubeconfig(): string {
    const [first] = (process.env["KUBECONFIG"] ?? "").split(delimiter);
    return first === undefined || first === "" ? join(homedir(), ".kube", "config") : first;
}
