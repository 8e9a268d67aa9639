// Trust policy: lets in each service account as its pods use it, and only such.
import { providerPath } from "../../components/pure/issuer.ts";
import { trustPolicy } from "../../components/pure/policies/trust.ts";
import { findingOf, type Told } from "../causes/finding.ts";
import type { AwsCause } from "../causes/aws.ts";
import type { Facts } from "../facts.ts";
import type { PodIdentity } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";
import {
    statementsOf,
    type PolicyStatement,
} from "../../components/pure/policy-reading/policy-document.ts";
import {
    trustAnswer,
    trustWeakness,
    type TrustAnswer,
    type TrustFaultKind,
    type WebIdentity,
} from "../pure/trust-faults.ts";
import { forWebIdentity } from "./web-identity.ts";

/** Trust policy. */
export const trust: Link = {
    id: "trust",
    title: "Trust policy",
    needs: ["role", "oidc-provider"],
    probe: forWebIdentity(async (facts, { roleArn }) => {
        const role = await facts.need("role");
        if (role === undefined) return notChecked("there is no role");
        const statements = statementsOf(role.trust);
        const mended = await remedyOf(facts, role.name);
        if (statements === undefined) return verdictOf([malformed(roleArn, mended)], []);
        return judge(facts, { roleArn, statements, mended });
    }),
};

interface Trusting {
    readonly roleArn: string;
    readonly statements: readonly PolicyStatement[];
    readonly mended: Told["remedy"];
}

interface Tried {
    readonly identity: PodIdentity;
    readonly token: WebIdentity;
    readonly answer: TrustAnswer;
}

async function judge(facts: Facts, trusting: Trusting): Promise<Verdict> {
    const identities = await facts.need("identities");
    const { issuer } = await facts.need("issuer");
    const base = {
        providerArn: await facts.need("providerArn"),
        provider: providerPath(issuer),
        audience: await facts.need("audience"),
    };
    const tried = identities.map((identity): Tried => {
        const token = { ...base, subject: identity.subject };
        return { identity, token, answer: trustAnswer(trusting.statements, token) };
    });
    const refused = tried.filter(({ answer }) => answer.state === "refused");
    if (refused.length > 0) return verdictOf(faults(tried, trusting), evidenceOf(tried));
    const open = tried.flatMap(({ answer }) => (answer.state === "unknown" ? [answer] : []))[0];
    if (open !== undefined) {
        const { operator = "a condition", key = "" } = open.condition ?? {};
        return notChecked(`${operator} ${key} depends on the call itself`);
    }
    return verdictOf(weaknesses(tried, trusting), evidenceOf(tried));
}

const CAUSES: Readonly<Record<TrustFaultKind, AwsCause>> = {
    denied: "trust-denied",
    action: "trust-action",
    principal: "trust-principal",
    "other-issuer": "trust-other-issuer",
    audience: "trust-audience",
    wildcard: "trust-wildcard",
    case: "trust-case",
    prefix: "trust-prefix",
    subject: "trust-subject",
    condition: "trust-condition",
};

const SAID: Readonly<Record<TrustFaultKind, string>> = {
    denied: "a statement denies it",
    action: "it allows another action than sts:AssumeRoleWithWebIdentity",
    principal: "it trusts another provider than the cluster's",
    "other-issuer": "its conditions are about another issuer than the cluster's",
    audience: "it wants another audience than the token has",
    wildcard: "a * or ? under StringEquals stands for itself; StringLike reads it as a pattern",
    case: "it is written there in other letters, and IAM tells them apart",
    prefix: "there it lacks system:serviceaccount:<namespace>: before its name",
    subject: "it is not among the service accounts there",
    condition: "it has a condition that the token does not meet",
};

function faults(tried: readonly Tried[], { roleArn, mended }: Trusting): Finding[] {
    const isPartly = tried.some(({ answer }) => answer.state === "trusted");
    return tried.flatMap(({ identity, answer }): Finding[] => {
        if (answer.state !== "refused") return [];
        const { kind, expected, found, where } = answer;
        const isMissing = isPartly && kind === "subject";
        const pods = identity.pods.length === 0 ? "" : ` (pods ${identity.pods.join(", ")})`;
        return [
            findingOf(isMissing ? "trust-subject-missing" : CAUSES[kind], {
                summary: `The trust policy of ${roleArn} does not let ${identity.subject} in: ${SAID[kind]}.`,
                evidence: [
                    `expected ${expected}`,
                    `found ${found} (${where})`,
                    `wanted by service account ${identity.name}${pods}`,
                ],
                remedy: mended,
            }),
        ];
    });
}

function weaknesses(tried: readonly Tried[], { roleArn, mended }: Trusting): Finding[] {
    const found = tried.flatMap(({ token, answer }) => {
        const weak = answer.state === "trusted" ? trustWeakness(answer.by, token) : undefined;
        return weak === undefined ? [] : [weak];
    });
    const [first] = found;
    if (first === undefined) return [];
    const what =
        first === "subject"
            ? "every service account of the cluster"
            : "tokens made for any audience, such as the API server's own";
    return [
        findingOf("trust-too-wide", {
            summary: `The trust policy of ${roleArn} lets in ${what}.`,
            evidence: [
                `expected exact subjects and the audience, found no such condition on ${first}`,
            ],
            remedy: mended,
            severity: "warning",
        }),
    ];
}

function malformed(roleArn: string, remedy: Told["remedy"]): Finding {
    return findingOf("trust-malformed", {
        summary: `The trust policy of ${roleArn} is no policy document.`,
        evidence: ["expected statements with Effect, Principal and Action, found something else"],
        remedy,
    });
}

// The policy that lets in exactly the service accounts that the pods use.
async function remedyOf(facts: Facts, roleName: string): Promise<Told["remedy"]> {
    const subjects = (await facts.need("identities")).map(({ subject }) => subject);
    const { issuer } = await facts.need("issuer");
    const providerArn = await facts.need("providerArn");
    const document = JSON.stringify(trustPolicy({ providerArn, issuer, subjects }));
    return {
        text: "Give the role this trust policy (of a stack of this project: `tempo-sts up`). Statements for other users of the role have to be added.",
        command: `aws iam update-assume-role-policy --role-name ${roleName} --policy-document '${document}'`,
    };
}

function evidenceOf(tried: readonly Tried[]): string[] {
    return tried.map(({ identity, answer }) =>
        answer.state === "trusted"
            ? `${identity.subject} is let in by ${answer.by.label}`
            : `${identity.subject}: ${answer.state}`,
    );
}
