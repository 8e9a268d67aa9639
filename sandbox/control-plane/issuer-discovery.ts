/** What a cluster tells of its service account tokens: who issues them and by which keys they are verified. */
import type { JSONWebKeySet } from "jose";

import { apiRequest } from "./api-request.ts";
import type { ApiAccess } from "./api-request.ts";

const RBAC = "rbac.authorization.k8s.io";

/** Reads the keys. */
export async function readJwks(access: ApiAccess): Promise<JSONWebKeySet> {
    const keys: unknown = JSON.parse(await read(access, "/openid/v1/jwks"));
    if (!isKeySet(keys)) {
        throw new Error(
            `expected a set of keys at ${access.server}/openid/v1/jwks, got another JSON`,
        );
    }
    return keys;
}

/** Reads the `iss` of the cluster's tokens. */
export async function readIssuer(access: ApiAccess): Promise<string> {
    const path = "/.well-known/openid-configuration";
    const document: unknown = JSON.parse(await read(access, path));
    if (typeof document === "object" && document !== null && "issuer" in document) {
        if (typeof document.issuer === "string") return document.issuer;
    }
    throw new Error(`expected an issuer at ${access.server}${path}, got a document without one`);
}

/** Lets STS, which has no identity in the cluster, read the discovery document and the keys. */
export async function publishIssuer(access: ApiAccess): Promise<void> {
    const path = `/apis/${RBAC}/v1/clusterrolebindings`;
    const { status, body } = await apiRequest(access, path, {
        method: "POST",
        body: {
            apiVersion: `${RBAC}/v1`,
            kind: "ClusterRoleBinding",
            metadata: { name: "tempo-sts-issuer-discovery" },
            roleRef: {
                apiGroup: RBAC,
                kind: "ClusterRole",
                name: "system:service-account-issuer-discovery",
            },
            subjects: [{ apiGroup: RBAC, kind: "Group", name: "system:unauthenticated" }],
        },
    });
    if (status !== 201) {
        throw new Error(
            `expected the API server to take the binding of the issuer's discovery, got status ${status}: ${body}`,
        );
    }
}

async function read(access: ApiAccess, path: string): Promise<string> {
    const { status, body } = await apiRequest(access, path);
    if (status === 200) return body;
    throw new Error(
        `expected ${access.server}${path} to be readable, got status ${status}: ${body}`,
    );
}

function isKeySet(value: unknown): value is JSONWebKeySet {
    return (
        typeof value === "object" && value !== null && "keys" in value && Array.isArray(value.keys)
    );
}
