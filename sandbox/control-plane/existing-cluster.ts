/** A cluster that somebody else runs, used instead of the local control plane: only one that is named and disposable. */
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { SetupProblem } from "../setup/setup-problem.ts";
import { apiRequest } from "./api-request.ts";
import type { ApiAccess } from "./api-request.ts";
import type { ControlPlane } from "./control-plane.ts";
import { readIssuer, readJwks } from "./issuer-discovery.ts";

/** Which cluster. */
export interface ExistingClusterOptions {
    /** Name of the context: never the current one by accident. */
    readonly context: string;
    /** Path of the kubeconfig. @default the only file in KUBECONFIG, else `~/.kube/config` */
    readonly kubeconfig?: string | undefined;
    /** Told what is going to happen to the cluster. */
    readonly onWarning?: ((message: string) => void) | undefined;
}

const PRODUCTION = /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i;

/** What a cluster must not have: a rehearsal would overwrite it, or share it with people who did not ask for that. */
const IN_USE = [
    {
        path: "/apis/config.openshift.io/v1/clusterversions",
        meaning:
            "it is an OpenShift cluster, whose Authentication/cluster a rehearsal would replace",
    },
    {
        path: "/apis/tempo.grafana.com/v1alpha1/tempostacks",
        meaning: "there are TempoStacks in it already",
    },
];

/**
 * Takes a cluster for a rehearsal. Stopping it leaves it running.
 *
 * @throws SetupProblem when it is not named, cannot be reached, or does not look disposable
 */
export async function existingCluster(options: ExistingClusterOptions): Promise<ControlPlane> {
    const context = options.context.trim();
    if (context === "") {
        throw new SetupProblem(
            "expected the name of a context, got an empty one: name the disposable cluster, the current context is never taken",
        );
    }
    const kubeconfig = options.kubeconfig ?? defaultKubeconfig();
    const access = await accessTo(kubeconfig, context);
    await refuseWhatIsInUse(access, context);
    const issuer = await readIssuer(access);
    options.onWarning?.(
        `the rehearsal writes into ${context} (${access.server}): custom resource definitions, namespaces and cluster-wide objects; only use a cluster that can be thrown away`,
    );
    return {
        kubeconfig,
        context,
        server: access.server,
        issuer,
        jwks: () => readJwks(access),
        expiredCopy: undefined,
        stop: () => Promise.resolve(),
    };
}

function defaultKubeconfig(): string {
    const files = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
    if (files.length > 1) {
        throw new SetupProblem(
            `expected one kubeconfig, got ${files.length} in KUBECONFIG: name the one that holds the context`,
        );
    }
    return files[0] ?? join(homedir(), ".kube", "config");
}

async function accessTo(kubeconfig: string, context: string): Promise<ApiAccess> {
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    try {
        config.loadFromFile(kubeconfig);
    } catch (cause) {
        throw new SetupProblem(`expected a kubeconfig at ${kubeconfig}: ${String(cause)}`, {
            cause,
        });
    }
    const names = config.getContexts().map(({ name }) => name);
    if (!names.includes(context)) {
        throw new SetupProblem(
            `expected a context called ${context} in ${kubeconfig}, found ${names.join(", ") || "none"}`,
        );
    }
    config.setCurrentContext(context);
    const cluster = config.getCurrentCluster();
    const server = cluster?.server ?? "";
    if (!server.startsWith("https://")) {
        throw new SetupProblem(`expected an https server for ${context}, found "${server}"`);
    }
    const named = [context, cluster?.name ?? "", new URL(server).hostname];
    const telling = named.find((name) => PRODUCTION.test(name));
    if (telling !== undefined) {
        throw new SetupProblem(
            `expected a disposable cluster, but "${telling}" sounds like production: nothing was read or written there; rename the context if it is not`,
        );
    }
    const https = {};
    await config.applyToHTTPSOptions(https);
    return { server, https };
}

async function refuseWhatIsInUse(access: ApiAccess, context: string): Promise<void> {
    for (const { path, meaning } of IN_USE) {
        const { status, body } = await apiRequest(access, path).catch((cause: unknown) => {
            throw new SetupProblem(
                `expected ${access.server} (${context}) to answer: ${String(cause)}`,
                {
                    cause,
                },
            );
        });
        if (status === 404) continue;
        if (status !== 200) {
            throw new SetupProblem(
                `expected to be an administrator of ${context}, but ${path} answers with status ${status}`,
            );
        }
        if (hasItems(body)) {
            throw new SetupProblem(
                `expected a disposable cluster, but ${meaning}: nothing was written to ${context}`,
            );
        }
    }
}

function hasItems(body: string): boolean {
    const list: unknown = JSON.parse(body);
    if (typeof list !== "object" || list === null || !("items" in list)) return true;
    return !Array.isArray(list.items) || list.items.length > 0;
}
