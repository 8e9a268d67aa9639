/**
 * Plays OpenShift's part in a Route: a Route without a host is given one, keeps it when its owner
 * writes the Route again without, and is said to be admitted by the router. No router runs.
 */
import type { AdmissionRequest, Verdict } from "./admission/review.ts";
import {
    installWebhooks,
    removeWebhooks,
    type WebhookSet,
} from "./admission/webhook-configurations.ts";
import { startWebhookServer } from "./admission/webhook-server.ts";
import { isNotFound, isOutage } from "./cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { follow } from "./cluster/follow.ts";
import { keyOf, RESOURCES, type ClusterObject } from "./cluster/objects.ts";
import { textOf, valueAt, type JsonObject } from "./cluster/values.ts";
import { mergePatch, read } from "./cluster/verbs.ts";
import { WorkQueue } from "./cluster/work-queue.ts";
import type { Listeners, Running } from "./events.ts";
import { lifetime, once } from "./lifetime.ts";
import { ROUTE_DOMAIN } from "./settings.ts";

/** Where Routes are played. */
export interface RouterOptions extends ClusterTarget, Pick<Listeners, "onError"> {
    /** Address at which the API server reaches this computer. @default 127.0.0.1 */
    readonly host?: string | undefined;
    /** Stops it, without waiting for the end: call `stop()` for that. */
    readonly signal?: AbortSignal | undefined;
}

const WEBHOOK_PATH = "/mutate-route";
const REMOVE_TIMEOUT_MS = 3000;

/** Starts to play, where Routes are a custom resource; a real OpenShift looks after its own. */
export async function startRouter(options: RouterOptions): Promise<Running> {
    const api = await ClusterApi.connect(options);
    const [group] = RESOURCES.Route.apiVersion.split("/");
    const name = `${RESOURCES.Route.plural}.${group ?? ""}`;
    const definition = await read(api, RESOURCES.CustomResourceDefinition, { name });
    if (definition) return playRouter(api, options);
    api.close();
    return { stop: async () => Promise.resolve() };
}

async function playRouter(api: ClusterApi, options: RouterOptions): Promise<Running> {
    const { signal, end } = lifetime(options.signal);
    const onError = (error: Error): void => options.onError?.(error);
    const handlers = { [WEBHOOK_PATH]: giveHost };
    const server = await startWebhookServer({ host: options.host, handlers, onError });
    const set = routeWebhooks(server);
    const queue = new WorkQueue({
        work: async (key) => admit(api, routes.get(key), signal),
        isExpected: (error) => isNotFound(error) || isOutage(error),
        onError,
        signal,
    });
    const routes = follow({
        api,
        type: RESOURCES.Route,
        signal,
        onError,
        onChange: ({ kind, object }) => {
            if (kind === "seen") queue.add(keyOf(object.metadata));
        },
    });
    const stop = once(async () => {
        // When the API server is gone, so is the configuration.
        await removeWebhooks(api, set.name, AbortSignal.timeout(REMOVE_TIMEOUT_MS)).catch(
            () => undefined,
        );
        end();
        await Promise.all([routes.ended, queue.drained()]);
        await server.stop();
        api.close();
    });
    try {
        await Promise.all([installWebhooks(api, set, signal), routes.ready]);
    } catch (error) {
        await stop();
        throw error;
    }
    return { stop };
}

function routeWebhooks(server: { readonly url: string; readonly ca: string }): WebhookSet {
    const [apiGroup = "", apiVersion = ""] = RESOURCES.Route.apiVersion.split("/");
    const rule = {
        name: "hosts.route.openshift.io",
        path: WEBHOOK_PATH,
        apiGroup,
        apiVersion,
        resource: RESOURCES.Route.plural,
        operations: ["CREATE", "UPDATE"] as const,
    };
    return {
        name: "tempo-sts-sandbox-router",
        ...server,
        // Nothing depends on a host so much that a Route could not do without.
        failurePolicy: "Ignore",
        mutating: [rule],
        validating: [],
    };
}

function giveHost({ object, oldObject, namespace, name }: AdmissionRequest): Verdict {
    if (hostOf(object)) return { allowed: true };
    const own = textOf(valueAt(object, "metadata", "name")) ?? name;
    const host = hostOf(oldObject) ?? `${own}-${namespace}.${ROUTE_DOMAIN}`;
    return { allowed: true, patch: [{ op: "add", path: "/spec/host", value: host }] };
}

async function admit(
    api: ClusterApi,
    route: ClusterObject | undefined,
    signal: AbortSignal,
): Promise<void> {
    const host = hostOf(route);
    if (!route || !host || valueAt(route, "status", "ingress", 0, "host") === host) return;
    await mergePatch(
        api,
        RESOURCES.Route,
        route.metadata,
        { status: { ingress: [admitted(host, new Date())] } },
        { subresource: "status", signal },
    );
}

function admitted(host: string, now: Date): JsonObject {
    const lastTransitionTime = now.toISOString().replace(/\.\d+Z$/u, "Z");
    return {
        host,
        routerName: "default",
        routerCanonicalHostname: `router-default.${ROUTE_DOMAIN}`,
        wildcardPolicy: "None",
        conditions: [{ type: "Admitted", status: "True", lastTransitionTime }],
    };
}

/** An empty host counts as none. */
function hostOf(route: unknown): string | undefined {
    const host = textOf(valueAt(route, "spec", "host"));
    return host === "" ? undefined : host;
}
