// Whether the identity that pods have is the right one: role, token, audience, and nothing that goes before it.
import type { Subject } from "../../facts.ts";
import type { CredentialMode } from "../../facts/cluster.ts";
import type { Finding } from "../../link.ts";
import { IDENTITY, isMounted, type PodView } from "./pod-view.ts";
import { findingOfPods, startAnew, troubledBy } from "./report.ts";

/** What the identity of the pods has to be. */
export interface WantedIdentity {
    readonly subject: Subject;
    readonly mode: CredentialMode;
    readonly roleArn: string;
    readonly audience: string;
}

/** What is wrong with it; pods without one are not judged here. */
export function identityFindings(views: readonly PodView[], wanted: WantedIdentity): Finding[] {
    const having = views.filter(({ env }) => env.has(IDENTITY.file) && env.has(IDENTITY.role));
    return [
        ...staleRole(having, wanted),
        ...tokenVolume(having, wanted),
        ...tokenAudience(having, wanted),
    ];
}

/** Access keys in the environment, which Tempo's S3 client takes before any web identity. */
export function staticCredentials(
    views: readonly PodView[],
    { subject }: WantedIdentity,
): Finding[] {
    const names = ["AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "MINIO_ACCESS_KEY", "MINIO_ROOT_USER"];
    const troubled = troubledBy(views, ({ env }) => {
        const found = names.filter((name) => env.has(name));
        return found.length === 0 ? undefined : found.join(", ");
    });
    const told = {
        summary: `Pods in ${subject.namespace} have access keys in their environment; Tempo takes those and never asks for the role.`,
        remedy: "Take them out of spec.env and spec.envFrom.",
    };
    return findingOfPods("pods-static-credentials", troubled, told, "no access key beside a role");
}

function staleRole(views: readonly PodView[], { subject, roleArn }: WantedIdentity): Finding[] {
    const troubled = troubledBy(views, ({ env }) => {
        const role = env.get(IDENTITY.role);
        return role === undefined || role.trim() === roleArn ? undefined : role;
    });
    const told = {
        summary: `Pods in ${subject.namespace} still take the role of before: a changed role restarts no pod.`,
        remedy: startAnew(subject, "Have them start anew."),
    };
    return findingOfPods("pods-stale-role", troubled, told, `${IDENTITY.role} ${roleArn}`);
}

function tokenVolume(views: readonly PodView[], { subject }: WantedIdentity): Finding[] {
    const troubled = troubledBy(views, (view) => {
        const file = view.env.get(IDENTITY.file);
        return file === undefined || isMounted(view, file) ? undefined : file;
    });
    const told = {
        summary: `Pods in ${subject.namespace} are told of a token in a file that nothing is mounted for.`,
        remedy: startAnew(
            subject,
            `Take ${IDENTITY.file} out of spec.env: the pod identity webhook writes it together with the volume, and passes over what is there. Then have the pods start anew.`,
        ),
    };
    return findingOfPods("pods-token-volume", troubled, told, `a mount for ${IDENTITY.file}`);
}

function tokenAudience(
    views: readonly PodView[],
    { subject, audience }: WantedIdentity,
): Finding[] {
    const troubled = troubledBy(views, ({ env, tokens }) => {
        const token = tokens.find(({ path }) => path === env.get(IDENTITY.file));
        return token === undefined || token.audience === audience
            ? undefined
            : `a token for ${token.audience || "the cluster itself"}, of ${token.expirationSeconds} s`;
    });
    const told = {
        summary: `The tokens of pods in ${subject.namespace} are made for another audience than STS's.`,
        remedy: startAnew(
            subject,
            `Let the service account ask for ${audience} (annotation eks.amazonaws.com/audience), or the webhook by default (--token-audience); then have the pods start anew.`,
        ),
    };
    return findingOfPods("pods-token-audience", troubled, told, `a token for ${audience}`);
}
