// Reads the trust policy of a role that somebody else wrote: whom of those that Tempo needs does it let in?
import { providerPath, STS_AUDIENCE } from "../issuer.ts";
import type { TrustedIssuer } from "../policies/trust.ts";
import { match, type PolicyRequest } from "./evaluate.ts";
import { documentFrom, statementsOf, type PolicyStatement } from "./policy-document.ts";

/** Something that a trust policy lacks. */
export interface TrustGap {
    readonly kind: "document" | "provider" | "audience" | "subject" | "denied";
    /** The provider that it is about; empty for the whole document. */
    readonly providerArn: string;
    /** A sentence without the final full stop. */
    readonly text: string;
}

/** What a role's trust policy lacks for these issuers, subject by subject; empty where each of them may take the role. */
export function trustGaps(document: string, wanted: readonly TrustedIssuer[]): TrustGap[] {
    const statements = statementsOf(documentFrom(document));
    if (statements === undefined) {
        const text = "its trust policy could not be read as a policy document";
        return [{ kind: "document", providerArn: "", text }];
    }
    return wanted.flatMap((each) => gapsOf(statements, each));
}

function gapsOf(statements: readonly PolicyStatement[], wanted: TrustedIssuer): TrustGap[] {
    const { providerArn } = wanted;
    const anyToken = tokenRequest(wanted, {});
    const about = statements.filter((each) => {
        const { action, principal } = match(each, anyToken);
        return action && principal;
    });
    if (!about.some(({ effect }) => effect === "Allow")) {
        const text = `it does not trust the provider ${providerArn}`;
        return [{ kind: "provider", providerArn, text }];
    }
    return wanted.subjects.flatMap((subject) => gapOf(about, wanted, subject));
}

function gapOf(about: readonly PolicyStatement[], wanted: TrustedIssuer, sub: string): TrustGap[] {
    const { providerArn, issuer } = wanted;
    const token = tokenRequest(wanted, { sub, aud: STS_AUDIENCE });
    const allowing = about.filter(({ effect }) => effect === "Allow");
    if (about.some((each) => each.effect === "Deny" && match(each, token).applies === "yes")) {
        return [{ kind: "denied", providerArn, text: `it denies ${sub} of ${issuer}` }];
    }
    // What depends on the call itself cannot be known here, and gets the benefit of the doubt.
    if (allowing.some((each) => match(each, token).applies !== "no")) {
        return [];
    }
    const exceptAudience = tokenRequest(wanted, { sub });
    if (allowing.some((each) => match(each, exceptAudience).applies !== "no")) {
        const text = `it does not take the audience ${STS_AUDIENCE} in tokens of ${sub} of ${issuer}`;
        return [{ kind: "audience", providerArn, text }];
    }
    return [{ kind: "subject", providerArn, text: `it does not trust ${sub} of ${issuer}` }];
}

/** STS's question to the policy; claims that are not given are not known. */
function tokenRequest(
    { providerArn, issuer }: TrustedIssuer,
    claims: Readonly<Record<string, string>>,
): PolicyRequest {
    const provider = providerPath(issuer).toLowerCase();
    const values = Object.entries(claims).map(
        ([claim, value]) => [`${provider}:${claim}`, [value]] as const,
    );
    return {
        action: "sts:AssumeRoleWithWebIdentity",
        principals: [["Federated", providerArn]],
        context: { values: new Map(values), isAbsent: () => false },
    };
}
