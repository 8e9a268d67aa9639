/** Runs a real Tempo operator against the sandbox's cluster, webhooks included. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { makeServerCertificate, type ServerCertificate } from "../aws/certificates.ts";
import { freePort } from "../control-plane/free-port.ts";
import { logTail, startGuarded, type GuardedProcess } from "../control-plane/guarded-process.ts";
import { operatorWebhooks } from "./admission/webhook-configurations.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { tellConditions } from "./condition-events.ts";
import type { Operator } from "./events.ts";
import { lifetime, once } from "./lifetime.ts";
import { operatorEnvironment } from "./real-operator-environment.ts";
import type { OperatorOptions } from "./stand-in.ts";
import { putWebhooksInForce, type WebhooksInForce } from "./webhooks-in-force.ts";

/** How a real operator is started. */
export interface RealOperatorOptions extends OperatorOptions {
    /** Path of the operator's program. */
    readonly binary: string;
}

const READY_TIMEOUT_MS = 30_000;
const PAUSE_MS = 50;
/** It has nothing to hand over: what it was doing is done by the next one. */
const STOP_GRACE_MS = 3000;

/**
 * Starts the program with an administrator's kubeconfig and waits until its webhooks are in force.
 * It offers no way to choose the address it listens on: its webhooks are reachable from outside.
 *
 * @throws Error when it ends, or is not ready in time; the message carries the end of its log
 */
export async function startRealOperator(options: RealOperatorOptions): Promise<Operator> {
    const { signal, end } = lifetime(options.signal);
    const distribution = options.distribution ?? "openshift";
    const host = options.host ?? "127.0.0.1";
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-operator-"));
    const api = await ClusterApi.connect(options);
    let running: GuardedProcess | undefined;
    let webhooks: WebhooksInForce | undefined;
    const stop = once(async () => {
        await webhooks?.remove();
        end();
        await running?.stop(STOP_GRACE_MS);
        await conditions?.ended;
        api.close();
        await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    });
    const conditions = tellConditions(api, options, signal);
    try {
        const certificate = await makeServerCertificate([host]);
        const [webhookPort, healthPort] = [await freePort(), await freePort()];
        await writeCertificate(dir, certificate);
        const kubeconfig = await writeKubeconfig(dir, options);
        running = startGuarded({
            command: options.binary,
            args: ["start"],
            cwd: dir,
            env: operatorEnvironment({ dir, kubeconfig, distribution, webhookPort, healthPort }),
            logFile: join(dir, "operator.log"),
            removeIfOrphaned: dir,
        });
        await untilReady(running, healthPort, signal);
        const url = `https://${host}:${String(webhookPort)}`;
        const set = operatorWebhooks({ url, ca: certificate.ca });
        webhooks = await putWebhooksInForce(api, set, { signal, labelled: distribution });
        signal.throwIfAborted();
    } catch (error) {
        await stop();
        throw error;
    }
    reportEnd(running, signal, (error) => options.onError?.(error));
    return {
        kind: "binary",
        description: `the Tempo operator at ${options.binary} (${distribution})`,
        stop,
    };
}

/** The place where the operator looks for its certificate, below its folder for temporary files. */
async function writeCertificate(dir: string, { certificate, privateKey }: ServerCertificate) {
    const folder = join(dir, "k8s-webhook-server", "serving-certs");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "tls.crt"), certificate);
    await writeFile(join(folder, "tls.key"), privateKey, { mode: 0o600 });
}

/** A copy in which the wanted context is the current one: the operator knows no other way to be told. */
async function writeKubeconfig(dir: string, target: ClusterTarget): Promise<string> {
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    config.loadFromFile(target.kubeconfig);
    if (target.context !== undefined) config.setCurrentContext(target.context);
    const path = join(dir, "kubeconfig");
    await writeFile(path, config.exportConfig(), { mode: 0o600 });
    return path;
}

async function untilReady(
    operator: GuardedProcess,
    healthPort: number,
    signal: AbortSignal,
): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (Date.now() < deadline && operator.exit === undefined) {
        signal.throwIfAborted();
        if (await answersOk(`http://127.0.0.1:${String(healthPort)}/readyz`)) return;
        await wait(PAUSE_MS);
    }
    const what =
        operator.exit === undefined
            ? `is not ready after ${String(READY_TIMEOUT_MS / 1000)} s`
            : `ended with code ${String(operator.exit.code)}`;
    throw new Error(
        `Expected the operator to get ready, but it ${what}. The end of its log:\n${await logTail(operator.logFile)}`,
    );
}

async function answersOk(url: string): Promise<boolean> {
    try {
        return (await fetch(url)).ok;
    } catch {
        return false; // it does not listen yet
    }
}

function reportEnd(
    operator: GuardedProcess,
    signal: AbortSignal,
    onError: (error: Error) => void,
): void {
    void operator.exited.then(async ({ code }) => {
        if (signal.aborted) return;
        const tail = await logTail(operator.logFile);
        onError(
            new Error(`The operator ended with code ${String(code)}. The end of its log:\n${tail}`),
        );
    });
}
