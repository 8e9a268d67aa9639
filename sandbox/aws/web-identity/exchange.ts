/** AssumeRoleWithWebIdentity: what the emulator cannot judge is judged here, the role's trust policy by the emulator. */
import { randomUUID } from "node:crypto";
import type { Agent } from "node:http";
import { request } from "node:http";

import type { JSONWebKeySet } from "jose";

import { STS_NAMESPACE } from "../aws-error.ts";
import type { Answer } from "../aws-error.ts";
import type { PrivateIam } from "../private-iam.ts";
import { escapeXml, firstText } from "../xml.ts";
import { parseWebIdentityRequest, stsError } from "./request.ts";
import type { WebIdentityRequest } from "./request.ts";
import { verifyToken } from "./token.ts";
import type { VerifiedToken } from "./token.ts";

/** Gives an issuer's public keys; throws when they cannot be had. */
export type KeysFor = (issuer: string) => Promise<JSONWebKeySet>;

/** What an exchange needs of the sandbox. */
export interface ExchangeContext {
    readonly agent: Agent;
    readonly iam: PrivateIam;
    readonly keysFor: KeysFor;
    now(): Date;
}

/** The action's name. */
export const WEB_IDENTITY_ACTION = "AssumeRoleWithWebIdentity";
/** The version of the query protocol that STS speaks. */
export const STS_VERSION = "2011-06-15";

/**
 * Exchanges a token for credentials.
 *
 * @throws AwsError with the code, status and words of AWS
 */
export async function exchangeWebIdentity(
    parameters: URLSearchParams,
    context: ExchangeContext,
): Promise<Answer> {
    const wanted = parseWebIdentityRequest(parameters);
    const providerOf = (issuer: string): string =>
        `arn:${wanted.partition}:iam::${wanted.accountId}:oidc-provider/${issuer.slice("https://".length)}`;
    const token = await verifyToken(wanted.token, {
        clientIds: async (issuer) => context.iam.clientIds(providerOf(issuer)),
        keysFor: context.keysFor,
        now: () => context.now(),
    });
    // MiniStack finds a role by its last name alone; AWS wants the path as well.
    const role = await context.iam.role(wanted.roleName);
    if (role?.arn !== wanted.roleArn) throw notAuthorized();
    const granted = await askEmulator(wanted, token, context.agent);
    if (granted === undefined) throw notAuthorized();
    if (wanted.durationSeconds > role.maxSessionSeconds) {
        throw stsError(
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        );
    }
    return replyOf(granted, {
        subject: token.subject,
        provider: providerOf(token.issuer),
    });
}

interface Granted {
    readonly xml: string;
    readonly audience: string;
}

/**
 * Lets the emulator evaluate the trust policy. It checks no signature but compares `aud` with StringEquals, which never
 * matches a list: so it gets the verified claims with one audience, each that the provider knows in turn.
 */
async function askEmulator(
    wanted: WebIdentityRequest,
    token: VerifiedToken,
    agent: Agent,
): Promise<Granted | undefined> {
    for (const audience of token.audiences) {
        const { status, body } = await post(agent, {
            Action: WEB_IDENTITY_ACTION,
            Version: STS_VERSION,
            RoleArn: wanted.roleArn,
            RoleSessionName: wanted.sessionName,
            DurationSeconds: String(wanted.durationSeconds),
            WebIdentityToken: unsignedToken({ ...token.claims, aud: audience }),
        });
        if (status === 200) return { xml: body, audience };
        const code = firstText(body, "Code");
        if (code !== "AccessDenied") {
            throw stsError(
                code ?? "InternalFailure",
                firstText(body, "Message") ?? "The sandbox's AWS emulator failed.",
                status,
            );
        }
    }
    return undefined;
}

function notAuthorized(): Error {
    return stsError("AccessDenied", `Not authorized to perform sts:${WEB_IDENTITY_ACTION}`, 403);
}

function unsignedToken(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`;
}

async function post(
    agent: Agent,
    form: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
        const asked = request(
            {
                ...{ agent, method: "POST", path: "/" },
                headers: {
                    host: "sts.amazonaws.com",
                    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
                },
            },
            (answer) => {
                const chunks: Buffer[] = [];
                answer.on("data", (chunk: Buffer) => chunks.push(chunk));
                answer.once("error", reject);
                answer.once("end", () => {
                    const body = Buffer.concat(chunks).toString("utf8");
                    resolve({ status: answer.statusCode ?? 500, body });
                });
            },
        );
        asked.once("error", reject);
        asked.end(new URLSearchParams(form).toString());
    });
}

/** The emulator's credentials with the truth about who got them: it says `test-subject` of everybody. */
function replyOf(granted: Granted, truth: { subject: string; provider: string }): Answer {
    const requestId = randomUUID();
    const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;
    const copied = (...names: string[]) =>
        names.map((name) => element(name, firstText(granted.xml, name) ?? "")).join("");
    const credentials = copied("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
    return {
        status: 200,
        headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
        body:
            `<${WEB_IDENTITY_ACTION}Response xmlns="${STS_NAMESPACE}"><${WEB_IDENTITY_ACTION}Result>` +
            `<Credentials>${credentials}</Credentials>` +
            `<AssumedRoleUser>${copied("AssumedRoleId", "Arn")}</AssumedRoleUser>` +
            element("SubjectFromWebIdentityToken", truth.subject) +
            element("Audience", granted.audience) +
            element("Provider", truth.provider) +
            `</${WEB_IDENTITY_ACTION}Result><ResponseMetadata>${element("RequestId", requestId)}` +
            `</ResponseMetadata></${WEB_IDENTITY_ACTION}Response>`,
    };
}
