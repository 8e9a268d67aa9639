// Who may take the role: exactly the service accounts that Tempo uses, with a token made for STS.
import { providerPath, STS_AUDIENCE } from "../issuer.ts";
import { describeValue, type Problem } from "../problems.ts";
import type { PolicyDocument } from "./statement.ts";

/** What a trust policy is made of. */
export interface TrustPolicyArgs {
    /** The ARN of the IAM OIDC provider of the cluster. */
    readonly providerArn: string;
    /** The cluster's issuer URL. */
    readonly issuer: string;
    /** The `sub` of every token that may take the role, in the order of the service accounts. */
    readonly subjects: readonly string[];
    /** The `aud` that the token must carry. @default "sts.amazonaws.com" */
    readonly audience?: string | undefined;
}

// IAM's default quota; it can be raised to 4096. White space does not count.
const LONGEST_TRUST_POLICY = 2048;

/** The trust policy of the role: exact subjects and the exact audience, no pattern. */
export function trustPolicy(args: TrustPolicyArgs): PolicyDocument {
    const { providerArn, issuer, subjects, audience = STS_AUDIENCE } = args;
    const provider = providerPath(issuer);
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: providerArn },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        [`${provider}:sub`]: [...subjects],
                        [`${provider}:aud`]: audience,
                    },
                },
            },
        ],
    };
}

/** What would make IAM refuse a trust policy, or make it trust more or less than it says. */
export function trustPolicyProblems(args: TrustPolicyArgs, path: string): Problem[] {
    const problems: Problem[] = [];
    if (args.subjects.length === 0) {
        problems.push({
            path,
            expected: "at least one service account to trust",
            found: describeValue(args.subjects),
            remedy: "Name the service accounts that Tempo uses",
        });
    }
    for (const subject of args.subjects.filter((each) => /[*?]/.test(each))) {
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
            found: `${length} characters for ${args.subjects.length} service accounts`,
            remedy: "Trust fewer service accounts with one role, or have IAM's quota raised (to 4096 at most)",
        });
    }
    return problems;
}
