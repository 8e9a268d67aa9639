// What the cluster tells of a change of issuer: since when, and which pods may still hold tokens of before.
import { STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { describeAnswer, listAt, textAt, valueAt } from "../cluster/answers.ts";
import type { Cluster } from "../cluster/connection.ts";
import type { TempoStackName } from "../cluster/tempo-stack-state.ts";
import type { AcceptedIssuer, PodToken } from "./facts.ts";

const OPERATOR_PATH = "/apis/operator.openshift.io/v1/kubeapiservers/cluster";
const DAY_SECONDS = 86_400;
// The kubelet renews a token at four fifths of its life, or when it is a day old.
const RENEWED_AT = 0.8;
const DEFAULT_TOKEN_SECONDS = 3600;

/** The issuers that OpenShift's API server takes tokens of. @throws Error where nobody tells */
export async function readAcceptedIssuers(
    cluster: Cluster,
    signal?: AbortSignal,
): Promise<AcceptedIssuer[]> {
    const answer = await cluster.ask(OPERATOR_PATH, { signal });
    if (answer.status !== 200) {
        throw new Error(`KubeAPIServer/cluster could not be read (${describeAnswer(answer)})`);
    }
    return listAt(answer.body, "status", "serviceAccountIssuers").map((each) => {
        const until = new Date(textAt(each, "expirationTime"));
        const issuer = textAt(each, "name");
        return Number.isNaN(until.getTime()) ? { issuer } : { issuer, until };
    });
}

/** The pods of an instance that have a token for STS, and when each is renewed. @throws Error where they cannot be listed */
export async function readPodTokens(
    cluster: Cluster,
    { namespace, tempoName }: TempoStackName,
    signal?: AbortSignal,
): Promise<PodToken[]> {
    const selector = encodeURIComponent(operandSelector(tempoName));
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const answer = await cluster.ask(path, { signal });
    if (answer.status !== 200) {
        throw new Error(`the pods in ${namespace} could not be listed (${describeAnswer(answer)})`);
    }
    return listAt(answer.body, "items").flatMap((pod) => {
        const life = tokenSeconds(pod);
        const started = new Date(
            textAt(pod, "status", "startTime") || textAt(pod, "metadata", "creationTimestamp"),
        );
        if (life === undefined || Number.isNaN(started.getTime())) {
            return [];
        }
        const renewedAfterSeconds = Math.min(life * RENEWED_AT, DAY_SECONDS);
        return [{ pod: textAt(pod, "metadata", "name"), started, renewedAfterSeconds }];
    });
}

// The longest-lived of the tokens that are made for STS.
function tokenSeconds(pod: unknown): number | undefined {
    const tokens = listAt(pod, "spec", "volumes").flatMap((volume) =>
        listAt(volume, "projected", "sources").map((source) =>
            valueAt(source, "serviceAccountToken"),
        ),
    );
    const lives = tokens
        .filter((token) => textAt(token, "audience") === STS_AUDIENCE)
        .map((token) => {
            const seconds = valueAt(token, "expirationSeconds");
            return typeof seconds === "number" ? seconds : DEFAULT_TOKEN_SECONDS;
        });
    return lives.length === 0 ? undefined : Math.max(...lives);
}
