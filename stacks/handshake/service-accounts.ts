// The operator makes the service accounts, some time after it has seen the TempoStack.
import { DeadEndWatch } from "../cluster/dead-end.ts";
import { describeAnswer, textAt } from "../cluster/answers.ts";
import { ClusterUnreachable, type Cluster } from "../cluster/connection.ts";
import { describeTempoStack, readTempoStack } from "../cluster/tempo-stack-state.ts";
import { backoff } from "../waiting/backoff.ts";
import { HandshakeError, type HandshakeRequest, type HandshakeTools } from "./request.ts";

/** Where the operator, and AWS's pod identity webhook after it, look for the role. */
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** One look at the cluster: what is missing still, and why it will never come. */
interface Look {
    readonly missing: readonly string[];
    readonly operator: string;
    readonly deadEnd: string | undefined;
}

/**
 * Waits until every service account is there and carries the role.
 *
 * @throws HandshakeError at the deadline, or earlier when the operator has given up
 */
export async function waitForServiceAccounts(
    request: HandshakeRequest,
    tools: HandshakeTools,
): Promise<void> {
    const started = tools.now();
    const watch = new DeadEndWatch();
    for (let attempt = 0; ; attempt += 1) {
        const seen = await look(request, tools, watch);
        if (seen.missing.length === 0) {
            return;
        }
        const waited = (tools.now() - started) / 1000;
        if (seen.deadEnd !== undefined || waited >= tools.timeoutSeconds) {
            throw gaveUp(request, seen, waited);
        }
        tools.report?.(`waiting for the operator: ${seen.missing.join("; ")}`);
        await tools.sleep(backoff(attempt), tools.signal);
    }
}

async function look(
    request: HandshakeRequest,
    tools: HandshakeTools,
    watch: DeadEndWatch,
): Promise<Look> {
    try {
        const missing = await missingAccounts(request, tools.cluster, tools.signal);
        if (missing.length === 0) {
            return { missing, operator: "", deadEnd: undefined };
        }
        const state = await readTempoStack(tools.cluster, request, tools.signal);
        const deadEnd = watch.look(state, tools.now());
        return { missing, operator: describeTempoStack(state), deadEnd };
    } catch (error) {
        if (error instanceof ClusterUnreachable) {
            return { missing: [error.message], operator: "", deadEnd: undefined };
        }
        throw error;
    }
}

async function missingAccounts(
    { namespace, serviceAccounts, roleArn }: HandshakeRequest,
    cluster: Cluster,
    signal: AbortSignal | undefined,
): Promise<string[]> {
    const looks = serviceAccounts.map(async (name): Promise<string[]> => {
        const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
        const answer = await cluster.ask(path, { signal });
        if (answer.status === 404) {
            return [`service account ${name} is not there`];
        }
        if (answer.status !== 200) {
            return [`service account ${name} could not be read, ${describeAnswer(answer)}`];
        }
        const annotated = textAt(answer.body, "metadata", "annotations", ROLE_ANNOTATION);
        return annotated === roleArn
            ? []
            : [`service account ${name} has ${annotated === "" ? "no role" : `role ${annotated}`}`];
    });
    return (await Promise.all(looks)).flat();
}

function gaveUp({ namespace, roleArn }: HandshakeRequest, seen: Look, waited: number) {
    const lines = [
        `Expected the Tempo operator to make the service accounts in ${namespace} and annotate them with ` +
            `${roleArn}; after ${Math.round(waited)} s: ${seen.missing.join("; ")}.`,
        ...(seen.operator === "" ? [] : [`The operator: ${seen.operator}.`]),
        seen.deadEnd === undefined
            ? "Look at the operator's own log, or wait longer: `pulumi config set --path handshake.timeoutSeconds …`."
            : "The operator does not try again before this is put right.",
    ];
    return new HandshakeError(lines.join("\n"));
}
