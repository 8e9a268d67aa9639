/** Makes a cluster know the kinds that a deployment uses, and its own issuer. */
import { setTimeout as wait } from "node:timers/promises";

import { isNotFound } from "../operator/cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "../operator/cluster/cluster-api.ts";
import {
    collectionPath,
    RESOURCES,
    type ClusterObject,
    type ResourceType,
} from "../operator/cluster/objects.ts";
import { jsonList, jsonObject, valueAt } from "../operator/cluster/values.ts";
import { apply, read, remove } from "../operator/cluster/verbs.ts";
import { kindOf, readDefinitionFiles } from "./definition-files.ts";
import { openShiftDefinitions } from "./openshift-definitions.ts";
import { fetchReleasedDefinitions } from "./released-definitions.ts";
import { ownTempoDefinitions } from "./tempo-definitions.ts";

/** Names the file or folder that holds the operator's definitions. */
export const DEFINITIONS_VARIABLE = "TEMPO_STS_CRDS";

/** Where the definitions go and where they may come from. */
export interface InstallCrdsOptions extends ClusterTarget {
    /** The issuer that `Authentication/cluster` is to name. */
    readonly issuer: string;
    /** @default process.env */
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** Where the operator's releases are published. @default its GitHub page */
    readonly releasesUrl?: string | undefined;
    /** Milliseconds for the release to arrive. @default 8000 */
    readonly releaseTimeoutMs?: number | undefined;
    /** Folder of the cache that keeps the release. @default the sandbox's own */
    readonly cacheRoot?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** What was installed. */
export interface InstalledCrds {
    /** Where TempoStack's definition came from, for the report. */
    readonly source: string;
    /** The same, for branching. */
    readonly origin: DefinitionOrigin;
    /** Takes away again what was not there before. */
    uninstall(): Promise<void>;
}

/** Where definitions can come from. */
export type DefinitionOrigin = "cluster" | "given" | "release" | "own";

interface Definitions {
    readonly source: string;
    readonly origin: DefinitionOrigin;
    readonly objects: readonly ClusterObject[];
}

const ESTABLISH_TIMEOUT_MS = 20_000;
const REMOVE_TIMEOUT_MS = 20_000;
const PAUSE_MS = 25;

/**
 * Installs TempoStack and TempoMonolithic (from {@link DEFINITIONS_VARIABLE}, else the operator's
 * release, else a schema of our own), Route and Authentication, and writes `Authentication/cluster`.
 * What the cluster has already is left as it is.
 *
 * @throws Error when the variable names no definition of TempoStack, or the cluster takes none
 */
export async function installCrds(options: InstallCrdsOptions): Promise<InstalledCrds> {
    const api = await ClusterApi.connect(options);
    try {
        const tempo = await tempoDefinitions(api, options);
        const missing = await missingOnes(api, [...tempo.objects, ...openShiftDefinitions()]);
        await Promise.all(missing.map((one) => apply(api, one, options.signal)));
        await Promise.all(missing.map((one) => established(api, one, options.signal)));
        await writeIssuer(api, options);
        const names = missing.map((one) => one.metadata.name);
        return {
            source: tempo.source,
            origin: tempo.origin,
            uninstall: async () => uninstall(options, names),
        };
    } finally {
        api.close();
    }
}

async function tempoDefinitions(
    api: ClusterApi,
    options: InstallCrdsOptions,
): Promise<Definitions> {
    const own = ownTempoDefinitions();
    const path = (options.env ?? process.env)[DEFINITIONS_VARIABLE];
    if (path) {
        const given = await readDefinitionFiles(path);
        const source = `${DEFINITIONS_VARIABLE} (${path})`;
        return { source, origin: "given", objects: completed(given, own) };
    }
    if ((await missingOnes(api, own)).length === 0) {
        return { source: "already in the cluster", origin: "cluster", objects: [] };
    }
    const release = await fetchReleasedDefinitions({
        releasesUrl: options.releasesUrl,
        timeoutMs: options.releaseTimeoutMs,
        signal: options.signal,
        cacheRoot: options.cacheRoot,
    });
    if (release.definitions) {
        const source = `the operator's release (${release.url})`;
        return { source, origin: "release", objects: completed(release.definitions, own) };
    }
    const source = `a schema of tempo-sts' own, because the operator's release could not be fetched (${release.why})`;
    return { source, origin: "own", objects: own };
}

/** Kinds that the given definitions leave out are filled in with our own. */
function completed(
    given: readonly ClusterObject[],
    own: readonly ClusterObject[],
): readonly ClusterObject[] {
    const kinds = new Set(given.map(kindOf));
    return [...given, ...own.filter((one) => !kinds.has(kindOf(one)))];
}

async function missingOnes(
    api: ClusterApi,
    definitions: readonly ClusterObject[],
): Promise<readonly ClusterObject[]> {
    const found = await Promise.all(
        definitions.map(async ({ metadata }) =>
            read(api, RESOURCES.CustomResourceDefinition, metadata),
        ),
    );
    return definitions.filter((_, index) => found[index] === undefined);
}

/** Waits until the API server serves the kind; Established alone comes a moment too early. */
async function established(
    api: ClusterApi,
    definition: ClusterObject,
    signal: AbortSignal | undefined,
): Promise<void> {
    const deadline = Date.now() + ESTABLISH_TIMEOUT_MS;
    let seen: unknown = "nothing yet";
    while (Date.now() < deadline) {
        signal?.throwIfAborted();
        const current = await read(api, RESOURCES.CustomResourceDefinition, definition.metadata);
        const conditions = jsonList(valueAt(current, "status", "conditions"));
        const holds = (type: string, status: string): boolean =>
            conditions.some((one) => {
                const { type: is, status: has } = jsonObject(one);
                return is === type && has === status;
            });
        if (holds("NamesAccepted", "False")) break;
        if (holds("Established", "True") && (await isServed(api, definition))) return;
        seen = conditions;
        await wait(PAUSE_MS);
    }
    throw new Error(
        `Expected the cluster to accept the definition ${definition.metadata.name} within ${String(ESTABLISH_TIMEOUT_MS / 1000)} s, last seen: ${JSON.stringify(seen)}. Check that no other definition uses its names.`,
    );
}

async function isServed(api: ClusterApi, definition: ClusterObject): Promise<boolean> {
    const { group, versions, names } = jsonObject(definition["spec"]);
    const type: ResourceType = {
        apiVersion: `${String(group)}/${String(valueAt(versions, 0, "name"))}`,
        kind: kindOf(definition),
        plural: String(valueAt(names, "plural")),
    };
    try {
        await api.request("GET", collectionPath(type), { query: { limit: 1 } });
        return true;
    } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
    }
}

