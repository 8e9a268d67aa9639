// IAM OIDC provider: the one of the cluster's issuer, in the role's account, with STS among its audiences.
import { providerPath, STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { ProviderFact } from "../facts/aws.ts";
import { verdictOf, type Finding, type Link } from "../link.ts";
import { forWebIdentity } from "./web-identity.ts";

/** IAM OIDC provider. */
export const oidcProvider: Link = {
    id: "oidc-provider",
    title: "IAM OIDC provider",
    needs: ["issuer", "secret", "token-cco"],
    probe: forWebIdentity(async (facts) => {
        const provider = await facts.need("provider");
        if (provider === undefined) return verdictOf([await missing(facts)], []);
        const audience = await facts.need("audience");
        const { issuer } = await facts.need("issuer");
        const { arn, audiences, thumbprints } = provider;
        if (providerPath(provider.url) === `${providerPath(issuer)}/`) {
            return verdictOf([slashed(provider.url, issuer, [`expected ${issuer}`])], []);
        }
        const evidence = [
            `${arn} takes tokens for ${audiences.join(", ") || "nobody"}`,
            `thumbprints ${thumbprints.join(", ") || "none"} (AWS uses them only where the issuer's certificate is from no public authority)`,
        ];
        const taken = audiences.includes(audience);
        return verdictOf(taken ? [] : [withoutAudience(provider, audience)], evidence);
    }),
};

async function missing(facts: Facts): Promise<Finding> {
    const { issuer } = await facts.need("issuer");
    const arn = await facts.need("providerArn");
    const others = await facts.get("providers");
    const known = others.known ? others.value : [];
    const withSlash = known.find((each) => each === `${arn}/`);
    const evidence = [
        `expected ${arn}`,
        `found ${others.known ? known.join(", ") || "no provider at all" : `nobody knows: ${others.because}`}`,
    ];
    if (withSlash !== undefined) return slashed(withSlash, issuer, evidence);
    return findingOf("provider-missing", {
        summary: `The role's account has no IAM OIDC provider for ${providerPath(issuer)}.`,
        evidence,
        remedy: {
            text: "Make it once for the cluster, in the account of the role (on OpenShift `ccoctl aws create-identity-provider` does). Is it the right account?",
            command: making(issuer),
        },
    });
}

function slashed(found: string, issuer: string, evidence: readonly string[]): Finding {
    return findingOf("provider-trailing-slash", {
        summary: `The IAM OIDC provider ${found} ends in a slash, and the cluster's issuer does not: STS takes them for two issuers.`,
        evidence: [...evidence, `found ${found}`],
        remedy: { text: "Make the provider of the issuer as it is.", command: making(issuer) },
    });
}

function making(issuer: string): string {
    return `aws iam create-open-id-connect-provider --url ${issuer} --client-id-list ${STS_AUDIENCE}`;
}

function withoutAudience({ arn, audiences }: ProviderFact, audience: string): Finding {
    return findingOf("provider-audience", {
        summary: `The IAM OIDC provider does not take tokens for ${audience}.`,
        evidence: [
            `expected ${audience} among the audiences of ${arn}`,
            `found ${audiences.join(", ") || "none"}`,
        ],
        remedy: {
            text: "Add the audience.",
            command: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`,
            fix: "add-audience",
        },
    });
}
