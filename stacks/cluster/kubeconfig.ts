// The kubeconfig that counts, found as kubectl finds it, and the context in it.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import type { KubeConfig } from "@kubernetes/client-node";

import { describeValue } from "../../components/pure/problems.ts";
import type { Environment } from "../settings/complete.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { KubernetesSettings } from "../settings/settings.ts";

const POD_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

interface Source {
    /** How a person would name it. */
    readonly name: string;
    /** Adds what it holds to a kubeconfig. */
    readonly load: (into: KubeConfig) => void;
}

/**
 * Loads the kubeconfig of the settings, else that of the environment.
 *
 * @throws SettingsError when there is none, it cannot be read, or the context is not in it
 */
export async function loadKubeConfig(
    selection: KubernetesSettings,
    env: Environment,
): Promise<KubeConfig> {
    const sources = sourcesFor(selection, env);
    const { KubeConfig: Config } = await import("@kubernetes/client-node");
    const merged = emptyConfig(new Config());
    for (const source of sources) {
        merge(merged, loaded(emptyConfig(new Config()), source));
    }
    const names = sources.map(({ name }) => name).join(", ");
    merged.setCurrentContext(chosenContext(merged, selection.context, names));
    return merged;
}

function sourcesFor({ kubeconfig }: KubernetesSettings, env: Environment): Source[] {
    if (kubeconfig !== undefined) {
        return [isContent(kubeconfig) ? contentSource(kubeconfig) : fileSource(kubeconfig)];
    }
    const listed = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
    const files = listed.length > 0 ? listed : [join(homeIn(env), ".kube", "config")];
    const present = files.filter((file) => existsSync(file));
    if (present.length > 0) {
        return present.map(fileSource);
    }
    if (existsSync(POD_TOKEN) && env["KUBERNETES_SERVICE_HOST"] !== undefined) {
        return [podSource()];
    }
    throw noCluster(listed, files);
}

function isContent(kubeconfig: string): boolean {
    return /[\n{]/.test(kubeconfig.trim());
}

function contentSource(content: string): Source {
    return {
        name: "the configured kubeconfig",
        load: (into) => {
            into.loadFromString(content);
        },
    };
}

function fileSource(file: string): Source {
    const path = file.replace(/^~(?=\/|$)/, homedir());
    return {
        name: file,
        load: (into) => {
            into.loadFromFile(path);
        },
    };
}

function podSource(): Source {
    return {
        name: "this pod's service account",
        load: (into) => {
            into.loadFromCluster();
        },
    };
}

function homeIn(env: Environment): string {
    return env["HOME"] ?? homedir();
}

// The parser's own message may quote the file, and with it a token: only its kind is passed on.
function loaded(config: KubeConfig, source: Source): KubeConfig {
    try {
        source.load(config);
        return config;
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "";
        throw new SettingsError([
            {
                path: "kubernetes.kubeconfig",
                expected: "a kubeconfig that can be read",
                found: `${source.name} (${code === "" ? "not a kubeconfig" : code})`,
                remedy: "Check it with `kubectl config view`",
            },
        ]);
    }
}

// As kubectl merges: what comes first stays.
function merge(into: KubeConfig, from: KubeConfig): void {
    const taken = (list: readonly { name: string }[], name: string) =>
        list.some((each) => each.name === name);
    into.clusters.push(...from.clusters.filter(({ name }) => !taken(into.clusters, name)));
    into.users.push(...from.users.filter(({ name }) => !taken(into.users, name)));
    into.contexts.push(...from.contexts.filter(({ name }) => !taken(into.contexts, name)));
    // A file need not have one, whatever the type says.
    const current: unknown = from.currentContext;
    if (into.currentContext === "" && typeof current === "string") {
        into.setCurrentContext(current);
    }
}

function emptyConfig(config: KubeConfig): KubeConfig {
    config.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: "" });
    return config;
}

function chosenContext(config: KubeConfig, wanted: string | undefined, names: string): string {
    const context = wanted ?? config.currentContext;
    const cluster = config.getContextObject(context)?.cluster ?? "";
    if (config.getCluster(cluster)?.server !== undefined) {
        return context;
    }
    const known = config.contexts.map(({ name }) => name).join(", ");
    throw new SettingsError([
        {
            path: "kubernetes.context",
            expected: `a context of ${names} that leads to a cluster`,
            found: context === "" ? "no current context" : describeValue(context),
            remedy:
                known === ""
                    ? "Add one, for example with `oc login`"
                    : `Set one of these: \`pulumi config set --path kubernetes.context NAME\`: ${known}`,
        },
    ]);
}

function noCluster(listed: readonly string[], files: readonly string[]): SettingsError {
    const tried = files.map((file) => `${file} does not exist`).join(", ");
    const variable = listed.length > 0 ? "KUBECONFIG is set" : "KUBECONFIG is not set";
    return new SettingsError([
        {
            path: "kubernetes.kubeconfig",
            expected: "a cluster to deploy to",
            found: `nothing: ${variable}, ${tried}, and this is no pod of a cluster`,
            remedy: "Log in (`oc login`), or set `pulumi config set --path kubernetes.kubeconfig FILE`",
        },
    ]);
}
