// Why pods have no web identity, although their service account has the role.
import { listAt, textAt, valueAt } from "../../../stacks/cluster/answers.ts";
import {
    findIdentityWebhook,
    MUTATING_WEBHOOKS,
    WEBHOOK_REMEDY,
} from "../../../stacks/cluster/identity-webhook.ts";
import type { Facts } from "../../facts.ts";
import { askKnownList } from "../../facts/ask.ts";
import { reasonOf } from "../../facts/unreadable.ts";
import type { Finding } from "../../link.ts";
import { IDENTITY, type PodView } from "./pod-view.ts";
import { findingOfPods, startAnew, troubledBy, type Troubled } from "./report.ts";

const EXPECTED = `${IDENTITY.file} and ${IDENTITY.role} in the container tempo`;

/** The one finding for the pods without identity. Where the webhook may not be looked at, it says so. */
export async function withoutIdentity(views: readonly PodView[], facts: Facts): Promise<Finding[]> {
    const bare = troubledBy(views, ({ env }) => {
        const lacking = Object.values(IDENTITY).filter((name) => !env.has(name));
        return lacking.length === 0 ? undefined : `no ${lacking.join(" and no ")}`;
    });
    if (bare.length === 0) return [];
    const { namespace } = facts.tools.subject;
    const webhook = await webhookState(facts);
    const summary = `Pods in ${namespace} start without credentials:`;
    if (webhook.state === "missing") {
        const told = {
            summary: `${summary} there is no pod identity webhook to give them any.`,
            remedy: `${WEBHOOK_REMEDY}.`,
        };
        return findingOfPods("pods-identity-webhook-missing", bare, told, EXPECTED);
    }
    if (webhook.state === "down") {
        const told = {
            summary: `${summary} the pod identity webhook (${webhook.name}) has nobody behind it, and its failures are passed over.`,
            remedy: {
                text: "Bring its pods up, then have Tempo's pods start anew.",
                command: `oc --namespace ${webhook.namespace} get pods,endpointslices`,
            },
        };
        return findingOfPods("pods-identity-webhook-down", bare, told, EXPECTED);
    }
    const findings = await byAge(bare, facts, summary);
    return webhook.state === "unknown"
        ? findings.map((each) => ({ ...each, evidence: [...each.evidence, webhook.because] }))
        : findings;
}

async function byAge(bare: readonly Troubled[], facts: Facts, summary: string): Promise<Finding[]> {
    const accounts = await facts.need("serviceAccounts");
    const { subject } = facts.tools;
    const old = bare.filter(({ view }) => {
        const account = accounts.find(({ name }) => name === view.pod.serviceAccount);
        return account !== undefined && view.createdAt < account.annotatedAt;
    });
    if (old.length > 0) {
        const told = {
            summary: `${summary} they are older than the role of their service account.`,
            remedy: startAnew(
                subject,
                "Have them start anew: only a new pod is given credentials.",
            ),
        };
        return findingOfPods("pods-older-than-annotation", old, told, EXPECTED);
    }
    const told = {
        summary: `${summary} the pod identity webhook has passed them over.`,
        remedy: startAnew(
            subject,
            "It did not answer when they started, or passes over this namespace. Have them start anew; if they still get nothing, look at the webhook's namespaceSelector and log.",
        ),
    };
    return findingOfPods("pods-without-identity", bare, told, EXPECTED);
}

type WebhookState =
    | { readonly state: "missing" | "there" }
    | { readonly state: "unknown"; readonly because: string }
    | { readonly state: "down"; readonly name: string; readonly namespace: string };

// That pods have no identity is known without it: only why is not.
async function webhookState(facts: Facts): Promise<WebhookState> {
    try {
        return await lookedAt(facts);
    } catch (error) {
        return {
            state: "unknown",
            because: `the webhook: could not check, because ${reasonOf(error)}`,
        };
    }
}

async function lookedAt({ tools }: Facts): Promise<WebhookState> {
    const items = await askKnownList(tools, "mutatingwebhookconfigurations", MUTATING_WEBHOOKS);
    const webhook = findIdentityWebhook({ items });
    if (webhook === undefined) return { state: "missing" };
    const [service] = listAt(webhook, "webhooks").flatMap(
        (each) => valueAt(each, "clientConfig", "service") ?? [],
    );
    // One that is called by URL runs outside of the cluster, where nothing can be looked at.
    if (service === undefined) return { state: "there" };
    const [namespace, name] = [textAt(service, "namespace"), textAt(service, "name")];
    const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`);
    const slices = await askKnownList(
        tools,
        `the endpoints of ${namespace}/${name}`,
        `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`,
    );
    const isUp = slices
        .flatMap((slice) => listAt(slice, "endpoints"))
        .some((endpoint) => valueAt(endpoint, "conditions", "ready") !== false);
    return isUp ? { state: "there" } : { state: "down", name: `${namespace}/${name}`, namespace };
}
