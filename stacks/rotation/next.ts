// What to do next about a change of issuer, the most urgent first.
import { STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { SIGNING_KEYS_PATH } from "../cluster/signing-keys.ts";
import type { RotationFacts } from "./facts.ts";
import type { JudgedSettings } from "./judge.ts";
import type { IssuerReport } from "./report.ts";

/** One thing to do: because tokens are refused, because something is not as it should be, or only to wait. */
export interface Step {
    readonly kind: "refused" | "to-do" | "wait";
    readonly text: string;
}

interface Known {
    readonly settings: JudgedSettings;
    readonly facts: RotationFacts;
    /** The cluster's issuer. */
    readonly current: string | undefined;
}

/** Everything to do. */
export function nextSteps(issuers: readonly IssuerReport[], known: Known): Step[] {
    const steps = issuers.flatMap((each) => {
        switch (each.standing) {
            case "current":
                return aboutCurrent(each, known);
            case "previous":
                return aboutPrevious(each, known);
            case "unlisted":
                return aboutUnlisted(each, known);
            default:
                return [];
        }
    });
    const order: readonly Step["kind"][] = ["refused", "to-do", "wait"];
    return order.flatMap((kind) => steps.filter((step) => step.kind === kind));
}

function aboutCurrent(report: IssuerReport, { settings, facts }: Known): Step[] {
    const { issuer, trusted, provider, keys } = report;
    if ("because" in facts.role) {
        return [];
    }
    const steps: Step[] = [];
    if (!trusted) {
        steps.push({ kind: "refused", text: trustIt(issuer, settings) });
    } else if (provider === "missing") {
        steps.push({
            kind: "refused",
            text: `Make the IAM OIDC provider of ${issuer} with the audience ${STS_AUDIENCE}: STS refuses tokens of an issuer without.`,
        });
    } else if (provider === "without-sts") {
        steps.push({
            kind: "refused",
            text: `Add the audience ${STS_AUDIENCE} to the IAM OIDC provider of ${issuer}: \`aws iam add-client-id-to-open-id-connect-provider\`.`,
        });
    } else if (settings.issuer !== undefined && settings.issuer !== issuer) {
        steps.push({
            kind: "to-do",
            text: `Set \`issuer\` to ${issuer}: the cluster makes no more tokens of ${settings.issuer}.`,
        });
    }
    if (keys?.state === "missing") {
        steps.push({ kind: "refused", text: publishThem(report, settings) });
    }
    return steps;
}

function aboutPrevious(report: IssuerReport, { settings, facts }: Known): Step[] {
    const { issuer, trusted, overdue, use } = report;
    if ("because" in facts.role) {
        return [];
    }
    if (!trusted) {
        const text = `Run \`tempo-sts up\`: the settings name ${issuer}, and the role does not trust it yet.`;
        return [{ kind: "to-do", text }];
    }
    if (use?.used === "no") {
        return [{ kind: "to-do", text: dropIt(issuer, settings) }];
    }
    if (overdue) {
        return [{ kind: "to-do", text: isOverdue(report, settings) }];
    }
    const text =
        use?.used === "yes"
            ? `Leave ${issuer} trusted, and look again later: it is still used.`
            : `Leave ${issuer} trusted: whether it is still used could not be checked. A day after the change no pod has a token of it.`;
    return [{ kind: "wait", text }];
}

function isOverdue({ issuer, until, use }: IssuerReport, settings: JudgedSettings): string {
    const { namespace, tempoName } = settings;
    const used = use?.used === "yes" ? "is still used" : "may still be used";
    const pods = `kubectl --namespace ${namespace} delete pods --selector ${operandSelector(tempoName)}`;
    return `${issuer} was to be dropped at ${until ?? ""} and ${used}. New pods get new tokens: \`${pods}\`; then look again.`;
}

function aboutUnlisted({ issuer, use }: IssuerReport, { settings, current }: Known): Step[] {
    const isFormer = settings.issuer === issuer && current !== issuer;
    if (settings.identity.adopt) {
        return [];
    }
    if (isFormer || use?.used === "yes") {
        const text = `Add ${issuer} to \`oidcProvider.previousIssuers\` before the next \`tempo-sts up\`, which would drop it from the role${use?.used === "no" ? "; or let it go, for it is not used any more" : ""}.`;
        return [{ kind: "to-do", text }];
    }
    const text = `The role trusts ${issuer}, and the settings do not: the next \`tempo-sts up\` drops it.`;
    return [{ kind: "to-do", text }];
}

function trustIt(issuer: string, { identity, issuer: set, oidcProvider }: JudgedSettings): string {
    if (identity.adopt) {
        return `Have the role's owner trust ${issuer}: tokens that the cluster makes now are refused.`;
    }
    const setting = set === undefined ? "" : `set \`issuer\` to ${issuer}, `;
    const former =
        set !== undefined && set !== issuer
            ? ` with ${set} in \`oidcProvider.previousIssuers\``
            : "";
    const provider =
        oidcProvider.mode === "create" ? "" : "see that its IAM OIDC provider is there, ";
    return `Tokens that the cluster makes now are refused: ${provider}${setting}and run \`tempo-sts up\`${former}.`;
}

function publishThem({ keys, issuer }: IssuerReport, { oidcProvider }: JudgedSettings): string {
    const missing = `Publish the keys ${(keys?.missing ?? []).join(", ")} of the cluster for ${issuer}, tokens signed with them are refused`;
    return oidcProvider.discovery.enabled && oidcProvider.mode === "create"
        ? `${missing}: \`tempo-sts up\` does it.`
        : `${missing}: put what \`oc get --raw ${SIGNING_KEYS_PATH}\` prints where its keys lie.`;
}

function dropIt(issuer: string, { identity, oidcProvider }: JudgedSettings): string {
    if (identity.adopt) {
        return `${issuer} is not used any more: the role's owner can drop it.`;
    }
    const provider =
        oidcProvider.mode === "create"
            ? " Its provider goes with it, once its protection is lifted."
            : " Its IAM OIDC provider can go when no other role trusts it.";
    return `${issuer} is not used any more: remove it from \`oidcProvider.previousIssuers\` and run \`tempo-sts up\`.${provider}`;
}
