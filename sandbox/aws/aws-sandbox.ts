/** AWS on this computer: the emulator, its administrator and the front, started and stopped as one. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { makeServerCertificate } from "./certificates.ts";
import { startEmulator } from "./emulator.ts";
import type { AccessKey } from "./emulator.ts";
import { startFront } from "./front.ts";
import { openPrivateIam } from "./private-iam.ts";
import type { KeysFor } from "./web-identity/exchange.ts";

/** What to start. */
export interface AwsSandboxOptions {
    /** The interpreter of the environment that MiniStack is installed in. */
    readonly python: string;
    /** A folder that only this sandbox uses; made when it is not there, and left to the caller to remove. */
    readonly dir: string;
    /** @default "us-east-2" */
    readonly region?: string;
    /** Public keys of a token's issuer, asked at every exchange; throws when they cannot be had. */
    readonly issuerKeys: KeysFor;
    /** Gives up starting, or ends the running emulator. */
    readonly signal?: AbortSignal;
    /** The clock that tokens are judged by. @default the computer's */
    readonly now?: () => Date;
}

/** A running AWS. */
export interface AwsSandbox {
    /** https, every service. */
    readonly endpoint: string;
    /** The same without TLS, for showing that it is refused. */
    readonly plainHttpEndpoint: string;
    /** The authority that signed the endpoint's certificate, as PEM. */
    readonly caFile: string;
    readonly region: string;
    readonly accountId: string;
    /** An IAM user with AdministratorAccess; policies bind it, as they do not bind root. */
    readonly credentials: AccessKey;
    /** Everything the emulator printed. */
    readonly logFile: string;
    /** Ends it. Idempotent. */
    stop(): Promise<void>;
}

/**
 * Starts all of it.
 *
 * @throws Error with the reason and the emulator's last lines, when a part does not start; nothing is left running then
 */
export async function startAwsSandbox(options: AwsSandboxOptions): Promise<AwsSandbox> {
    const { python, dir, region = "us-east-2", signal, issuerKeys, now } = options;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const undo: (() => unknown)[] = [];
    const stop = async (): Promise<void> => {
        for (const step of undo.splice(0).reverse()) await step();
    };
    try {
        // Made while the emulator starts: both take a fraction of a second of another kind.
        const making = makeServerCertificate(serverNames(region));
        making.catch(() => undefined);
        const emulator = await startEmulator({ python, dir, region, ...(signal && { signal }) });
        undo.push(async () => emulator.stop());
        const iam = await openPrivateIam(emulator);
        undo.push(() => {
            iam.close();
        });
        const [certificate, credentials] = await Promise.all([making, iam.createAdministrator()]);
        const caFile = join(dir, "ca.pem");
        await writeFile(caFile, certificate.ca);
        const front = await startFront({
            socketPath: emulator.socketPath,
            ...{ certificate, iam, keysFor: issuerKeys },
            ...(now && { now }),
        });
        undo.push(async () => front.stop());
        signal?.throwIfAborted();
        const { endpoint, plainHttpEndpoint } = front;
        const { accountId, logFile } = emulator;
        return {
            ...{ endpoint, plainHttpEndpoint, caFile, region, accountId, credentials, logFile },
            stop,
        };
    } catch (cause) {
        await stop();
        throw cause;
    }
}

/** Besides loopback the names of AWS itself, for clients that reach the front by a resolver of their own. */
function serverNames(region: string): string[] {
    return [
        ...["127.0.0.1", "localhost", "iam.amazonaws.com", "sts.amazonaws.com", "s3.amazonaws.com"],
        ...[`sts.${region}.amazonaws.com`, `s3.${region}.amazonaws.com`],
        ...["*.s3.amazonaws.com", `*.s3.${region}.amazonaws.com`],
    ];
}
