// The chain token → STS → credentials → S3, for every service account, as the pods go through it.
import { STS_AUDIENCE } from "../../../components/pure/issuer.ts";
import { serviceAccountNames } from "../../../components/pure/service-accounts.ts";
import { awsConnection } from "../../aws/connection.ts";
import type { Cluster } from "../../cluster/connection.ts";
import { discoverIssuer } from "../../cluster/issuer.ts";
import { bucketOwner } from "../../handshake/bucket-owner.ts";
import { performHandshake } from "../../handshake/perform.ts";
import type { HandshakeRequest } from "../../handshake/request.ts";
import { jaegerShape } from "../../settings/jaeger-shape.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import type { Finding } from "../report.ts";
import { clusterOf } from "./cluster-of.ts";
import { outputText } from "./outputs.ts";

/** For the last attempt, and for telling what came of it. */
const LAST_CALL_SECONDS = 20;

/**
 * Proves the chain. Waits out what IAM has not spread yet; a mismatch, which no waiting cures, fails at once.
 *
 * @throws HandshakeError with the link that does not hold
 */
export async function handshake(context: PhaseContext): Promise<PhaseResult> {
    const { settings, env, target, clock, signal, progress, secondsLeft } = context;
    const cluster = await clusterOf(context);
    const request = await requestOf(context, cluster);
    const tools = {
        ...clock,
        cluster,
        signal,
        aws: awsConnection(settings, { ...env, ...target.env }),
    };
    const patience = settings.handshake.timeoutSeconds;
    const findings: Finding[] = [];
    for (const serviceAccount of request.serviceAccounts) {
        // One at a time, so that each has its own line, and its own patience.
        const waits: string[] = [];
        const started = clock.now();
        const report = (message: string): void => {
            waits.push(message);
            progress(message);
        };
        await performHandshake(
            { ...request, serviceAccounts: [serviceAccount] },
            {
                ...tools,
                report,
                timeoutSeconds: Math.min(patience, secondsLeft() - LAST_CALL_SECONDS),
            },
        );
        findings.push(held(serviceAccount, waits.length, clock.now() - started));
    }
    return {
        detail: `${findings.length} service accounts take ${request.roleArn} and use ${request.bucketName}`,
        findings,
        facts: { issuer: request.issuer },
    };
}

async function requestOf(context: PhaseContext, cluster: Cluster): Promise<HandshakeRequest> {
    const { settings, facts, signal } = context;
    const { namespace, tempoName } = settings;
    const outputs = await context.outputs();
    const roleArn = outputText(outputs, "roleArn");
    const shape = { tempoName, jaegerQuery: jaegerShape(settings) };
    const issuer = facts.issuer ?? settings.issuer ?? (await discoverIssuer(cluster, signal));
    return {
        ...{ namespace, tempoName, issuer },
        serviceAccounts: serviceAccountNames(shape),
        roleArn,
        bucketName: outputText(outputs, "bucketName"),
        prefix: settings.bucket.prefix,
        ...bucketOwner({ roleArn, isAdopted: settings.bucket.adopt }),
        audience: STS_AUDIENCE,
    };
}

function held(serviceAccount: string, waits: number, milliseconds: number): Finding {
    const seconds = (milliseconds / 1000).toFixed(1);
    const waited = waits === 0 ? "at once" : `after ${waits} attempts that had to be waited out`;
    return {
        name: serviceAccount,
        status: "ok",
        found: `token, role, and put, list, get and delete in the bucket, ${waited} (${seconds} s)`,
    };
}
