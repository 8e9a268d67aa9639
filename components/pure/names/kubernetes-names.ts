// What Kubernetes takes as a name or as a label's value.
import { shortHash } from "./physical-names.ts";
import { describeValue, type Problem } from "../problems.ts";

/** The longest DNS label, and so the longest namespace, Service and label value. */
export const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;

const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/;

interface NameRule {
    readonly noun: string;
    readonly pattern: RegExp;
    readonly alphabet: string;
    readonly longest: number;
}

/** What keeps a value from being a DNS label (RFC 1123): a namespace, a Service, a service account of ours. */
export function dnsLabelProblems(value: unknown, path: string): Problem[] {
    return nameProblems(value, path, {
        noun: "a Kubernetes name",
        pattern: DNS_LABEL,
        alphabet: "lower-case letters, digits and inner hyphens",
        longest: LONGEST_LABEL,
    });
}

/** What keeps a value from being a DNS subdomain (RFC 1123): a Secret, a ConfigMap, most other objects. */
export function dnsSubdomainProblems(value: unknown, path: string): Problem[] {
    return nameProblems(value, path, {
        noun: "a Kubernetes object name",
        pattern: DNS_SUBDOMAIN,
        alphabet: "lower-case letters, digits, inner hyphens and dots between parts",
        longest: LONGEST_SUBDOMAIN,
    });
}

/** The text itself where it is a legal label value; else a legal one made from it that no other text gives. */
export function labelValue(text: string): string {
    if (isLabelValue(text)) {
        return text;
    }
    const hash = shortHash(text);
    const readable = text
        .slice(0, LONGEST_LABEL)
        .replace(/[^A-Za-z0-9_.-]/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, LONGEST_LABEL - hash.length - 1)
        .replace(/[^A-Za-z0-9]+$/, "");
    return readable === "" ? hash : `${readable}-${hash}`;
}

/** Whether a text may stand as a label's value as it is. */
export function isLabelValue(text: string): boolean {
    return text.length <= LONGEST_LABEL && LABEL_VALUE.test(text);
}

function nameProblems(value: unknown, path: string, rule: NameRule): Problem[] {
    const found = describeValue(value);
    if (typeof value !== "string" || value === "") {
        const remedy = `Give a name of ${rule.alphabet}`;
        return [{ path, expected: rule.noun, found, remedy }];
    }
    const problems: Problem[] = [];
    if (!rule.pattern.test(value)) {
        problems.push({
            path,
            expected: `${rule.noun}: ${rule.alphabet}`,
            found,
            remedy: nameRemedy(value),
        });
    }
    if (value.length > rule.longest) {
        problems.push({
            path,
            expected: `at most ${rule.longest} characters`,
            found: `${found} (${value.length} characters)`,
            remedy: `Shorten it by ${value.length - rule.longest}`,
        });
    }
    return problems;
}

function nameRemedy(value: string): string {
    const tidy = value
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, "-")
        .replace(/^-+|-+$/g, "");
    return tidy === "" ? "Begin and end it with a letter or digit" : `Try ${describeValue(tidy)}`;
}
