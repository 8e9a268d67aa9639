// Why a trust policy does not let a service account in: the first thing that keeps it out, named.
import { operatorName } from "../../components/pure/policy-reading/conditions.ts";
import {
    match,
    type PolicyRequest,
    type StatementMatch,
} from "../../components/pure/policy-reading/evaluate.ts";
import { fitsGlob, isPattern } from "../../components/pure/policy-reading/glob.ts";
import type {
    PolicyCondition,
    PolicyStatement,
} from "../../components/pure/policy-reading/policy-document.ts";

/** A token as STS sees it. */
export interface WebIdentity {
    readonly providerArn: string;
    /** The issuer without its scheme: what condition keys begin with. */
    readonly provider: string;
    readonly subject: string;
    readonly audience: string;
}

/** What keeps it out. */
export type TrustFaultKind =
    | "denied"
    | "action"
    | "principal"
    | "other-issuer"
    | "audience"
    | "wildcard"
    | "case"
    | "prefix"
    | "subject"
    | "condition";

/** One identity against one policy; `unknown`: a condition that depends on the call itself. */
export type TrustAnswer =
    | { readonly state: "trusted"; readonly by: PolicyStatement }
    | { readonly state: "unknown"; readonly condition: PolicyCondition | undefined }
    | {
          readonly state: "refused";
          readonly kind: TrustFaultKind;
          readonly expected: string;
          readonly found: string;
          readonly where: string;
      };

const ACTION = "sts:AssumeRoleWithWebIdentity";
const SUBJECT_PREFIX = "system:serviceaccount:";

/** Whether the policy lets the identity in, and if not, why. */
export function trustAnswer(
    statements: readonly PolicyStatement[],
    identity: WebIdentity,
): TrustAnswer {
    const request = requestOf(identity);
    const matches = statements.map((each) => match(each, request));
    const allows = matches.filter(({ statement }) => statement.effect === "Allow");
    const denying = matches.find(
        ({ statement, applies }) => statement.effect === "Deny" && applies === "yes",
    );
    if (denying !== undefined) {
        const found = conditionsIn(denying.statement) || "for everybody";
        return refused("denied", `no Deny for ${identity.subject}`, `Deny ${found}`, denying);
    }
    const trusting = allows.find(({ applies }) => applies === "yes");
    const doubtful = matches.find(({ applies }) => applies === "unknown");
    if (trusting !== undefined && doubtful?.statement.effect !== "Deny") {
        return { state: "trusted", by: trusting.statement };
    }
    if (doubtful !== undefined) {
        const open = doubtful.conditions.find(({ met }) => met === "unknown");
        return { state: "unknown", condition: open?.condition };
    }
    return whyNot(allows, identity);
}

/** Whether the policy lets in every service account of the cluster, or tokens for any audience. */
export function trustWeakness(
    statement: PolicyStatement,
    { provider }: Pick<WebIdentity, "provider">,
): "subject" | "audience" | undefined {
    const about = (claim: string) =>
        statement.conditions.filter(
            ({ key }) => key.toLowerCase() === `${provider}:${claim}`.toLowerCase(),
        );
    const subjects = about("sub").flatMap(({ values }) => values);
    const everybody = subjects.some((each) =>
        ["system:serviceaccount:a:b", "system:serviceaccount:c:d"].every((other) =>
            fitsGlob(each, other),
        ),
    );
    if (subjects.length === 0 || everybody) return "subject";
    return about("aud").length === 0 ? "audience" : undefined;
}

function requestOf({ providerArn, provider, subject, audience }: WebIdentity): PolicyRequest {
    const values = new Map<string, readonly string[]>([
        [`${provider}:sub`.toLowerCase(), [subject]],
        [`${provider}:aud`.toLowerCase(), [audience]],
        ["aws:federatedprovider", [providerArn]],
    ]);
    // A key of another issuer is never sent; any global key may be.
    const isAbsent = (key: string) => !/^(?:aws|sts):/.test(key);
    return {
        action: ACTION,
        principals: [["Federated", providerArn]],
        context: { values, isAbsent },
    };
}

function whyNot(allows: readonly StatementMatch[], identity: WebIdentity): TrustAnswer {
    const named = allows.filter(({ principal }) => principal);
    const acting = named.filter(({ action }) => action);
    const first = allows[0];
    if (acting.length === 0) {
        const other = allows.find(({ action }) => action) ?? first;
        if (named[0] !== undefined) {
            const found = named[0].statement.actions.join(", ") || "no action";
            return refused("action", ACTION, found, named[0]);
        }
        const found = other?.statement.principals.map((each) => each.join(" ")).join(", ");
        return refused("principal", identity.providerArn, found ?? "nobody", other);
    }
    const faults = acting.map((each) => conditionFault(each, identity));
    // The statement that is nearest to what was meant tells best.
    const order = [
        "wildcard",
        "case",
        "prefix",
        "audience",
        "other-issuer",
        "condition",
        "subject",
    ];
    faults.sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
    return faults[0] ?? refused("principal", identity.providerArn, "nobody", first);
}

type Refused = Extract<TrustAnswer, { state: "refused" }>;

function conditionFault(tried: StatementMatch, identity: WebIdentity): Refused {
    const failing = tried.conditions.find(({ met }) => met === "no")?.condition;
    if (failing === undefined) return refused("condition", "conditions that hold", "none", tried);
    const found = `${failing.operator} ${failing.key} ${failing.values.join(" or ")}`;
    const claim = /:(sub|aud)$/i.exec(failing.key)?.[1]?.toLowerCase();
    const own = `${identity.provider}:${claim ?? ""}`;
    if (claim === undefined)
        return refused("condition", "a condition that the token meets", found, tried);
    if (failing.key.toLowerCase() !== own.toLowerCase()) {
        return refused("other-issuer", `the condition key ${own}`, failing.key, tried);
    }
    if (claim === "aud") return refused("audience", `${own} = ${identity.audience}`, found, tried);
    return refused(subjectFault(failing, identity), `${own} = ${identity.subject}`, found, tried);
}

function subjectFault(condition: PolicyCondition, { subject }: WebIdentity): TrustFaultKind {
    const { values } = condition;
    const name = operatorName(condition.operator);
    const asPattern = values.some((each) => isPattern(each) && fitsGlob(each, subject));
    if (name.startsWith("stringequals") && asPattern) return "wildcard";
    const lower = subject.toLowerCase();
    if (values.some((each) => fitsGlob(each.toLowerCase(), lower))) return "case";
    const bare = subject.slice(SUBJECT_PREFIX.length);
    const isBare = (each: string) =>
        !each.startsWith(SUBJECT_PREFIX) &&
        (each.endsWith(bare) || each.replaceAll("/", ":").endsWith(bare));
    return values.some(isBare) ? "prefix" : "subject";
}

function conditionsIn({ conditions }: PolicyStatement): string {
    return conditions
        .map(({ operator, key, values }) => `${operator} ${key} ${values.join(" or ")}`)
        .join("; ");
}

function refused(
    kind: TrustFaultKind,
    expected: string,
    found: string,
    tried: StatementMatch | undefined,
): Refused {
    const where = tried === undefined ? "the trust policy" : tried.statement.label;
    return { state: "refused", kind, expected, found, where };
}
