// AWS's pod identity webhook: what gives the pods their token and role.
import { listAt, textAt } from "./answers.ts";

/** Where all webhooks are that change objects. */
export const MUTATING_WEBHOOKS =
    "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

const NAME = "pod-identity";

/** What to do where there is none. */
export const WEBHOOK_REMEDY =
    "On OpenShift the cloud-credential-operator deploys it on AWS (namespace openshift-cloud-credential-operator); elsewhere install amazon-eks-pod-identity-webhook. Without it the pods get no credentials";

/** Finds it in a list of configurations, by the names that OpenShift, hosted control planes and EKS give it. */
export function findIdentityWebhook(configurations: unknown): unknown {
    return listAt(configurations, "items").find(isIdentityWebhook);
}

function isIdentityWebhook(configuration: unknown): boolean {
    const names = [configuration, ...listAt(configuration, "webhooks")].flatMap((each) => [
        textAt(each, "name"),
        textAt(each, "metadata", "name"),
        textAt(each, "clientConfig", "service", "name"),
    ]);
    return names.some((name) => name.includes(NAME));
}
