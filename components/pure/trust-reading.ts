// Reads the trust policy of a role that somebody else wrote: whom of those that Tempo needs does it let in?
import { providerPath, STS_AUDIENCE } from "./issuer.ts";
import type { TrustedIssuer } from "./policies/trust.ts";
import { admits, readStatements, type ReadStatement } from "./trust-statements.ts";

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
    const statements = readStatements(document);
    if (statements === undefined) {
        const text = "its trust policy could not be read as a policy document";
        return [{ kind: "document", providerArn: "", text }];
    }
    return wanted.flatMap((each) => gapsOf(statements, each));
}

function gapsOf(statements: readonly ReadStatement[], wanted: TrustedIssuer): TrustGap[] {
    const { providerArn } = wanted;
    const about = statements.filter(({ providers }) => providers.includes(providerArn));
    if (!about.some(({ effect }) => effect === "Allow")) {
        const text = `it does not trust the provider ${providerArn}`;
        return [{ kind: "provider", providerArn, text }];
    }
    return wanted.subjects.flatMap((subject) => gapOf(about, wanted, subject));
}

function gapOf(
    about: readonly ReadStatement[],
    { providerArn, issuer }: TrustedIssuer,
    subject: string,
): TrustGap[] {
    const provider = providerPath(issuer);
    const token = { provider, sub: subject, aud: STS_AUDIENCE };
    const allowing = about.filter(({ effect }) => effect === "Allow");
    if (about.some((each) => each.effect === "Deny" && admits(each, token) === "yes")) {
        return [{ kind: "denied", providerArn, text: `it denies ${subject} of ${issuer}` }];
    }
    if (allowing.some((each) => admits(each, token) !== "no")) {
        return [];
    }
    const exceptAudience = { provider, sub: subject };
    if (allowing.some((each) => admits(each, exceptAudience) !== "no")) {
        const text = `it does not take the audience ${STS_AUDIENCE} in tokens of ${subject} of ${issuer}`;
        return [{ kind: "audience", providerArn, text }];
    }
    return [{ kind: "subject", providerArn, text: `it does not trust ${subject} of ${issuer}` }];
}
