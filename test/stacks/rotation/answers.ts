/** The cluster and the AWS that a rotation looks at, as they answer over HTTP. */
import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import type { Received, Reply } from "../support/local-server.ts";
import { arnOf, hoursAgo, KEY, NEW, OLD } from "./facts.ts";

/** The role. */
export const ROLE = "arn:aws:iam::123456789012:role/tracing-tracing-cioptmstack";
const SUBJECTS = { subjects: ["system:serviceaccount:tracing:tempo-tmstack"] };
const POD = {
    metadata: { name: "ingester-0", creationTimestamp: "2026-11-20T00:00:00Z" },
    status: { startTime: "2026-11-20T00:00:10Z" },
    spec: {
        volumes: [
            { projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3607 } }] } },
            {
                projected: {
                    sources: [
                        {
                            serviceAccountToken: {
                                audience: "sts.amazonaws.com",
                                expirationSeconds: 86_400,
                            },
                        },
                    ],
                },
            },
        ],
    },
};

/** What the API answers, by path. */
export const CLUSTER: Readonly<Record<string, unknown>> = {
    "/apis/config.openshift.io/v1/authentications/cluster": { spec: { serviceAccountIssuer: NEW } },
    "/.well-known/openid-configuration": { issuer: NEW },
    "/openid/v1/jwks": { keys: [KEY] },
    "/apis/operator.openshift.io/v1/kubeapiservers/cluster": {
        status: {
            serviceAccountIssuers: [
                { name: NEW },
                { name: OLD, expirationTime: "2026-11-24T13:00:00Z" },
            ],
        },
    },
    "/api/v1/namespaces/tracing/pods": { items: [POD, { ...POD, spec: {} }] },
};

/** An event of CloudTrail. */
export function event(provider: string, hours: number, more: object = {}): object {
    const detail = {
        userIdentity: { type: "WebIdentityUser", identityProvider: provider },
        requestParameters: { roleArn: ROLE },
        ...more,
    };
    return {
        EventTime: hoursAgo(hours).getTime() / 1000,
        CloudTrailEvent: JSON.stringify(detail),
    };
}

const PAGES: readonly (readonly object[])[] = [
    [
        event(arnOf(NEW), 0.1),
        event(arnOf(NEW), 0.2, { requestParameters: { roleArn: `${ROLE}-other` } }),
        event(arnOf(OLD), 0.3, { errorCode: "AccessDenied" }),
        { EventTime: 1, CloudTrailEvent: "no json" },
    ],
    [event(arnOf(NEW), 2), event(arnOf(OLD), 3), event(arnOf(OLD), 4)],
];

/** IAM and CloudTrail, where all is well. */
export function goodAws({ headers, body }: Received): Reply {
    if (headers["x-amz-target"] !== undefined) {
        const { NextToken = "0" } = JSON.parse(body) as { NextToken?: string };
        const page = Number(NextToken);
        const more = page + 1 < PAGES.length ? { NextToken: String(page + 1) } : {};
        return { status: 200, body: { Events: PAGES[page], ...more } };
    }
    const call = new URLSearchParams(body);
    return { status: 200, body: call.get("Action") === "GetRole" ? roleXml() : providerXml(call) };
}

function roleXml(): string {
    const own = { providerArn: arnOf(NEW), issuer: NEW, ...SUBJECTS };
    const others = [{ providerArn: arnOf(OLD), issuer: OLD, ...SUBJECTS }];
    const document = encodeURIComponent(JSON.stringify(trustPolicy({ ...own, others })));
    return `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Arn>${ROLE}</Arn><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`;
}

function providerXml(call: URLSearchParams): string {
    const audience =
        call.get("OpenIDConnectProviderArn") === arnOf(NEW) ? "sts.amazonaws.com" : "x";
    return `<GetOpenIDConnectProviderResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetOpenIDConnectProviderResult><ClientIDList><member>${audience}</member></ClientIDList></GetOpenIDConnectProviderResult></GetOpenIDConnectProviderResponse>`;
}
