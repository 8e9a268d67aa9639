// Whoever deploys is who they should be, in an account that may be deployed to.
import { refusalOf } from "../../handshake/refusal.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Check, CheckTools, Found } from "./check.ts";
import type { CallerIdentity } from "./caller.ts";

/** Names the credentials that AWS does not take, or that are not there. */
const REFUSED =
    /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId|IncompleteSignature|AccessDenied|CredentialsProviderError|TokenProviderError)/;

/** Asks STS who calls, and holds the account against the lists that were given. */
export const awsIdentity: Check = {
    name: "AWS identity",
    required: true,
    look: async (tools) => {
        const caller = await tools.caller().catch((error: unknown) => refused(error));
        return "status" in caller ? caller : judge(caller, tools);
    },
};

function judge({ accountId, arn }: CallerIdentity, tools: CheckTools): Found {
    const { settings, allowedAccounts } = tools;
    const lists = [
        { name: "the allowed accounts", ids: allowedAccounts },
        { name: "aws:allowedAccountIds", ids: accountIds(settings, "allowedAccountIds") },
    ].filter(({ ids }) => ids.length > 0);
    const broken = lists.find(({ ids }) => !ids.includes(accountId));
    const forbidden = accountIds(settings, "forbiddenAccountIds").includes(accountId);
    const found = `account ${accountId} as ${arn}`;
    const remedy = "Use credentials of the right account, or correct the list";
    if (broken !== undefined) {
        const expected = `an account of ${broken.name} (${broken.ids.join(", ")})`;
        return { status: "failed", expected, found, remedy };
    }
    return forbidden
        ? { status: "failed", expected: "no account of aws:forbiddenAccountIds", found, remedy }
        : { status: "ok", found };
}

function refused(error: unknown): Found {
    const { code, message } = refusalOf(error);
    if (!REFUSED.test(code)) throw error;
    return {
        status: "failed",
        expected: "credentials that AWS takes",
        found: `${code}: ${message}`,
        remedy: "Log in again (`aws sso login`), or give the job its role; AWS_PROFILE and aws:profile choose another identity",
    };
}

function accountIds({ aws }: Settings, name: string): string[] {
    const value = aws[name];
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return list.map(String);
}
