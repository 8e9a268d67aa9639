// Who may take the role: exactly the service accounts that Tempo uses, with a token made for STS.
import { providerPath, STS_AUDIENCE } from "../issuer.ts";
import { describeValue, type Problem } from "../problems.ts";
import type { Conditions, PolicyDocument, Statement } from "./statement.ts";

/** An issuer, and whom of those that it vouches for the role trusts. */
export interface TrustedIssuer {
    /** The ARN of the IAM OIDC provider of the cluster, in the role's account. */
    readonly providerArn: string;
    /** The cluster's issuer URL. */
    readonly issuer: string;
    /** The `sub` of every token that may take the role, in the order of the service accounts. */
    readonly subjects: readonly string[];
    /** Further subjects with * or ?: StringLike, wider than any one Tempo needs. @default - none */
    readonly patterns?: readonly string[] | undefined;
}

/** What a trust policy is made of. */
export interface TrustPolicyArgs extends TrustedIssuer {
    /** The `aud` that the token must carry. @default "sts.amazonaws.com" */
    readonly audience?: string | undefined;
    /** Other clusters, and issuers that are going: a statement for each. @default - none */
    readonly others?: readonly TrustedIssuer[] | undefined;
}

// IAM's default quota; it can be raised to 4096. White space does not count.
const LONGEST_TRUST_POLICY = 2048;

/** The trust policy of the role: for each issuer exact subjects (unless patterns are given) and the exact audience. */
export function trustPolicy(args: TrustPolicyArgs): PolicyDocument {
    const { audience = STS_AUDIENCE, others = [] } = args;
    return {
        Version: "2012-10-17",
        Statement: byProvider([args, ...others]).map((each) => trustStatement(each, audience)),
    };
}

/** What would make IAM refuse a trust policy, or make it trust more or less than it says. */
export function trustPolicyProblems(args: TrustPolicyArgs, path: string): Problem[] {
    const problems: Problem[] = [];
    const issuers = [args, ...(args.others ?? [])];
    const subjects = issuers.flatMap((each) => each.subjects);
    if (issuers.some((each) => each.subjects.length === 0)) {
        problems.push({
            path,
            expected: "at least one service account to trust",
            found: describeValue([]),
            remedy: "Name the service accounts that Tempo uses",
        });
    }
    for (const subject of subjects.filter((each) => /[*?]/.test(each))) {
        problems.push({
            path,
            expected: "exact service accounts",
            found: describeValue(subject),
            remedy: "Name each one: here a * stands for itself, so that nobody could take the role",
        });
    }
    const { length } = JSON.stringify(trustPolicy(args));
    if (length > LONGEST_TRUST_POLICY) {
        problems.push({
            path,
            expected: `a trust policy of at most ${LONGEST_TRUST_POLICY} characters`,
            found: `${length} characters for ${subjects.length} service accounts${ofIssuers(issuers.length)}`,
            remedy: "Trust fewer service accounts with one role, or have IAM's quota raised (to 4096 at most)",
        });
    }
    return problems;
}

// IAM would take two statements for one provider, but they cost room, of which there is little.
function byProvider(issuers: readonly TrustedIssuer[]): TrustedIssuer[] {
    const merged = new Map<string, TrustedIssuer>();
    for (const each of issuers) {
        const before = merged.get(each.providerArn);
        merged.set(each.providerArn, before === undefined ? each : together(before, each));
    }
    return [...merged.values()];
}

function together(one: TrustedIssuer, other: TrustedIssuer): TrustedIssuer {
    const both = (texts: readonly string[]): string[] => [...new Set(texts)];
    return {
        ...one,
        subjects: both([...one.subjects, ...other.subjects]),
        patterns: both([...(one.patterns ?? []), ...(other.patterns ?? [])]),
    };
}

function trustStatement(trusted: TrustedIssuer, audience: string): Statement {
    const { providerArn, issuer, subjects, patterns = [] } = trusted;
    const provider = providerPath(issuer);
    const sub = `${provider}:sub`;
    const aud = { [`${provider}:aud`]: audience };
    const exact: Conditions = { StringEquals: { [sub]: [...subjects], ...aud } };
    // Whatever has no * or ? is as exact in StringLike as in StringEquals.
    const wide: Conditions = {
        StringLike: { [sub]: [...subjects, ...patterns] },
        StringEquals: aud,
    };
    return {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: patterns.length === 0 ? exact : wide,
    };
}

function ofIssuers(count: number): string {
    return count === 1 ? "" : ` of ${count} issuers`;
}
