// The handshake: token → STS → temporary credentials → S3, for every service account, until it holds or cannot.
import {
    handshakeVerdict,
    type HandshakeStep,
    type HandshakeVerdict,
    type TokenClaims,
} from "../../components/pure/handshake/handshake-verdict.ts";
import { shortHash } from "../../components/pure/names/physical-names.ts";
import { serviceAccountSubject } from "../../components/pure/service-accounts.ts";
import { ClusterUnreachable } from "../cluster/connection.ts";
import { backoff } from "../waiting/backoff.ts";
import { BucketRefusal, touchBucket } from "./bucket.ts";
import { failureText } from "./failure-text.ts";
import { refusalOf } from "./refusal.ts";
import { HandshakeError, type HandshakeRequest, type HandshakeTools } from "./request.ts";
import { assumeRole } from "./role.ts";
import { waitForServiceAccounts } from "./service-accounts.ts";
import { requestToken, TokenNotYet, type ServiceAccountToken } from "./token.ts";

/** One attempt that did not get through. */
interface Failure {
    readonly step: HandshakeStep | "token";
    /** The call, for a person. */
    readonly call: string;
    readonly error: unknown;
    readonly claims: TokenClaims;
}

/** When each step was first refused, so that none inherits the patience that another has used up. */
type Since = Map<Failure["step"], number>;

/**
 * Waits for the service accounts, then lets each take the role and use the bucket.
 *
 * @throws HandshakeError with the link that does not hold, what was expected and what was found
 */
export async function performHandshake(
    request: HandshakeRequest,
    tools: HandshakeTools,
): Promise<void> {
    await waitForServiceAccounts(request, tools);
    for (const serviceAccount of request.serviceAccounts) {
        await prove(serviceAccount, request, tools);
    }
}

async function prove(
    serviceAccount: string,
    request: HandshakeRequest,
    tools: HandshakeTools,
): Promise<void> {
    const since: Since = new Map();
    let renewed = false;
    for (let attempt = 0; ; attempt += 1) {
        const failure = await tryOnce(serviceAccount, request, tools);
        if (failure === undefined) {
            return;
        }
        const verdict = judge(failure, request, tools, since);
        // Each attempt takes a new token, so one that came too late is worth one more.
        const renews: boolean = verdict.kind === "expired" && !renewed;
        renewed ||= renews;
        if (verdict.kind !== "retry" && !renews) {
            throw new HandshakeError(
                failureText({ ...failure, serviceAccount, request, verdict }),
                {
                    cause: failure.error,
                },
            );
        }
        tools.report?.(`${serviceAccount}: ${verdict.reason}`);
        await tools.sleep(backoff(attempt), tools.signal);
    }
}

async function tryOnce(
    serviceAccount: string,
    request: HandshakeRequest,
    { cluster, aws, signal }: HandshakeTools,
): Promise<Failure | undefined> {
    const { namespace, audience, roleArn } = request;
    const link: { step: Failure["step"]; call: string; token?: ServiceAccountToken } = {
        step: "token",
        call: "TokenRequest",
    };
    try {
        const token = await requestToken(cluster, { namespace, serviceAccount, audience }, signal);
        Object.assign(link, { step: "assume-role", call: "AssumeRoleWithWebIdentity", token });
        const sessionName = `tempo-sts-handshake-${shortHash(`${namespace}/${serviceAccount}`)}`;
        const credentials = await assumeRole(
            aws,
            { roleArn, token: token.value, sessionName },
            signal,
        );
        Object.assign(link, { step: "bucket", call: "S3" });
        await touchBucket({ ...aws, credentials }, request, signal);
        return undefined;
    } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof HandshakeError) {
            throw error;
        }
        const isBucket = error instanceof BucketRefusal;
        const call = isBucket ? `S3 (${error.operation})` : link.call;
        const claims = link.token?.claims ?? {};
        return { step: link.step, call, error: isBucket ? error.cause : error, claims };
    }
}

function judge(
    { step, error, claims }: Failure,
    request: HandshakeRequest,
    { now, timeoutSeconds }: HandshakeTools,
    since: Since,
): HandshakeVerdict {
    const started = since.get(step) ?? now();
    since.set(step, started);
    const elapsedSeconds = (now() - started) / 1000;
    if (step === "token") {
        return judgeToken(error, elapsedSeconds < timeoutSeconds);
    }
    const { issuer, audience, namespace, serviceAccounts } = request;
    const subjects = serviceAccounts.map((name) => serviceAccountSubject(namespace, name));
    return handshakeVerdict({
        step,
        ...refusalOf(error),
        claims,
        expected: { issuer, audience, subjects },
        elapsedSeconds,
        deadlineSeconds: timeoutSeconds,
        nowSeconds: now() / 1000,
    });
}

function judgeToken(error: unknown, isEarly: boolean): HandshakeVerdict {
    if (!(error instanceof TokenNotYet || error instanceof ClusterUnreachable)) {
        throw error;
    }
    return { kind: isEarly ? "retry" : "unreachable", reason: error.message };
}
