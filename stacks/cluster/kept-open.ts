// Connections to a cluster's API that are used again: each new one costs both ends a handshake.
import * as https from "node:https";

const KEPT = new WeakMap<https.Agent, https.Agent>();

/** An agent like the given one that keeps its connections; one of another kind, such as a proxy's, as it is. */
export function keptOpen(agent: https.RequestOptions["agent"]): https.RequestOptions["agent"] {
    if (!(agent instanceof https.Agent) || agent.constructor !== https.Agent) {
        return agent;
    }
    let kept = KEPT.get(agent);
    if (kept === undefined) {
        kept = new https.Agent({ ...agent.options, keepAlive: true });
        KEPT.set(agent, kept);
    }
    return kept;
}
