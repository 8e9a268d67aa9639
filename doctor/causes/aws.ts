// The causes that lie with whoever asks, with the issuer and in AWS, in the order of the chain.
import type { Cause } from "./cause.ts";

/** By id. An id is for good: findings, pages and scripts name it. */
export const AWS_CAUSES = {
    "caller-cluster": { link: "caller", title: "the cluster does not take whoever asks" },
    "caller-cluster-rights": { link: "caller", title: "whoever asks may not read enough" },
    "caller-aws": { link: "caller", title: "AWS does not take whoever asks" },
    "caller-other-account": {
        link: "caller",
        title: "whoever asks is in another account than the role",
    },
    "issuer-not-https": { link: "issuer", title: "the cluster's issuer is no https URL" },
    "issuer-inside-cluster": {
        link: "issuer",
        title: "the cluster's issuer is a name that exists only inside it",
    },
    "issuer-trailing-slash": {
        link: "issuer",
        title: "the cluster's issuer ends in a slash, and its IAM OIDC provider does not",
    },
    "issuer-unreachable": {
        link: "issuer",
        title: "the issuer's discovery document cannot be had from outside",
    },
    "issuer-other-document": {
        link: "issuer",
        title: "the discovery document speaks for another issuer",
    },
    "issuer-keys-unreachable": {
        link: "issuer",
        title: "the issuer's keys cannot be had from outside",
    },
    "issuer-keys-stale": {
        link: "issuer",
        title: "the published keys are not those that the cluster signs with",
    },
    "provider-missing": {
        link: "oidc-provider",
        title: "no IAM OIDC provider for the cluster's issuer",
    },
    "provider-trailing-slash": {
        link: "oidc-provider",
        title: "the IAM OIDC provider ends in a slash, and the issuer does not",
    },
    "provider-audience": {
        link: "oidc-provider",
        title: "the IAM OIDC provider does not take tokens for STS",
    },
    "role-missing": { link: "role", title: "the role does not exist" },
    "role-other-arn": { link: "role", title: "the role has another ARN than the Secret says" },
    "trust-malformed": { link: "trust", title: "the trust policy is no policy document" },
    "trust-denied": { link: "trust", title: "the trust policy denies the service account" },
    "trust-action": {
        link: "trust",
        title: "the trust policy allows another action than AssumeRoleWithWebIdentity",
    },
    "trust-principal": {
        link: "trust",
        title: "the trust policy names another provider",
    },
    "trust-other-issuer": {
        link: "trust",
        title: "the trust policy's conditions are about another issuer",
    },
    "trust-audience": { link: "trust", title: "the trust policy wants another audience" },
    "trust-wildcard": {
        link: "trust",
        title: "a * under StringEquals, where it stands for itself",
    },
    "trust-case": {
        link: "trust",
        title: "the trust policy writes the service account in other letters",
    },
    "trust-prefix": {
        link: "trust",
        title: "the trust policy leaves out system:serviceaccount:",
    },
    "trust-subject": {
        link: "trust",
        title: "the trust policy names other service accounts",
    },
    "trust-subject-missing": {
        link: "trust",
        title: "the trust policy names only some of the service accounts",
    },
    "trust-condition": {
        link: "trust",
        title: "a condition of the trust policy that no token meets",
    },
    "trust-too-wide": {
        link: "trust",
        title: "the trust policy lets in every service account, or any audience",
    },
    "access-policy-missing": { link: "access", title: "the role has no policy" },
    "access-action-missing": { link: "access", title: "the role's policies lack an action" },
    "access-other-resource": {
        link: "access",
        title: "the role's policies are about another bucket or key",
    },
    "access-denied": { link: "access", title: "one of the role's policies denies an action" },
    "access-boundary": {
        link: "access",
        title: "the role's permissions boundary does not allow an action",
    },
    "access-organisation": {
        link: "access",
        title: "a policy of the organisation does not allow an action",
    },
    "access-key-missing": {
        link: "access",
        title: "the role may not use the key that encrypts the bucket",
    },
    "access-bucket-policy": { link: "access", title: "the bucket's policy denies an action" },
    "access-role-recreated": {
        link: "access",
        title: "the bucket's policy names a role that was deleted and made again",
    },
    "bucket-missing": { link: "bucket", title: "the bucket does not exist" },
    "bucket-other-owner": { link: "bucket", title: "the bucket is another account's" },
    "bucket-region": { link: "bucket", title: "the bucket is in another Region" },
    "key-disabled": { link: "bucket", title: "the key that encrypts the bucket is disabled" },
    "key-pending-deletion": {
        link: "bucket",
        title: "the key that encrypts the bucket is being deleted",
    },
    "key-missing": { link: "bucket", title: "the key that encrypts the bucket does not exist" },
    "clock-cluster": { link: "clock", title: "the cluster's clock and AWS's differ" },
    "clock-local": { link: "clock", title: "this computer's clock and AWS's differ" },
    "handshake-expired": { link: "handshake", title: "STS finds the token expired" },
    "handshake-claims": {
        link: "handshake",
        title: "IAM does not accept the token, or it carries something else than is trusted",
    },
    "handshake-refused": { link: "handshake", title: "STS refuses the token" },
    "handshake-bucket": { link: "handshake", title: "S3 refuses what Tempo does with its bucket" },
    "handshake-left-behind": {
        link: "handshake",
        title: "the probe could write, and may not delete",
    },
    "quota-namespace": { link: "quota", title: "a quota of the namespace is used up" },
} as const satisfies Readonly<Record<string, Cause>>;

/** The id of one of them. */
export type AwsCause = keyof typeof AWS_CAUSES;
