// A real token of a service account, as a pod's projected volume would hold it.
import type { TokenClaims } from "../../components/pure/handshake/handshake-verdict.ts";
import { describeAnswer, textAt } from "../cluster/answers.ts";
import type { Cluster } from "../cluster/connection.ts";
import { HandshakeError } from "./request.ts";

/** The shortest life that Kubernetes gives a token. */
const TOKEN_SECONDS = 600;

/** A token and what it says of itself. */
export interface ServiceAccountToken {
    /** Never to be shown. */
    readonly value: string;
    readonly claims: TokenClaims;
}

/** For whom, and by whom it shall be taken. */
export interface TokenRequest {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly audience: string;
}

/** The cluster may give a token a moment later. */
export class TokenNotYet extends Error {
    override readonly name = "TokenNotYet";
}

/**
 * Asks the cluster for a token.
 *
 * @throws TokenNotYet when it is worth asking again, HandshakeError when it is not
 */
export async function requestToken(
    cluster: Cluster,
    { namespace, serviceAccount, audience }: TokenRequest,
    signal?: AbortSignal,
): Promise<ServiceAccountToken> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const answer = await cluster.ask(path, {
        method: "POST",
        body: {
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: { audiences: [audience], expirationSeconds: TOKEN_SECONDS },
        },
        signal,
    });
    const value = textAt(answer.body, "status", "token");
    if (value !== "") {
        return { value, claims: await claimsOf(value) };
    }
    const said = `The cluster gave no token for service account ${serviceAccount} in ${namespace} (${describeAnswer(answer)}).`;
    if (answer.status === 404 || answer.status === 429 || answer.status >= 500) {
        throw new TokenNotYet(said);
    }
    throw new HandshakeError(
        `${said}\nThe user of the kubeconfig needs the right to create serviceaccounts/token there` +
            " (or switch the gate off: `pulumi config set --path handshake.enabled false`).",
    );
}

async function claimsOf(token: string): Promise<TokenClaims> {
    const { decodeJwt } = await import("jose");
    try {
        const claims: TokenClaims = decodeJwt(token);
        return claims;
    } catch {
        // Neither the token nor what the parser says of it belongs into a message.
        throw new HandshakeError("The cluster's token is no JWT: STS could not read it.");
    }
}
