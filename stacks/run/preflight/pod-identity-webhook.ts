// Something gives the pods their token and role: without it they start without credentials, and nobody says so.
import { listAt, textAt } from "../../cluster/answers.ts";
import type { Check } from "./check.ts";
import { notTold } from "./check.ts";

const PATH = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
const NAME = "pod-identity";

/**
 * Looks for AWS's pod identity webhook by the names that OpenShift, hosted control planes and EKS give it. That it ignores its
 * own failures is usual, and is why it is looked for here.
 */
export const podIdentityWebhook: Check = {
    name: "pod identity webhook",
    required: false,
    look: async ({ cluster, signal }) => {
        const answer = await (await cluster()).ask(PATH, { signal });
        if (answer.status !== 200) {
            return notTold(answer, "Let whoever runs this list mutatingwebhookconfigurations");
        }
        const found = listAt(answer.body, "items").find(isIdentityWebhook);
        if (found === undefined) {
            return {
                status: "failed",
                expected: "a MutatingWebhookConfiguration such as pod-identity-webhook",
                found: "none",
                remedy: "On OpenShift the cloud-credential-operator deploys it on AWS (namespace openshift-cloud-credential-operator); elsewhere install amazon-eks-pod-identity-webhook. Without it the pods get no credentials",
            };
        }
        const policies = listAt(found, "webhooks").map((each) => textAt(each, "failurePolicy"));
        const name = textAt(found, "metadata", "name");
        return { status: "ok", found: `${name} (failurePolicy ${policies.join(", ")})` };
    },
};

function isIdentityWebhook(configuration: unknown): boolean {
    const names = [configuration, ...listAt(configuration, "webhooks")].flatMap((each) => [
        textAt(each, "name"),
        textAt(each, "metadata", "name"),
        textAt(each, "clientConfig", "service", "name"),
    ]);
    return names.some((name) => name.includes(NAME));
}
