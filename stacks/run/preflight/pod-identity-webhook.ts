// Something gives the pods their token and role: without it they start without credentials, and nobody says so.
import { listAt, textAt } from "../../cluster/answers.ts";
import {
    findIdentityWebhook,
    MUTATING_WEBHOOKS,
    WEBHOOK_REMEDY,
} from "../../cluster/identity-webhook.ts";
import type { Check } from "./check.ts";
import { notTold } from "./check.ts";

/** Looks for AWS's pod identity webhook. That it ignores its own failures is usual, and is why it is looked for here. */
export const podIdentityWebhook: Check = {
    name: "pod identity webhook",
    required: false,
    look: async ({ cluster, signal }) => {
        const answer = await (await cluster()).ask(MUTATING_WEBHOOKS, { signal });
        if (answer.status !== 200) {
            return notTold(answer, "Let whoever runs this list mutatingwebhookconfigurations");
        }
        const found = findIdentityWebhook(answer.body);
        if (found === undefined) {
            return {
                status: "failed",
                expected: "a MutatingWebhookConfiguration such as pod-identity-webhook",
                found: "none",
                remedy: WEBHOOK_REMEDY,
            };
        }
        const policies = listAt(found, "webhooks").map((each) => textAt(each, "failurePolicy"));
        const name = textAt(found, "metadata", "name");
        return { status: "ok", found: `${name} (failurePolicy ${policies.join(", ")})` };
    },
};
