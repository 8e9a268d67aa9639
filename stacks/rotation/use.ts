// Whether tokens of an issuer are still used: by CloudTrail, and by what pods may still hold.
import type { AcceptedIssuer, PodToken, RotationFacts } from "./facts.ts";
import type { UseReport } from "./report.ts";

/** Credentials live an hour, and CloudTrail tells within a quarter: who is silent for two uses none. */
export const SILENT_MILLISECONDS = 2 * 3600 * 1000;

// For how long OpenShift's operator goes on to take tokens of a former issuer.
const ACCEPTED_MILLISECONDS = 24 * 3600 * 1000;
// The kubelet looks for tokens to renew now and then.
const RENEWAL_SLACK_SECONDS = 600;

interface Sign {
    readonly used: UseReport["used"];
    readonly text: string;
}

/** Brings the two together: one that shows use is enough, and where CloudTrail is silent the pods have to agree. */
export function useOf(
    facts: RotationFacts,
    { issuer, provider }: { readonly issuer: string; readonly provider: string },
    now: number,
): UseReport {
    const trail = byTrail(facts, provider, now);
    const pods = byPods(facts, issuer, now);
    const signs = [trail, pods];
    const evidence = signs.map(({ text }) => text);
    if (signs.some(({ used }) => used === "yes")) {
        return { used: "yes", evidence };
    }
    return { used: trail.used === "no" || pods.used === "no" ? "no" : "unknown", evidence };
}

function byTrail({ use }: RotationFacts, provider: string, now: number): Sign {
    if ("because" in use) {
        const text = `could not check CloudTrail, because ${use.because}`;
        return { used: "unknown", text };
    }
    const { since, uses } = use.value;
    const found = uses.find(({ providerArn }) => providerArn === provider);
    const from = since.toISOString();
    if (found !== undefined) {
        const last = found.last.toISOString();
        const text = `CloudTrail: ${found.calls} calls for the role since ${from}, the last at ${last}`;
        const isFresh = now - found.last.getTime() < SILENT_MILLISECONDS;
        return { used: isFresh ? "yes" : "no", text };
    }
    return now - since.getTime() < SILENT_MILLISECONDS
        ? {
              used: "unknown",
              text: `could not check CloudTrail, because there are too many calls of other roles: only those since ${from} were seen`,
          }
        : { used: "no", text: `CloudTrail: no call for the role since ${from}` };
}

function byPods({ accepted, pods }: RotationFacts, issuer: string, now: number): Sign {
    if ("because" in pods) {
        return { used: "unknown", text: `could not check pods, because ${pods.because}` };
    }
    if ("because" in accepted) {
        const text = `could not check pods, because the time of the change is not known: ${accepted.because}`;
        return { used: "unknown", text };
    }
    const entry = accepted.value.find((each) => each.issuer === issuer);
    if (entry === undefined) {
        return accepted.value.length === 0
            ? {
                  used: "unknown",
                  text: "could not check pods, because KubeAPIServer/cluster lists no issuers",
              }
            : { used: "no", text: "pods: the API server takes no tokens of it any more" };
    }
    if (entry.until === undefined) {
        return { used: "yes", text: "pods: the API server makes tokens of it now" };
    }
    return heldBy(entry.until, pods.value, now);
}

function heldBy(
    until: NonNullable<AcceptedIssuer["until"]>,
    pods: readonly PodToken[],
    now: number,
): Sign {
    const changed = until.getTime() - ACCEPTED_MILLISECONDS;
    const holding = pods.filter(({ started, renewedAfterSeconds }) => {
        const renewedBy = changed + (renewedAfterSeconds + RENEWAL_SLACK_SECONDS) * 1000;
        return started.getTime() < changed && now < renewedBy;
    });
    const when = new Date(changed).toISOString();
    return holding.length === 0
        ? { used: "no", text: `pods: all tokens are of after the change of ${when}` }
        : {
              used: "yes",
              text: `pods: ${holding.map(({ pod }) => pod).join(", ")} may hold tokens of before the change of ${when}`,
          };
}
