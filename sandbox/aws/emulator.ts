/** MiniStack, the AWS emulator, on a socket of its own: nothing of it listens on the network. */
import { randomBytes } from "node:crypto";
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { logTail, startGuarded } from "../control-plane/guarded-process.ts";
import type { GuardedProcess } from "../control-plane/guarded-process.ts";
import { ADDITIONS } from "./additions/additions.ts";

/** What to start. */
export interface EmulatorOptions {
    /** The interpreter of the environment that MiniStack is installed in. */
    readonly python: string;
    /** A folder that only this emulator uses; made when it is not there. */
    readonly dir: string;
    /** @default "us-east-2" */
    readonly region?: string;
    /** @default "123456789012" */
    readonly accountId?: string;
    /** Gives up waiting, or stops the running emulator. */
    readonly signal?: AbortSignal;
}

/** An access key of AWS. */
export interface AccessKey {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
}

/** A running emulator. */
export interface Emulator {
    /** Where it listens; reachable only for the user who started it. */
    readonly socketPath: string;
    readonly region: string;
    readonly accountId: string;
    /**
     * The account's root. MiniStack checks no signature of it, so it must never leave this folder: its id is no legal
     * AWS access key id, and the front refuses such.
     */
    readonly root: AccessKey;
    /** Everything it printed. */
    readonly logFile: string;
    readonly process: GuardedProcess;
    /** Ends it, by force when it must, and removes its socket. Idempotent. */
    stop(): Promise<void>;
}

/**
 * What MiniStack's own `main` does, with a Unix socket instead of a port. Its port could not be used: it takes the
 * client's word (`X-Forwarded-Proto`) for `aws:SecureTransport`, and answers unsigned requests as root.
 */
const LAUNCHER = `
import asyncio, sys
from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app
${ADDITIONS}
config = Config()
config.bind = ["unix:" + sys.argv[1]]
config.keep_alive_timeout = 75
config.keep_alive_max_requests = 1 << 31
config.h11_max_incomplete_size = 1 << 17
config.loglevel = "WARNING"
asyncio.run(serve(app, config))
`;

/** A socket's path ends in a field of 104 bytes on macOS, 108 on Linux. */
const LONGEST_SOCKET_PATH = 100;
const START_LIMIT_MS = 30_000;
const STOP_GRACE_MS = 1500;

/**
 * Starts MiniStack and waits for its first answer.
 *
 * @throws Error with the last lines it printed, when it ends or stays silent
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
    const { python, dir, region = "us-east-2", accountId = "123456789012", signal } = options;
    signal?.throwIfAborted();
    await mkdir(join(dir, "tmp"), { recursive: true, mode: 0o700 });
    const socketPath = await placeForSocket(dir);
    const root = {
        accessKeyId: `root-of-the-sandbox-${randomBytes(12).toString("hex")}`,
        secretAccessKey: randomBytes(20).toString("hex"),
    };
    const logFile = join(dir, "ministack.log");
    const process = startGuarded({
        command: python,
        args: ["-I", "-u", "-c", LAUNCHER, socketPath],
        env: environment({ dir, region, accountId, root }),
        cwd: dir,
        logFile,
        removeIfOrphaned: dir,
    });
    const stop = async (): Promise<void> => {
        await process.stop(STOP_GRACE_MS);
        await rm(dirname(socketPath) === dir ? socketPath : dirname(socketPath), {
            recursive: true,
            force: true,
        });
    };
    const onAbort = (): void => {
        // Whoever waits for the process sees how that ended.
        void stop().catch(() => undefined);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    void process.exited.then(() => signal?.removeEventListener("abort", onAbort));
    try {
        await firstAnswer(socketPath, process, signal);
    } catch (cause) {
        await stop();
        throw cause;
    }
    return { socketPath, region, accountId, root, logFile, process, stop };
}

/** The given folder, unless its name is too long for a socket. */
async function placeForSocket(dir: string): Promise<string> {
    const wanted = join(dir, "ministack.sock");
    if (Buffer.byteLength(wanted) <= LONGEST_SOCKET_PATH) return wanted;
    for (const parent of [tmpdir(), "/tmp"]) {
        if (Buffer.byteLength(join(parent, "tempo-sts-xxxxxx", "m")) > LONGEST_SOCKET_PATH)
            continue;
        return join(await mkdtemp(join(parent, "tempo-sts-")), "m");
    }
    return wanted;
}

/** Nothing of the caller's environment: neither its AWS settings nor its Docker may reach MiniStack. */
function environment(of: {
    dir: string;
    region: string;
    accountId: string;
    root: AccessKey;
}): NodeJS.ProcessEnv {
    return {
        PATH: "/usr/local/bin:/usr/bin:/bin",
        HOME: of.dir,
        TMPDIR: join(of.dir, "tmp"),
        LANG: "C.UTF-8",
        LOG_LEVEL: "INFO",
        AUTH: "true",
        BIND_HOST: "127.0.0.1",
        IOT_MTLS_ENABLED: "0",
        SFTP_ENABLED: "0",
        CLOUDTRAIL_RECORDING: "1",
        DOCKER_HOST: "unix:///nonexistent",
        S3_DATA_DIR: join(of.dir, "tmp", "s3"),
        STATE_DIR: join(of.dir, "tmp", "state"),
        MINISTACK_REGION: of.region,
        MINISTACK_ACCOUNT_ID: of.accountId,
        AWS_ACCESS_KEY_ID: of.root.accessKeyId,
        AWS_SECRET_ACCESS_KEY: of.root.secretAccessKey,
    };
}

async function firstAnswer(
    socketPath: string,
    process: GuardedProcess,
    signal: AbortSignal | undefined,
): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline) {
        signal?.throwIfAborted();
        if (process.exit !== undefined) {
            throw new Error(
                `MiniStack ended with code ${process.exit.code ?? process.exit.signal ?? "?"} before it answered. ` +
                    `Last lines of ${process.logFile}:\n${await logTail(process.logFile)}`,
            );
        }
        if (await answers(socketPath)) return;
        await sleep(20);
    }
    throw new Error(
        `MiniStack gave no answer within ${START_LIMIT_MS / 1000} s. ` +
            `Last lines of ${process.logFile}:\n${await logTail(process.logFile)}`,
    );
}

async function answers(socketPath: string): Promise<boolean> {
    return new Promise((resolve) => {
        const asked = request(
            { socketPath, path: "/_ministack/health", timeout: 5000 },
            (answer) => {
                answer.resume();
                resolve(answer.statusCode === 200);
            },
        );
        asked.once("timeout", () => asked.destroy());
        asked.once("error", () => {
            resolve(false);
        });
        asked.end();
    });
}
