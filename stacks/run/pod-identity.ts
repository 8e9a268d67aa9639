// Whether the pods got what the handshake proves: without it they silently use what their node may do, or nothing.
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { describeAnswer, listAt, textAt } from "../cluster/answers.ts";
import type { Cluster } from "../cluster/connection.ts";
import type { TempoStackName } from "../cluster/tempo-stack-state.ts";
import type { Finding } from "./report.ts";

const NAME = "identity of the pods";
const TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
const ROLE = "AWS_ROLE_ARN";
const TEMPO_CONTAINER = "tempo";

/** Looks at every pod of the instance; `roleArn` is what they should take, where it is known. */
export async function podIdentities(
    cluster: Cluster,
    { namespace, tempoName }: TempoStackName,
    roleArn: unknown,
    signal: AbortSignal,
): Promise<Finding> {
    const selector = encodeURIComponent(operandSelector(tempoName));
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const answer = await cluster.ask(path, { signal });
    const pods = listAt(answer.body, "items");
    if (answer.status !== 200 || pods.length === 0) {
        const why = answer.status === 200 ? "there is no pod" : describeAnswer(answer);
        return { name: NAME, status: "not-checked", found: `could not check, because ${why}` };
    }
    const troubles = pods.flatMap((pod) => trouble(pod, roleArn));
    if (troubles.length === 0) {
        return { name: NAME, status: "ok", found: `${pods.length} pods have a web identity token` };
    }
    return {
        name: NAME,
        status: "warning",
        expected: `${TOKEN_FILE} and the stack's role in every pod`,
        found: troubles.join("; "),
        remedy: `The pod identity webhook gives them to new pods only: see that it runs, then delete the pods (\`kubectl --namespace ${namespace} delete pods --selector ${operandSelector(tempoName)}\`)`,
    };
}

function trouble(pod: unknown, roleArn: unknown): string[] {
    const name = textAt(pod, "metadata", "name");
    const tempo = listAt(pod, "spec", "containers").find(
        (each) => textAt(each, "name") === TEMPO_CONTAINER,
    );
    if (tempo === undefined) return [];
    const env = new Map(
        listAt(tempo, "env").map((each) => [textAt(each, "name"), textAt(each, "value")]),
    );
    if (!env.has(TOKEN_FILE)) return [`${name} has no token`];
    const role = env.get(ROLE) ?? "";
    return typeof roleArn === "string" && role !== roleArn
        ? [`${name} takes ${role === "" ? "no role" : role}`]
        : [];
}
