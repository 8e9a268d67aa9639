/** What the specs of the sandbox's AWS share: a running one, a cluster that signs tokens, raw https calls. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request as plainRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { request as secureRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JSONWebKeySet, JWTPayload } from "jose";

import { startAwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import type { AwsSandbox, AwsSandboxOptions } from "../../../sandbox/aws/aws-sandbox.ts";
import { ensurePython } from "../../../sandbox/setup/python-environment.ts";

export const ISSUER = "https://oidc.example.com/cluster-1";
export const SUBJECT = "system:serviceaccount:tracing:tempo-tmstack";
export const AUDIENCE = "sts.amazonaws.com";

/** Long enough for a first set-up of the Python environment. */
const SET_UP_MS = 180_000;

export async function temporaryFolder(): Promise<string> {
    return mkdtemp(join(tmpdir(), "tempo-sts-test-"));
}

export async function pythonOfTheSandbox(): Promise<string> {
    const { python } = await ensurePython();
    return python;
}

/** Starts a sandbox before the tests of a suite and ends it after them. */
export function useAwsSandbox(
    options: Omit<AwsSandboxOptions, "python" | "dir">,
): () => AwsSandbox {
    let running: AwsSandbox | undefined;
    let dir = "";
    before(async function () {
        this.timeout(SET_UP_MS);
        dir = await temporaryFolder();
        running = await startAwsSandbox({ ...options, dir, python: await pythonOfTheSandbox() });
    });
    after(async () => {
        await running?.stop();
        await rm(dir, { recursive: true, force: true });
    });
    return () => {
        if (running === undefined) throw new Error("The sandbox is used outside of a test.");
        return running;
    };
}

/** A key of a cluster, public and private. */
export interface ClusterKey {
    readonly kid: string;
    readonly alg: string;
    readonly privateKey: CryptoKey;
    readonly publicJwk: JSONWebKeySet["keys"][number];
}

export async function clusterKey(alg = "RS256", kid = `${alg}-key`): Promise<ClusterKey> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

/** Claims to change or, as undefined, to leave out. */
export type ClaimChanges = Readonly<Record<string, unknown>>;

/** Claims as a Kubernetes API server writes them; what is undefined is left out. */
export function claims(changes: ClaimChanges = {}, now = Date.now()): JWTPayload {
    const seconds = Math.floor(now / 1000);
    const all: ClaimChanges = {
        ...{ iss: ISSUER, sub: SUBJECT, aud: [AUDIENCE], jti: "6f7e0c1e" },
        ...{ iat: seconds, nbf: seconds, exp: seconds + 600 },
        ...changes,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export async function sign(
    key: Pick<ClusterKey, "alg" | "privateKey"> & { kid?: string | undefined },
    payload: JWTPayload,
): Promise<string> {
    return new SignJWT(payload)
        .setProtectedHeader({ alg: key.alg, ...(key.kid !== undefined && { kid: key.kid }) })
        .sign(key.privateKey);
}

/** A trust policy as tempo-sts writes it. */
export function trustPolicy(
    accountId: string,
    of: { issuer?: string; subjects?: string[]; audience?: string | string[] } = {},
): string {
    const { issuer = ISSUER, subjects = [SUBJECT], audience = AUDIENCE } = of;
    const provider = issuer.replace("https://", "");
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${provider}` },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: { [`${provider}:sub`]: subjects, [`${provider}:aud`]: audience },
                },
            },
        ],
    });
}

/** An answer as it came over the wire. */
export interface RawAnswer {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** What to send. */
export interface RawCall {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Record<string, string | string[]>;
    readonly body?: string | Buffer;
}

/** Calls an endpoint of the sandbox without any SDK in between. */
export async function call(
    sandbox: Pick<AwsSandbox, "caFile">,
    endpoint: string,
    { method = "GET", path = "/", headers = {}, body }: RawCall,
): Promise<RawAnswer> {
    const { hostname, port, protocol } = new URL(endpoint);
    const ca = await readFile(sandbox.caFile, "utf8");
    return new Promise((resolve, reject) => {
        const send = protocol === "https:" ? secureRequest : plainRequest;
        const asked = send(
            { ...{ hostname, port, method, path, headers, ca }, agent: false },
            (answer) => {
                const chunks: Buffer[] = [];
                answer.on("data", (chunk: Buffer) => chunks.push(chunk));
                answer.once("error", reject);
                answer.once("end", () => {
                    resolve({
                        status: answer.statusCode ?? 0,
                        headers: answer.headers,
                        body: Buffer.concat(chunks).toString("utf8"),
                    });
                });
            },
        );
        asked.once("error", reject);
        asked.end(body);
    });
}

/** Posts a form the way SDKs call STS. */
export async function postForm(
    sandbox: AwsSandbox,
    form: Record<string, string> | string,
    headers: Record<string, string> = {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    },
    endpoint = sandbox.endpoint,
): Promise<RawAnswer> {
    const body = typeof form === "string" ? form : new URLSearchParams(form).toString();
    return call(sandbox, endpoint, { method: "POST", headers, body });
}

/** The text of an element of an answer. */
export function text(answer: Pick<RawAnswer, "body">, element: string): string | undefined {
    return new RegExp(`<${element}>([^<]*)<`).exec(answer.body)?.[1];
}

/** Credentials out of an answer of STS, as an SDK client takes them. */
export function credentialsOf(answer: Pick<RawAnswer, "body">): {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
} {
    const of = (element: string) => text(answer, element) ?? "";
    return {
        accessKeyId: of("AccessKeyId"),
        secretAccessKey: of("SecretAccessKey"),
        sessionToken: of("SessionToken"),
    };
}

/** The name of the error that a call ends with, or `none`. */
export async function errorOf(asked: Promise<unknown>): Promise<string> {
    return asked.then(
        () => "none",
        (reason: unknown) => (reason as Error).name,
    );
}

/** What a bucket of the sandbox's region is made with. */
export const IN_REGION = {
    CreateBucketConfiguration: { LocationConstraint: "us-east-2" },
} as const;
