// Service accounts: there, with the Secret's role and STS's audience as annotations.
import { operandName } from "../../components/pure/names/operand-names.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts, Subject } from "../facts.ts";
import type { PodIdentity } from "../facts/cluster.ts";
import type { ServiceAccountFact } from "../facts/service-accounts.ts";
import { notApplicable, notChecked, verdictOf, type Finding, type Link } from "../link.ts";

/** What the pod identity webhook reads. */
export const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** Where the webhook looks for the audience of the token. */
export const AUDIENCE_ANNOTATION = "eks.amazonaws.com/audience";

/** Service accounts. */
export const serviceAccounts: Link = {
    id: "service-accounts",
    title: "Service accounts",
    needs: ["tempo", "secret"],
    probe: async (facts) => {
        const { mode } = await facts.need("storage");
        if (mode !== "token") return notApplicable(`in the mode ${mode} they carry no role`);
        const identities = await facts.need("identities");
        if (identities.length === 0) return notChecked("nothing tells which ones the pods use");
        const known = await facts.need("serviceAccounts");
        const wanted = await wantedOf(facts);
        const findings = identities.flatMap((identity) =>
            judge(
                identity,
                known.find(({ name }) => name === identity.name),
                wanted,
            ),
        );
        const evidence = identities.map(({ name }) => `${name}: ${wanted.roleArn}`);
        return verdictOf(findings, evidence);
    },
};

interface Wanted {
    readonly subject: Subject;
    readonly roleArn: string;
    readonly audience: string;
}

async function wantedOf(facts: Facts): Promise<Wanted> {
    const { roleArn } = await facts.need("storage");
    return { subject: facts.tools.subject, roleArn, audience: await facts.need("audience") };
}

function judge(
    identity: PodIdentity,
    account: ServiceAccountFact | undefined,
    wanted: Wanted,
): Finding[] {
    const { namespace } = wanted.subject;
    if (account === undefined) return [missing(identity, wanted)];
    const role = account.annotations[ROLE_ANNOTATION]?.trim() ?? "";
    if (role !== wanted.roleArn) {
        const isOwn = !isOfOperator(account.name, wanted.subject);
        if (isOwn) return [ofTheUser(account.name, role, wanted)];
        return [
            role === "" ? notAnnotated(account.name, wanted) : stale(account.name, role, wanted),
        ];
    }
    const audience = account.annotations[AUDIENCE_ANNOTATION] ?? wanted.audience;
    if (audience === wanted.audience) return [];
    return [
        findingOf("service-account-audience", {
            summary: `The service account ${namespace}/${account.name} asks for tokens for ${audience}; STS takes those for ${wanted.audience}.`,
            evidence: [`expected ${AUDIENCE_ANNOTATION}: ${wanted.audience}`, `found ${audience}`],
            remedy: {
                text: "Correct the annotation, then have the pods start anew.",
                command: annotate(
                    namespace,
                    account.name,
                    `${AUDIENCE_ANNOTATION}=${wanted.audience}`,
                ),
                fix: "annotate-service-accounts",
            },
        }),
    ];
}

function missing({ name, pods }: PodIdentity, { subject }: Wanted): Finding {
    const { namespace } = subject;
    return findingOf("service-account-missing", {
        summary: `The service account ${namespace}/${name} does not exist: no pod can start under it.`,
        evidence: [
            `expected service account ${namespace}/${name}, found none`,
            pods.length === 0 ? "no pod uses it" : `used by ${pods.join(", ")}`,
        ],
        remedy: isOfOperator(name, subject)
            ? {
                  text: "The operator makes it: look at its log. One that somebody deleted comes back when the resource changes.",
                  command: `oc --namespace ${namespace} get serviceaccounts`,
              }
            : {
                  text: "Make it: an account that spec.serviceAccount names is yours to look after.",
                  command: `oc --namespace ${namespace} create serviceaccount ${name}`,
              },
    });
}

function isOfOperator(account: string, { name }: Subject): boolean {
    return account === operandName(name) || account === operandName(name, "query-frontend");
}

function ofTheUser(name: string, role: string, { subject, roleArn }: Wanted): Finding {
    const { namespace } = subject;
    return findingOf("service-account-custom", {
        summary: `The service account ${namespace}/${name} is your own: the operator does not give it the role, and it ${role === "" ? "has none" : `has ${role}`}.`,
        evidence: [`expected ${ROLE_ANNOTATION}: ${roleArn}`, `found ${role || "none"}`],
        remedy: {
            text: "Annotate it with the Secret's role, then have the pods start anew; or take spec.serviceAccount away.",
            command: annotate(namespace, name, `${ROLE_ANNOTATION}=${roleArn}`),
            fix: "annotate-service-accounts",
        },
    });
}

function notAnnotated(name: string, { subject, roleArn }: Wanted): Finding {
    const { namespace } = subject;
    return findingOf("service-account-not-annotated", {
        summary: `The service account ${namespace}/${name} has no role: its pods get no credentials.`,
        evidence: [`expected ${ROLE_ANNOTATION}: ${roleArn}`, "found none"],
        remedy: {
            text: "The operator writes it: see that it runs, and that the Tempo is managed. Until then write it by hand, and have the pods start anew.",
            command: annotate(namespace, name, `${ROLE_ANNOTATION}=${roleArn}`),
            fix: "annotate-service-accounts",
        },
    });
}

function stale(name: string, role: string, { subject, roleArn }: Wanted): Finding {
    const { namespace } = subject;
    return findingOf("service-account-stale", {
        summary: `The service account ${namespace}/${name} has another role than the Secret.`,
        evidence: [`expected ${ROLE_ANNOTATION}: ${roleArn}`, `found ${role}`],
        remedy: {
            text: "The operator follows the Secret: see that it runs, and that the Tempo is managed. Until then write it by hand, and have the pods start anew.",
            command: annotate(namespace, name, `${ROLE_ANNOTATION}=${roleArn}`),
            fix: "annotate-service-accounts",
        },
    });
}

function annotate(namespace: string, name: string, pair: string): string {
    return `oc --namespace ${namespace} annotate serviceaccount ${name} --overwrite ${pair}`;
}
