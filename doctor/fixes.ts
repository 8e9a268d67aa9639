// Remedies that are safe to be done for a person: each can be done again, and none takes anything away for good.
import { iamClient } from "../stacks/aws/clients.ts";
import { describeAnswer } from "../stacks/cluster/answers.ts";
import { createFacts, type Facts, type FactTools } from "./facts.ts";
import { asking, callOptions } from "./facts/connection.ts";
import { Unreadable } from "./facts/unreadable.ts";
import { AUDIENCE_ANNOTATION, ROLE_ANNOTATION } from "./links/service-accounts.ts";

/** A remedy that was prepared: what it would do, and what does it. */
export interface PreparedFix {
    /** What will be done, as a sentence for a question. */
    readonly question: string;
    /** Does it, and says what was done. @throws Unreadable when the cluster or AWS refuses */
    readonly apply: () => Promise<string>;
}

/** The names that `--fix` takes. */
export const FIX_NAMES = ["add-audience", "annotate-service-accounts", "restart-pods"] as const;

/** One of them. */
export type FixName = (typeof FIX_NAMES)[number];

const PREPARE: Readonly<Record<FixName, (facts: Facts) => Promise<PreparedFix>>> = {
    "add-audience": addAudience,
    "annotate-service-accounts": annotate,
    "restart-pods": restartPods,
};

/** Prepares one; nothing is changed yet. */
export async function prepareFix(name: FixName, tools: FactTools): Promise<PreparedFix> {
    return PREPARE[name](createFacts(tools));
}

async function addAudience(facts: Facts): Promise<PreparedFix> {
    const arn = await facts.need("providerArn");
    const audience = await facts.need("audience");
    return {
        question: `Add the audience ${audience} to ${arn}?`,
        apply: async () => {
            const { AddClientIDToOpenIDConnectProviderCommand: Command } =
                await import("@aws-sdk/client-iam");
            const command = new Command({ OpenIDConnectProviderArn: arn, ClientID: audience });
            await asking(iamClient(await facts.need("connection")), async (client) =>
                client.send(command, callOptions(facts)),
            );
            return `${arn} takes tokens for ${audience} now`;
        },
    };
}

async function annotate(facts: Facts): Promise<PreparedFix> {
    const { namespace } = facts.tools.subject;
    const { roleArn } = await facts.need("storage");
    const audience = await facts.need("audience");
    const names = (await facts.need("identities")).map(({ name }) => name);
    const annotations = {
        [ROLE_ANNOTATION]: roleArn,
        [AUDIENCE_ANNOTATION]: audience,
    };
    return {
        question: `Annotate ${names.join(", ")} in ${namespace} with ${roleArn}? Pods have to start anew afterwards.`,
        apply: async () => {
            for (const name of names) {
                const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
                await change(facts, path, "PATCH", { metadata: { annotations } });
            }
            return `${names.join(", ")} carry ${roleArn} now; start the pods anew: --fix restart-pods`;
        },
    };
}

async function restartPods(facts: Facts): Promise<PreparedFix> {
    const { namespace } = facts.tools.subject;
    const pods = (await facts.need("identities")).flatMap((identity) => identity.pods);
    return {
        question: `Delete ${pods.length} pods in ${namespace}, one after the other? Their Deployments and StatefulSets make them anew: ${pods.join(", ")}`,
        apply: async () => {
            for (const name of pods) {
                await change(facts, `/api/v1/namespaces/${namespace}/pods/${name}`, "DELETE");
            }
            return `${pods.length} pods start anew; follow them: tempo-sts doctor watch`;
        },
    };
}

async function change(
    { tools }: Facts,
    path: string,
    method: "PATCH" | "DELETE",
    body?: object,
): Promise<void> {
    const answer = await tools.cluster.ask(path, { method, body, signal: tools.signal });
    const gone = method === "DELETE" && answer.status === 404;
    if (!gone && (answer.status < 200 || answer.status >= 300)) {
        throw new Unreadable(`the cluster refuses to ${method} ${path}: ${describeAnswer(answer)}`);
    }
}
