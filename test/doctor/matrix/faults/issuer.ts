/** Faults of the cluster's issuer, and of what the internet sees of it. */
import { CreateOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";

import { jwksUrl } from "../outside.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const ONE_POD = { kind: "tempomonolithic" } as const;
const DISCOVERY = "/.well-known/openid-configuration";

/** The issuer. */
export const ISSUER_FAULTS: readonly Fault[] = [
    ofCluster("issuer-http", "The cluster's issuer is an http URL", "issuer-not-https", (issuer) =>
        issuer.replace("https:", "http:"),
    ),
    ofCluster("issuer-port", "The cluster's issuer has a port", "issuer-not-https", (issuer) =>
        issuer.replace(".example", ".example:6443"),
    ),
    ofCluster(
        "issuer-inside",
        "The cluster's issuer is the default that only the cluster knows",
        "issuer-inside-cluster",
        () => "https://kubernetes.default.svc",
    ),
    ofCluster(
        "issuer-slash",
        "The cluster's issuer ends in a slash",
        "issuer-trailing-slash",
        (issuer) => `${issuer}/`,
    ),
    ofInternet("discovery-forbidden", "The discovery document is private", "issuer-unreachable", {
        part: DISCOVERY,
        status: 403,
        text: "<Error><Code>AccessDenied</Code></Error>",
    }),
    ofInternet("discovery-gone", "The discovery document is gone", "issuer-unreachable", {
        part: DISCOVERY,
        status: 404,
        text: "",
    }),
    ofInternet("discovery-html", "A page stands for the document", "issuer-unreachable", {
        part: DISCOVERY,
        status: 200,
        text: "<html>log in</html>",
    }),
    {
        name: "discovery-other",
        title: "The discovery document is that of another cluster",
        cause: "issuer-other-document",
        shape: ONE_POD,
        inject: (stage) => {
            const jwks_uri = jwksUrl(stage.names.issuer);
            const text = JSON.stringify({ issuer: "https://oidc.other.example", jwks_uri });
            reply(stage, DISCOVERY, { status: 200, text });
        },
    },
    ofInternet("keys-gone", "The issuer's keys are gone", "issuer-keys-unreachable", {
        part: "/keys.json",
        status: 404,
        text: "",
    }),
    ofInternet("keys-empty", "The issuer's list of keys is empty", "issuer-keys-unreachable", {
        part: "/keys.json",
        status: 200,
        text: '{"keys":[]}',
    }),
    ofInternet("keys-stale", "The published keys are from before a rotation", "issuer-keys-stale", {
        part: "/keys.json",
        status: 200,
        text: '{"keys":[{"kid":"old","kty":"RSA","n":"AQAB"}]}',
    }),
];

/** The provider. */
export const PROVIDER_FAULTS: readonly Fault[] = [
    {
        name: "provider-missing",
        title: "The account has no provider for the issuer",
        cause: "provider-missing",
        shape: ONE_POD,
        inject: (stage) => {
            otherIssuer(stage, ownIssuer(stage));
        },
    },
    {
        name: "provider-audience",
        title: "The provider does not take tokens for STS",
        cause: "provider-audience",
        shape: ONE_POD,
        inject: async (stage) => {
            await provide(stage, ownIssuer(stage), ["openshift"]);
            otherIssuer(stage, ownIssuer(stage));
        },
    },
    {
        name: "provider-slash",
        title: "The provider ends in a slash, and the issuer does not",
        cause: "provider-trailing-slash",
        shape: ONE_POD,
        inject: async (stage) => {
            await provide(stage, `${ownIssuer(stage)}/`, ["sts.amazonaws.com"]);
            otherIssuer(stage, ownIssuer(stage));
        },
    },
];

function ownIssuer({ names }: Stage): string {
    return `https://oidc.${names.namespace}.example/c`;
}

async function provide({ aws }: Stage, Url: string, ClientIDList: string[]): Promise<void> {
    await aws.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
}

/** The cluster has another issuer, with documents that stand. */
function otherIssuer(stage: Stage, issuer: string): void {
    clusterSays(stage, issuer);
    const keys = jwksUrl(stage.names.issuer);
    const text = JSON.stringify({ issuer, jwks_uri: keys });
    reply(stage, DISCOVERY, { status: 200, text });
}

function clusterSays(stage: Stage, serviceAccountIssuer: string): void {
    stage.answer("/authentications/cluster", 200, { spec: { serviceAccountIssuer } });
}

function ofCluster(
    name: string,
    title: string,
    cause: string,
    change: (issuer: string) => string,
): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD },
        inject: (stage) => {
            clusterSays(stage, change(stage.names.issuer));
        },
    };
}

function ofInternet(
    name: string,
    title: string,
    cause: string,
    { part, ...answer }: { part: string; status: number; text: string },
): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD },
        inject: (stage) => {
            reply(stage, part, answer);
        },
    };
}

function reply(stage: Stage, part: string, answer: { status: number; text: string }): void {
    const before = stage.outside;
    stage.outside = (url) => (url.endsWith(part) ? answer : before(url));
}
