/** Tells a web identity call from the other calls that may reach the token service. */
import { AwsError } from "./aws-error.ts";
import type { Answer } from "./aws-error.ts";
import { headerValues } from "./credential-scope.ts";
import type { CredentialScope, RequestHead } from "./credential-scope.ts";
import { missingToken } from "./request-gate.ts";
import { STS_VERSION, WEB_IDENTITY_ACTION } from "./web-identity/exchange.ts";

/** What to do with a call. */
export type StsCall =
    | { readonly kind: "web-identity"; readonly parameters: URLSearchParams }
    | { readonly kind: "forward" }
    | { readonly kind: "answer"; readonly answer: Answer };

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
/** Where AWS sends whoever names no action. */
const PRODUCT_PAGE = "https://aws.amazon.com/iam";

/**
 * Reads the action where AWS reads it: the query string and a form; the first of several counts.
 *
 * @throws AwsError for what AWS refuses before it looks at the action's parameters
 */
export function readStsCall(
    head: RequestHead,
    body: Buffer,
    scope: CredentialScope | undefined,
): StsCall {
    if (headerValues(head, "content-encoding").some((coding) => coding !== "identity")) {
        throw new AwsError(400, "InvalidRequest", "STS takes no Content-Encoding.");
    }
    const anyForm = new URLSearchParams(body.toString("utf8"));
    const isForm = FORM.test(headerValues(head, "content-type")[0] ?? "");
    const parameters = new URLSearchParams([...head.query, ...(isForm ? anyForm : [])]);
    const action = parameters.get("Action");
    if (action === WEB_IDENTITY_ACTION) {
        checkVersion(action, parameters.get("Version"));
        return { kind: "web-identity", parameters };
    }
    // The emulator reads bodies that AWS does not, and lets the body overrule the query string.
    const isHidden = [head.query, anyForm].some((part) => part.has("Action", WEB_IDENTITY_ACTION));
    return otherCall(head, { action, isHidden, version: parameters.get("Version"), scope });
}

function otherCall(
    head: RequestHead,
    of: {
        action: string | null;
        isHidden: boolean;
        version: string | null;
        scope: CredentialScope | undefined;
    },
): StsCall {
    if (of.action === null && (of.scope === undefined || of.isHidden)) return redirect(head);
    if (of.isHidden) {
        throw new AwsError(400, "ValidationError", "The request names more than one action.");
    }
    if (of.scope !== undefined) return { kind: "forward" };
    throw unsigned(of.action ?? "", of.version);
}

/** Of the calls without a signature only one is served. */
function unsigned(action: string, version: string | null): AwsError {
    const isMisspelt = action.toLowerCase() === WEB_IDENTITY_ACTION.toLowerCase();
    return isMisspelt || action === "" ? noOperation(action, version) : missingToken();
}

function checkVersion(action: string, version: string | null): void {
    if (version !== STS_VERSION) throw noOperation(action, version);
}

function noOperation(action: string, version: string | null): AwsError {
    return new AwsError(
        400,
        "InvalidAction",
        `Could not find operation ${action} for version ${version ?? "NO_VERSION_SPECIFIED"}`,
    );
}

function redirect(head: RequestHead): StsCall {
    const query = head.query.size > 0 ? `?${head.query.toString()}` : "";
    return {
        kind: "answer",
        answer: { status: 302, headers: { location: `${PRODUCT_PAGE}${query}` }, body: "" },
    };
}
