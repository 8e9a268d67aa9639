/** The kube-apiserver of the local control plane: loopback, RBAC, its own issuer. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { apiRequest, tokenAccess } from "./api-request.ts";
import type { ApiAccess } from "./api-request.ts";
import { ETCD_SOCKET } from "./etcd.ts";
import { freePort } from "./free-port.ts";
import { logTail, startGuarded } from "./guarded-process.ts";
import type { GuardedProcess } from "./guarded-process.ts";

/** What a kube-apiserver is started with. */
export interface ApiserverOptions {
    readonly binary: string;
    readonly dir: string;
    readonly issuer: string;
    readonly signingKeyFile: string;
    readonly signal?: AbortSignal | undefined;
    /** Where a port comes from. @default the kernel */
    readonly nextPort?: (() => Promise<number>) | undefined;
}

/** A kube-apiserver that answers. */
export interface Apiserver {
    readonly process: GuardedProcess;
    readonly access: ApiAccess;
    /** The certificate of its CA, in PEM. */
    readonly ca: string;
    /** An administrator's bearer token. */
    readonly token: string;
}

const PORT_ATTEMPTS = 5;
const READY_TIMEOUT_MS = 90_000;
const POLL_MS = 50;
const TAKEN = "address already in use";

/** Nobody in particular may read what STS reads of a cluster, and nothing else. */
const AUTHENTICATION = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
    enabled: true
    conditions:
        - path: /.well-known/openid-configuration
        - path: /openid/v1/jwks
`;

/** Starts it and waits until it is ready; takes another port when somebody was faster on the first. */
export async function startApiserver(options: ApiserverOptions): Promise<Apiserver> {
    const token = randomBytes(32).toString("hex");
    const secret = { mode: 0o600 };
    await Promise.all([
        writeFile(join(options.dir, "tokens.csv"), `${token},admin,admin,system:masters\n`, secret),
        writeFile(join(options.dir, "authentication.yaml"), AUTHENTICATION, secret),
    ]);
    for (let attempt = 1; ; attempt++) {
        const port = await (options.nextPort ?? freePort)();
        const logFile = join(options.dir, `kube-apiserver-${attempt}.log`);
        const process = startGuarded({
            command: options.binary,
            args: apiserverArguments(options, port),
            cwd: options.dir,
            logFile,
        });
        try {
            return await ready(process, `https://127.0.0.1:${port}`, token, options);
        } catch (reason) {
            await process.stop(0);
            const taken = (await logTail(logFile, 200)).includes(TAKEN);
            if (!taken || attempt === PORT_ATTEMPTS) throw reason;
        }
    }
}

function apiserverArguments(options: ApiserverOptions, port: number): string[] {
    return [
        `--etcd-servers=${ETCD_SOCKET}`,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--external-hostname=127.0.0.1",
        `--secure-port=${port}`,
        "--cert-dir=certificates",
        "--token-auth-file=tokens.csv",
        "--authentication-config=authentication.yaml",
        "--authorization-mode=RBAC",
        `--service-account-issuer=${options.issuer}`,
        `--api-audiences=${options.issuer}`,
        `--service-account-jwks-uri=https://127.0.0.1:${port}/openid/v1/jwks`,
        `--service-account-key-file=${options.signingKeyFile}`,
        `--service-account-signing-key-file=${options.signingKeyFile}`,
        "--service-account-extend-token-expiration=false",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--endpoint-reconciler-type=none",
        "--enable-priority-and-fairness=false",
        "--max-requests-inflight=2000",
        "--max-mutating-requests-inflight=2000",
        "--profiling=false",
    ];
}

async function ready(
    process: GuardedProcess,
    server: string,
    token: string,
    { dir, signal }: ApiserverOptions,
): Promise<Apiserver> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    // Whoever has the port instead may keep a question open for ever: the end of the process ends it.
    const over = new AbortController();
    void process.exited.then(() => {
        over.abort();
    });
    const asking = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    for (;;) {
        signal?.throwIfAborted();
        if (process.exit !== undefined) {
            throw new Error(
                `expected kube-apiserver to keep running, but it ended with code ${String(process.exit.code)}: ${await logTail(process.logFile)}`,
            );
        }
        const seen = await look(dir, server, token, asking);
        if (typeof seen !== "string") return { process, token, ...seen };
        if (Date.now() > deadline) {
            throw new Error(
                `expected kube-apiserver to be ready within ${READY_TIMEOUT_MS / 1000} s, last seen: ${seen}; it said: ${await logTail(process.logFile)}`,
            );
        }
        await sleep(POLL_MS, undefined, { signal });
    }
}

/** It makes its certificate itself: until then there is none to trust and nothing to ask. */
async function look(
    dir: string,
    server: string,
    token: string,
    signal: AbortSignal,
): Promise<Pick<Apiserver, "access" | "ca"> | string> {
    try {
        const ca = await readFile(join(dir, "certificates", "apiserver.crt"), "utf8");
        const access = tokenAccess(server, ca, token);
        const { status, body } = await apiRequest(access, "/readyz", { signal });
        return status === 200 ? { access, ca } : `status ${status}: ${body}`;
    } catch (reason) {
        return String(reason);
    }
}