/** On a real OpenShift cluster the object is there, and is the cluster's own business. */
async function writeIssuer(api: ClusterApi, options: InstallCrdsOptions): Promise<void> {
    const key = { name: "cluster" };
    const existing = await read(api, RESOURCES.Authentication, key, options.signal);
    if (existing) return;
    await apply(
        api,
        {
            apiVersion: RESOURCES.Authentication.apiVersion,
            kind: RESOURCES.Authentication.kind,
            metadata: key,
            spec: { serviceAccountIssuer: options.issuer },
        },
        options.signal,
    );
}

async function uninstall(target: ClusterTarget, names: readonly string[]): Promise<void> {
    const api = await ClusterApi.connect(target);
    try {
        await Promise.all(names.map(async (name) => removed(api, name)));
    } finally {
        api.close();
    }
}

/** Deletes a definition, and with it every object of its kind, and waits for the end of that. */
async function removed(api: ClusterApi, name: string): Promise<void> {
    const type = RESOURCES.CustomResourceDefinition;
    const deadline = Date.now() + REMOVE_TIMEOUT_MS;
    await remove(api, type, { name });
    while (await read(api, type, { name })) {
        if (Date.now() > deadline) {
            throw new Error(
                `Expected the definition ${name} to be gone within ${String(REMOVE_TIMEOUT_MS / 1000)} s: it is still there. Look for objects of its kind that a finalizer holds.`,
            );
        }
        await wait(PAUSE_MS);
    }
}
