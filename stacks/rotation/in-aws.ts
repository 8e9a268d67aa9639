// What AWS tells of a change of issuer: whom the role trusts, and whose tokens were used for it.
import type { CloudTrailClient, LookupEventsCommandOutput } from "@aws-sdk/client-cloudtrail";
import type { IAMClient } from "@aws-sdk/client-iam";

import { issuerUrl, STS_AUDIENCE } from "../../components/pure/issuer.ts";
import {
    documentFrom,
    statementsOf,
    type PolicyStatement,
} from "../../components/pure/policy-reading/policy-document.ts";
import { textAt } from "../cluster/answers.ts";
import type { ProviderState, ProviderUse, TokenUse, TrustedProvider } from "./facts.ts";

/** A role with the providers that it trusts. */
export interface TrustingRole {
    readonly arn: string;
    readonly trusted: readonly TrustedProvider[];
}

/** How far back, and how many answers at most: CloudTrail gives fifty events in each, and takes two requests a second. */
export interface UseLimits {
    readonly since: Date;
    readonly most: number;
    /** Waits between two requests. */
    readonly pause: () => Promise<void>;
}

const EVENT_NAME = "AssumeRoleWithWebIdentity";

/** The role. @throws the SDK's error when it cannot be read, Error when its trust policy cannot */
export async function readTrustingRole(
    iam: IAMClient,
    RoleName: string,
    signal?: AbortSignal,
): Promise<TrustingRole> {
    const { GetRoleCommand } = await import("@aws-sdk/client-iam");
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }), options(signal));
    const statements = statementsOf(documentFrom(Role?.AssumeRolePolicyDocument ?? ""));
    if (Role?.Arn === undefined || statements === undefined) {
        throw new Error(`the trust policy of ${RoleName} could not be read as a policy document`);
    }
    const allowed = statements.filter(({ effect }) => effect === "Allow");
    const arns = [...new Set(allowed.flatMap(oidcProviders))];
    return {
        arn: Role.Arn,
        trusted: arns.map((providerArn) => ({ providerArn, issuer: issuerUrl(providerArn) })),
    };
}

function oidcProviders({ principals }: PolicyStatement): string[] {
    return principals.flatMap(([kind, arn]) =>
        kind === "Federated" && arn.includes(":oidc-provider/") ? [arn] : [],
    );
}

/** How a provider stands. @throws the SDK's error when that cannot be read */
export async function readProviderState(
    iam: IAMClient,
    OpenIDConnectProviderArn: string,
    signal?: AbortSignal,
): Promise<ProviderState> {
    const { GetOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
    const request = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
    try {
        const { ClientIDList = [] } = await iam.send(request, options(signal));
        return ClientIDList.includes(STS_AUDIENCE) ? "there" : "without-sts";
    } catch (error) {
        if (error instanceof Error && error.name.startsWith("NoSuchEntity")) {
            return "missing";
        }
        throw error;
    }
}

/** Whose tokens were used for the role, by CloudTrail's event history of the Region. @throws the SDK's error */
export async function readTokenUse(
    trail: CloudTrailClient,
    roleArn: string,
    limits: UseLimits,
    signal?: AbortSignal,
): Promise<TokenUse> {
    const { LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
    const uses = new Map<string, ProviderUse>();
    let next: string | undefined;
    let oldest = new Date(8.64e15);
    for (let asked = 0; asked < limits.most; asked += 1) {
        const request = new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: EVENT_NAME }],
            StartTime: limits.since,
            MaxResults: 50,
            ...(next === undefined ? {} : { NextToken: next }),
        });
        const answer: LookupEventsCommandOutput = await trail.send(request, options(signal));
        for (const { CloudTrailEvent, EventTime } of answer.Events ?? []) {
            // The newest come first.
            oldest = EventTime ?? oldest;
            count(uses, { event: CloudTrailEvent, time: EventTime, roleArn });
        }
        next = answer.NextToken;
        if (next === undefined) {
            return { since: limits.since, uses: [...uses.values()] };
        }
        await limits.pause();
    }
    return { since: oldest, uses: [...uses.values()] };
}

function count(
    uses: Map<string, ProviderUse>,
    of: { event: string | undefined; time: Date | undefined; roleArn: string },
): void {
    const event = parsed(of.event);
    const provider = textAt(event, "userIdentity", "identityProvider");
    const isFor = textAt(event, "requestParameters", "roleArn") === of.roleArn;
    // A refused call shows that somebody has such a token, but not that it is of use.
    if (!isFor || of.time === undefined || textAt(event, "errorCode") !== "") {
        return;
    }
    const before = uses.get(provider);
    const last = before !== undefined && before.last > of.time ? before.last : of.time;
    uses.set(provider, { providerArn: provider, calls: (before?.calls ?? 0) + 1, last });
}

function parsed(event: string | undefined): unknown {
    try {
        return JSON.parse(event ?? "") as unknown;
    } catch {
        // An event that cannot be read is none of this role's.
        return undefined;
    }
}

function options(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
    return signal === undefined ? {} : { abortSignal: signal };
}
