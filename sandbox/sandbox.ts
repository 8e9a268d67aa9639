/** Everything a rehearsal runs against, started and stopped as one: AWS, a cluster, its definitions, its operator. */
import { join } from "node:path";

import { startAwsSandbox, type AwsSandbox } from "./aws/aws-sandbox.ts";
import { createOidcProvider } from "./aws/oidc-provider.ts";
import { startControlPlane, type ControlPlane } from "./control-plane/control-plane.ts";
import { existingCluster } from "./control-plane/existing-cluster.ts";
import { installCrds, type InstalledCrds } from "./crds/install.ts";
import type { Listeners, Operator } from "./operator/events.ts";
import { startSandboxOperator } from "./operator/sandbox-operator.ts";
import type { Prepared } from "./setup/prepare.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The issuer of a cluster of our own: a name that nobody can register. */
export const SANDBOX_ISSUER = "https://oidc.rehearsal.example/tempo-sts";

/** What to start, and with what. */
export interface SandboxOptions extends Prepared {
    /** @default "us-east-2" */
    readonly region?: string | undefined;
    /** The `iss` of the cluster's tokens, where the cluster is our own. @default {@link SANDBOX_ISSUER} */
    readonly issuer?: string | undefined;
    /** A disposable cluster that is there already. @default - one of our own */
    readonly existing?:
        { readonly context: string; readonly kubeconfig?: string | undefined } | undefined;
    /** A real operator's binary. @default - the stand-in */
    readonly operator?: string | undefined;
    readonly listeners?: Listeners | undefined;
    /** Gives the start up, and leaves nothing behind. */
    readonly signal?: AbortSignal | undefined;
}

/** A running sandbox. */
export interface Sandbox {
    /** A folder that goes when the sandbox stops. */
    readonly dir: string;
    readonly aws: AwsSandbox;
    readonly cluster: ControlPlane;
    readonly crds: InstalledCrds;
    readonly operator: Operator;
    /** The IAM OIDC provider that stands for the cluster. */
    readonly providerArn: string;
    /** Stops everything in order. Idempotent; when a part does not stop, the others are stopped all the same. */
    stop(): Promise<void>;
}

/** Starts all of it, what can be at once; when a part does not start, the others are stopped again. */
export async function startSandbox(
    options: SandboxOptions,
    onProgress?: (message: string) => void,
): Promise<Sandbox> {
    const folder = await temporaryFolder();
    const started: Stoppable[] = [{ stop: () => folder.remove() }];
    const giveUp = new AbortController();
    const stopListening = passOn(options.signal, giveUp);
    const start: Start = {
        options: { ...options, signal: giveUp.signal },
        dir: folder.path,
        remember: (part) => {
            started.push(part);
            return part;
        },
        all: (parts) => allOrNone(parts, giveUp),
        onProgress: (message) => onProgress?.(message),
    };
    try {
        const parts = await startParts(start);
        return { dir: folder.path, ...parts, stop: () => stopAll(started) };
    } catch (reason) {
        await stopAll(started);
        throw reason;
    } finally {
        stopListening();
    }
}

/** Only the start can be given up: what runs is needed for taking everything away in good order. */
function passOn(signal: AbortSignal | undefined, to: AbortController): () => void {
    if (signal === undefined) return () => undefined;
    const abort = () => {
        to.abort(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    return () => {
        signal.removeEventListener("abort", abort);
    };
}

interface Stoppable {
    stop(): Promise<void>;
}

/** One start under way. */
interface Start {
    readonly options: SandboxOptions & { readonly signal: AbortSignal };
    readonly dir: string;
    /** Has a part stopped later, before everything that was remembered earlier. */
    readonly remember: <T extends Stoppable>(part: T) => T;
    readonly all: <T extends readonly unknown[]>(parts: {
        readonly [K in keyof T]: Promise<T[K]>;
    }) => Promise<T>;
    readonly onProgress: (message: string) => void;
}

async function startParts(start: Start): Promise<Omit<Sandbox, "dir" | "stop">> {
    const { options, remember, all, onProgress } = start;
    onProgress("starting the AWS emulator and the control plane");
    const clusterStart = startCluster(start).then(remember);
    const awsStart = startAws(start, clusterStart).then(remember);
    const [cluster, aws] = await all<[ControlPlane, AwsSandbox]>([clusterStart, awsStart]);
    onProgress("installing the custom resource definitions, starting the operator");
    const crdsInstall = installCrds({ ...cluster, signal: options.signal }).then((installed) => {
        // A cluster of our own goes as a whole.
        if (options.existing !== undefined) remember({ stop: () => installed.uninstall() });
        return installed;
    });
    const [providerArn, crds, operator] = await all<[string, InstalledCrds, Operator]>([
        createOidcProvider(aws, cluster.issuer),
        crdsInstall,
        crdsInstall.then(() => startTheOperator(start, cluster)).then(remember),
    ]);
    return { aws, cluster, crds, operator, providerArn };
}

async function startCluster({ options, dir, onProgress }: Start): Promise<ControlPlane> {
    const { binaries, existing, issuer = SANDBOX_ISSUER, signal } = options;
    if (existing !== undefined) return existingCluster({ ...existing, onWarning: onProgress });
    if (binaries === undefined) {
        throw new Error(
            "expected the control plane's programs, or a cluster that is there already",
        );
    }
    return startControlPlane({ dir, binaries, issuer, signal });
}

async function startAws(
    { options, dir }: Start,
    clusterStart: Promise<ControlPlane>,
): Promise<AwsSandbox> {
    return startAwsSandbox({
        python: options.python,
        dir: join(dir, "aws"),
        ...(options.region === undefined ? {} : { region: options.region }),
        signal: options.signal,
        issuerKeys: async (issuer) => {
            const cluster = await clusterStart;
            if (issuer !== cluster.issuer) throw new Error(`nobody publishes keys of ${issuer}`);
            const { keys } = await cluster.jwks();
            return { keys: keys.map((key) => ({ kty: "", ...key })) };
        },
    });
}

async function startTheOperator({ options }: Start, cluster: ControlPlane): Promise<Operator> {
    const { listeners, signal, operator: binary } = options;
    return startSandboxOperator({ ...cluster, ...listeners, signal, binary });
}

/** Waits for all of them; when one fails, tells the others to give up and waits until they have. */
async function allOrNone<T extends readonly unknown[]>(
    parts: { readonly [K in keyof T]: Promise<T[K]> },
    giveUp: AbortController,
): Promise<T> {
    for (const part of parts) {
        part.catch((reason: unknown) => {
            giveUp.abort(reason);
        });
    }
    await Promise.allSettled(parts);
    return Promise.all(parts);
}

/** The last that was started is stopped first. */
async function stopAll(started: Stoppable[]): Promise<void> {
    const reasons: unknown[] = [];
    for (let part = started.pop(); part !== undefined; part = started.pop()) {
        await part.stop().catch((reason: unknown) => reasons.push(reason));
    }
    if (reasons.length > 0) {
        throw new AggregateError(reasons, "a part of the sandbox did not stop");
    }
}
