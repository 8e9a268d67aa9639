/** What a cluster with a cloud credential operator answers: the sandbox has none, and the stand-in refuses the mode. */
import { isJsonObject } from "../../../sandbox/operator/cluster/values.ts";
import type { Stage } from "./stage.ts";

const API = "/apis/cloudcredential.openshift.io/v1";

/** Where the CredentialsRequest of a stage is. */
export function requestPath({ names }: Stage): string {
    return `${API}/namespaces/${names.namespace}/credentialsrequests/${names.tempoName}`;
}

/** Where the credentials are that are made of it. */
export function managedSecretPath({ names }: Stage): string {
    return `/api/v1/namespaces/${names.namespace}/secrets/${names.tempoName}-managed-credentials`;
}

/** The Secret that names a role. */
export function managedSecret(roleArn: string): unknown {
    const credentials = `[default]\nsts_regional_endpoints = regional\nrole_arn = ${roleArn}\nweb_identity_token_file = /var/run/secrets/storage/serviceaccount/token\n`;
    return {
        ...{ apiVersion: "v1", kind: "Secret" },
        data: { credentials: Buffer.from(credentials).toString("base64") },
    };
}

/** The operator's Deployments, with ROLEARN or without. */
export function operatorWith(roleArn: string | undefined): unknown {
    const env = roleArn === undefined ? [] : [{ name: "ROLEARN", value: roleArn }];
    const image = "ghcr.io/grafana/tempo-operator/tempo-operator:v0.22.0";
    return {
        items: [
            {
                metadata: {
                    ...{ namespace: "openshift-tempo-operator", name: "tempo-operator-controller" },
                },
                spec: { template: { spec: { containers: [{ name: "manager", image, env }] } } },
                status: { availableReplicas: 1 },
            },
        ],
    };
}

/** Answers as if all of it were there and well. */
export function ccoAnswers(stage: Stage): void {
    const { roleArn } = stage.names;
    stage.answer("/apis/apps/v1/deployments?", 200, operatorWith(roleArn));
    stage.answer(API, 200, { kind: "APIResourceList", resources: [] });
    stage.answer(requestPath(stage), 200, { status: { provisioned: true } });
    stage.answer(managedSecretPath(stage), 200, managedSecret(roleArn));
    const tempo = `/namespaces/${stage.names.namespace}/${stage.shape.kind}s/`;
    stage.proxy.rewrites.push((path, body) =>
        path.includes(tempo) && isJsonObject(body)
            ? {
                  ...body,
                  status: { conditions: [{ type: "Ready", status: "True", reason: "Ready" }] },
              }
            : body,
    );
}
