/**
 * Plays the Tempo operator: real admission webhooks and a controller that makes the objects which
 * tempo-sts and its checks look at. It shows what was observed of operator 0.22 with S3 storage; it
 * does not play the gateway, the metrics generator, TempoMonolithic's workloads, network policies,
 * disruption budgets or the certificates between components.
 */
import { operatorWebhooks } from "./admission/webhook-configurations.ts";
import { startWebhookServer } from "./admission/webhook-server.ts";
import { operatorHandlers } from "./admission/webhooks.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { tellConditions } from "./condition-events.ts";
import { Controller } from "./controller/controller.ts";
import type { Listeners, Operator } from "./events.ts";
import { lifetime, once } from "./lifetime.ts";
import { operatorSettings, OPERATOR_VERSION, type Distribution } from "./settings.ts";
import { putWebhooksInForce, type WebhooksInForce } from "./webhooks-in-force.ts";

/** How an operator is started. */
export interface OperatorOptions extends ClusterTarget, Listeners {
    /** @default openshift */
    readonly distribution?: Distribution | undefined;
    /** Address at which the API server reaches this computer. @default 127.0.0.1 */
    readonly host?: string | undefined;
    /** Stops it, without waiting for the end: call `stop()` for that. */
    readonly signal?: AbortSignal | undefined;
}

/** Starts the stand-in and waits until its webhooks are in force and its watches are open. */
export async function startOperator(options: OperatorOptions): Promise<Operator> {
    const { signal, end } = lifetime(options.signal);
    const settings = operatorSettings(options.distribution ?? "openshift");
    const onError = (error: Error): void => options.onError?.(error);
    const api = await ClusterApi.connect(options);
    const handlers = operatorHandlers(api, settings, signal);
    const server = await startWebhookServer({ host: options.host, handlers, onError });
    const controller = new Controller(api, onError, signal);
    const conditions = tellConditions(api, options, signal);
    let webhooks: WebhooksInForce | undefined;
    const stop = once(async () => {
        await webhooks?.remove();
        end();
        await Promise.all([controller.ended(), conditions?.ended]);
        await server.stop();
        api.close();
    });
    try {
        const set = operatorWebhooks(server);
        [webhooks] = await Promise.all([
            putWebhooksInForce(api, set, { signal, labelled: settings.distribution }),
            controller.ready(),
        ]);
        signal.throwIfAborted();
    } catch (error) {
        await stop();
        throw error;
    }
    return {
        kind: "stand-in",
        description: `a stand-in for the Tempo operator ${OPERATOR_VERSION} (${settings.distribution})`,
        stop,
    };
}
