// The causes that lie in the cluster, in the order of the chain.
import type { Cause } from "./cause.ts";

/** By id. An id is for good: findings, pages and scripts name it. */
export const CLUSTER_CAUSES = {
    "operator-missing": { link: "operator", title: "no Tempo operator in the cluster" },
    "operator-not-running": { link: "operator", title: "the Tempo operator does not run" },
    "operator-without-web-identity": {
        link: "operator",
        title: "the operator is older than web identity (before 0.12)",
    },
    "operator-without-credential-mode": {
        link: "operator",
        title: "the operator is older than credentialMode (before 0.16)",
    },
    "operator-storage-over-http": {
        link: "operator",
        title: "the operator has Tempo speak to S3 over plain HTTP (0.15 to 0.20)",
    },
    "crd-missing": { link: "crd", title: "the cluster does not know the resource" },
    "tempo-missing": { link: "tempo", title: "no TempoStack or TempoMonolithic of this name" },
    "tempo-being-deleted": { link: "tempo", title: "Tempo is being deleted and stays" },
    "tempo-unmanaged": { link: "tempo", title: "Tempo is unmanaged: the operator leaves it alone" },
    "tempo-storage-not-s3": { link: "tempo", title: "Tempo's storage is not S3" },
    "tempo-ca-in-token-mode": {
        link: "tempo",
        title: "an authority for storage that no pod gets mounted",
    },
    "tempo-storage-overridden": {
        link: "tempo",
        title: "extraConfig sends Tempo to another bucket or endpoint",
    },
    "secret-missing": { link: "secret", title: "no storage Secret" },
    "secret-key-missing": { link: "secret", title: "the storage Secret lacks a key" },
    "secret-both-key-sets": {
        link: "secret",
        title: "the storage Secret holds long-lived and short-lived credentials",
    },
    "secret-wrong-mode": {
        link: "secret",
        title: "the storage Secret is written for another credential mode",
    },
    "secret-encoding": {
        link: "secret",
        title: "a value of the storage Secret is encoded twice, quoted or no text",
    },
    "secret-whitespace": {
        link: "secret",
        title: "a value of the storage Secret has whitespace at its ends",
    },
    "secret-role-arn": { link: "secret", title: "role_arn is no ARN of a role" },
    "secret-region": { link: "secret", title: "region is no AWS region that Tempo can use" },
    "secret-bucket-name": { link: "secret", title: "bucket is no name of a bucket" },
    "secret-endpoint": { link: "secret", title: "endpoint is no URL" },
    "secret-endpoint-over-http": {
        link: "secret",
        title: "an https endpoint that Tempo is told to speak to over plain HTTP",
    },
    "service-account-missing": { link: "service-accounts", title: "a service account is missing" },
    "service-account-custom": {
        link: "service-accounts",
        title: "a service account of your own without the role",
    },
    "service-account-not-annotated": {
        link: "service-accounts",
        title: "a service account without the role",
    },
    "service-account-stale": {
        link: "service-accounts",
        title: "a service account with another role than the Secret's",
    },
    "service-account-audience": {
        link: "service-accounts",
        title: "a service account with another audience than STS's",
    },
    "pods-missing": { link: "pods", title: "Tempo has no pods" },
    "pods-identity-webhook-missing": {
        link: "pods",
        title: "no pod identity webhook: pods start without credentials",
    },
    "pods-identity-webhook-down": {
        link: "pods",
        title: "the pod identity webhook does not answer: pods start without credentials",
    },
    "pods-older-than-annotation": {
        link: "pods",
        title: "pods that started before their service account had the role",
    },
    "pods-without-identity": {
        link: "pods",
        title: "pods that the pod identity webhook has passed over",
    },
    "pods-stale-role": { link: "pods", title: "pods that still take the role of before" },
    "pods-token-volume": { link: "pods", title: "pods without the file of their token" },
    "pods-token-audience": { link: "pods", title: "pods whose token is for another audience" },
    "pods-static-credentials": {
        link: "pods",
        title: "pods with access keys, which go before web identity",
    },
    "pods-ca-file": { link: "pods", title: "pods whose file of authorities is not mounted" },
    "pods-proxy": { link: "pods", title: "pods that reach AWS through a proxy only" },
    "pods-crash-looping": { link: "status", title: "pods that start and fail, again and again" },
    "pods-out-of-memory": { link: "status", title: "pods killed for want of memory" },
    "pods-image": { link: "status", title: "pods whose image cannot be pulled" },
    "pods-unschedulable": { link: "status", title: "pods that fit on no node" },
    "network-egress": { link: "network", title: "a NetworkPolicy keeps Tempo from AWS" },
    "network-dns": { link: "network", title: "a NetworkPolicy keeps Tempo from DNS" },
    "network-sts-region": {
        link: "network",
        title: "the STS endpoint that the pods would call does not exist or is the wrong one",
    },
    "status-configuration-error": {
        link: "status",
        title: "the operator refuses the configuration",
    },
    "status-failed": { link: "status", title: "the operator reports a failure" },
    "status-not-ready": { link: "status", title: "Tempo is not ready" },
    "status-stale-ready": { link: "status", title: "Ready, although pods are not" },
    "log-access-denied": { link: "logs", title: "log: Access Denied" },
    "log-bucket-missing": { link: "logs", title: "log: the bucket does not exist" },
    "log-wrong-region": { link: "logs", title: "log: the bucket is in another region" },
    "log-method-not-allowed": {
        link: "logs",
        title: "log: the bucket's name or endpoint is malformed",
    },
    "log-web-identity-refused": { link: "logs", title: "log: STS refuses the token" },
    "log-token-expired": { link: "logs", title: "log: expired token or credentials" },
    "log-clock-skew": { link: "logs", title: "log: the clock is wrong" },
    "log-kms": { link: "logs", title: "log: the key is out of reach" },
    "log-throttled": { link: "logs", title: "log: S3 asks for fewer requests" },
    "log-dns": { link: "logs", title: "log: a name is not resolved" },
    "log-timeout": { link: "logs", title: "log: AWS does not answer in time" },
    "log-certificate": { link: "logs", title: "log: an unknown authority signed the certificate" },
    "log-proxy": { link: "logs", title: "log: the proxy refuses" },
    "cco-missing": { link: "token-cco", title: "no cloud credential operator" },
    "cco-role-missing": { link: "token-cco", title: "the Tempo operator has no ROLEARN" },
    "cco-role-malformed": { link: "token-cco", title: "ROLEARN is no ARN of a role" },
    "cco-request-missing": { link: "token-cco", title: "no CredentialsRequest" },
    "cco-not-provisioned": {
        link: "token-cco",
        title: "the CredentialsRequest is not provisioned",
    },
    "cco-secret-missing": { link: "token-cco", title: "no Secret of managed credentials" },
    "cco-secret-stale": { link: "token-cco", title: "the managed credentials name another role" },
} as const satisfies Readonly<Record<string, Cause>>;

/** The id of a cause that lies in the cluster. */
export type ClusterCause = keyof typeof CLUSTER_CAUSES;
