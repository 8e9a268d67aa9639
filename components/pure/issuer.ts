// The cluster's OIDC issuer: a URL for tokens, a path for IAM.
import { describeValue, type Problem } from "./problems.ts";

/** The audience that the operator asks tokens for and that the role demands. */
export const STS_AUDIENCE = "sts.amazonaws.com";

// IAM's limit for the URL of an OIDC provider.
const LONGEST_URL = 255;
const PRINTABLE_ASCII = /^[!-[\]-~]+$/;

/** What keeps a value from being an issuer that IAM can federate: an https URL and no more. */
export function issuerProblems(value: unknown, path: string): Problem[] {
    const found = describeValue(value);
    const say = (expected: string, remedy: string): Problem => ({ path, expected, found, remedy });
    if (typeof value !== "string" || value === "") {
        return [
            say(
                "the https URL of the cluster's service account issuer",
                "Copy it from `oc get authentication cluster -o jsonpath='{.spec.serviceAccountIssuer}'`",
            ),
        ];
    }
    const url = PRINTABLE_ASCII.test(value) ? readUrl(value) : undefined;
    if (url === undefined) {
        return [
            say(
                "an https URL",
                "Write it as https://host/path, in ASCII, without blanks or line ends",
            ),
        ];
    }
    const faults = urlFaults(url, value).map(([expected, remedy]) => say(expected, remedy));
    if (value.length > LONGEST_URL) {
        faults.push(
            say(
                `at most ${LONGEST_URL} characters`,
                `IAM takes no longer provider URL; this one has ${value.length}`,
            ),
        );
    }
    return faults;
}

/** What IAM calls the issuer: the URL without its scheme, as it stands in ARNs and condition keys. */
export function providerPath(issuer: string): string {
    return issuer.replace(/^https:\/\//, "");
}

/** The issuer URL for a provider path, for the ARN of an IAM OIDC provider, or for the URL itself. */
export function issuerUrl(providerPathOrArn: string): string {
    const path = providerPathOrArn.replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, "");
    return `https://${providerPath(path)}`;
}

function readUrl(text: string): URL | undefined {
    return URL.canParse(text) ? new URL(text) : undefined;
}

function urlFaults(url: URL, text: string): [expected: string, remedy: string][] {
    const faults: [string, string][] = [];
    if (!text.startsWith("https://")) {
        faults.push([
            "an issuer that begins with https://",
            "STS reads the cluster's public keys over https only; give the issuer as tokens carry it in `iss`",
        ]);
    }
    if (text.includes("?")) {
        faults.push(["an issuer without a query", "Remove everything from the ? on"]);
    }
    if (text.includes("#")) {
        faults.push(["an issuer without a fragment", "Remove everything from the # on"]);
    }
    if (url.username !== "" || url.password !== "") {
        faults.push(["an issuer without a user name", "Remove everything before the @"]);
    }
    if (/^[a-z]+:\/\/[^/?#]*:\d*(?:[/?#]|$)/i.test(text)) {
        faults.push([
            "an issuer without a port",
            "IAM takes no OIDC provider with a port; the issuer has to be served on 443",
        ]);
    }
    return faults;
}
