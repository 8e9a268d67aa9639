// The public keys by which the cluster's tokens are verified, read from the cluster itself.
import {
    signingKeysProblems,
    type SigningKeys,
} from "../../components/pure/discovery-documents.ts";
import { formatProblems } from "../../components/pure/problems.ts";
import { UserError } from "../../components/user-error.ts";
import { describeAnswer } from "./answers.ts";
import type { Cluster } from "./connection.ts";

/** Where every API server publishes them for whoever may log in. */
export const SIGNING_KEYS_PATH = "/openid/v1/jwks";

/**
 * Reads them: all that the API server verifies tokens by, also those of a key that is not signed with any more.
 *
 * @throws UserError when they cannot be read, ClusterUnreachable when nobody answers
 */
export async function readSigningKeys(
    cluster: Cluster,
    signal?: AbortSignal,
): Promise<SigningKeys> {
    const answer = await cluster.ask(SIGNING_KEYS_PATH, { signal });
    if (answer.status !== 200) {
        throw new UserError(
            `Expected the cluster's public keys at ${SIGNING_KEYS_PATH} of context ${cluster.context}, but ${describeAnswer(answer)}. ` +
                "Let the user of this context have the ClusterRole system:service-account-issuer-discovery.",
        );
    }
    const problems = signingKeysProblems(answer.body, SIGNING_KEYS_PATH);
    if (problems.length > 0) {
        throw new UserError(
            `The public keys of context ${cluster.context} cannot be used: ${formatProblems(problems)}`,
        );
    }
    return answer.body as SigningKeys;
}
