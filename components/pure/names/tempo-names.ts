// What a Tempo instance may be called.
import { dnsSubdomainProblems, LONGEST_LABEL } from "./kubernetes-names.ts";
import { describeValue, type Problem } from "../problems.ts";

// The longest name that the operator makes from it is that of a Service, and so a DNS label.
const LONGEST_TEMPO_NAME = LONGEST_LABEL - "tempo-".length - "-query-frontend-discovery".length;

/** What keeps a value from being the name of a TempoStack whose Services Kubernetes takes too. */
export function tempoNameProblems(value: unknown, path: string): Problem[] {
    const problems = dnsSubdomainProblems(value, path);
    if (typeof value === "string" && value.length > LONGEST_TEMPO_NAME) {
        problems.push({
            path,
            expected: `at most ${LONGEST_TEMPO_NAME} characters`,
            found: `${describeValue(value)} (${value.length} characters)`,
            remedy: `Shorten it by ${value.length - LONGEST_TEMPO_NAME}: the operator makes the Service tempo-<name>-query-frontend-discovery, and a Service's name has at most ${LONGEST_LABEL}`,
        });
    }
    return problems;
}
