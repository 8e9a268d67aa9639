/** The tokens that STS must not take for the role, each a row with the error code that AWS gives for it. */
import { serviceAccountSubject } from "../../../components/pure/service-accounts.ts";
import { signedByAnotherKey, unsigned, withSubject } from "./forged-token.ts";
import type { ProofRow } from "./proof.ts";
import type { ProofTarget } from "./target.ts";

/** The service account that every namespace has, and no trust policy names. */
const STRANGER = "default";
const OTHER_AUDIENCE = "https://another.audience.example";

/** Who asks for which token, what is done to it, and for which role it is shown. */
interface TokenCase {
    readonly operation: string;
    readonly refusedWith: readonly string[];
    /** Differences from the right token of the first trusted service account. */
    readonly namespace?: string;
    readonly serviceAccount?: string;
    readonly audience?: string;
    readonly forge?: (token: string) => string;
    readonly roleArn?: string;
    /** Who the token claims to be. @default the service account that it was issued to */
    readonly claimed?: string;
}

/** One row per kind of wrong token. The row of the expired one is absent where it cannot be made. */
export function refusedTokenRows(target: ProofTarget): ProofRow[] {
    const { namespace, audience, roleArn, serviceAccounts } = target.chain;
    const [trusted = ""] = serviceAccounts;
    return tokenCases(target, trusted).map((each) => {
        const issuedTo = {
            namespace: each.namespace ?? namespace,
            serviceAccount: each.serviceAccount ?? trusted,
            audience: each.audience ?? audience,
        };
        return {
            identity:
                each.claimed ?? serviceAccountSubject(issuedTo.namespace, issuedTo.serviceAccount),
            operation: each.operation,
            link: "sts",
            refusedWith: each.refusedWith,
            attempt: async () => {
                const token = await target.requestToken(
                    issuedTo.namespace,
                    issuedTo.serviceAccount,
                    issuedTo.audience,
                );
                await target.assumeRole(each.forge?.(token) ?? token, each.roleArn ?? roleArn);
            },
        };
    });
}

function tokenCases({ chain, bystander, expiredCopy }: ProofTarget, trusted: string): TokenCase[] {
    const notTrusted = { refusedWith: ["AccessDenied"] };
    const notAToken = { refusedWith: ["InvalidIdentityToken"] };
    const claimed = serviceAccountSubject(chain.namespace, trusted);
    return [
        {
            operation: "another service account",
            ...notTrusted,
            serviceAccount: STRANGER,
        },
        {
            operation: "same name in another namespace",
            ...notTrusted,
            namespace: bystander.namespace,
        },
        { operation: "token for another audience", ...notAToken, audience: OTHER_AUDIENCE },
        ...(expiredCopy === undefined
            ? []
            : [
                  {
                      operation: "expired token",
                      refusedWith: ["ExpiredToken"],
                      forge: expiredCopy,
                  },
              ]),
        { operation: "token signed by another key", ...notAToken, forge: signedByAnotherKey },
        { operation: "unsigned token (alg: none)", ...notAToken, forge: unsigned },
        {
            operation: "token with rewritten subject",
            ...notAToken,
            serviceAccount: STRANGER,
            claimed,
            forge: (token) => withSubject(token, claimed),
        },
        { operation: "another role", ...notTrusted, roleArn: bystander.roleArn },
    ];
}
