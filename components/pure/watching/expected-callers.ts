// Who is expected to take the role: what the alarms and rules of a watch take for normal.
import type { TrustedIssuer } from "../policies/trust.ts";

/** Who may take a role without anybody being told. */
export interface ExpectedCallers {
    /** The `sub` of their tokens; `*` stands for any text. */
    readonly subjects: readonly string[];
    /** The ARNs of the IAM OIDC providers that their tokens come from. */
    readonly providerArns: readonly string[];
}

/** Whoever the role trusts, each subject and each provider once. Neither CloudWatch nor EventBridge knows ?: the next wider thing is *. */
export function expectedCallers(trusted: readonly TrustedIssuer[]): ExpectedCallers {
    const subjects = trusted.flatMap((issuer) => [
        ...issuer.subjects,
        ...(issuer.patterns ?? []).map((pattern) => pattern.replaceAll("?", "*")),
    ]);
    return {
        subjects: [...new Set(subjects)],
        providerArns: [...new Set(trusted.map(({ providerArn }) => providerArn))],
    };
}
