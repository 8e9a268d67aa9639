// Rules for the few texts that only this room judges.
import { dnsLabelProblems } from "../../components/pure/names/kubernetes-names.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { atLeast, versionProblems } from "../../components/pure/version.ts";

// Web identity came with this release of the operator.
const FIRST_OPERATOR = "0.12.0";
const LONGEST_ROLE_PATH = 512;
// [registry/]repository[:tag][@digest], as container runtimes read it.
const IMAGE =
    /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,})?$/;

/** What keeps a value from being the namespace: the one setting that nobody else can know. */
export function namespaceProblems(value: unknown, path: string): Problem[] {
    if (value !== undefined) {
        return dnsLabelProblems(value, path);
    }
    return [
        {
            path,
            expected: "the Kubernetes namespace of the Tempo instance",
            found: describeValue(value),
            remedy: "Set it: `pulumi config set namespace NAME`",
        },
    ];
}

/** What keeps a value from being the version of an operator that knows web identity. */
export function operatorProblems(value: unknown, path: string): Problem[] {
    const problems = versionProblems(value, path);
    if (problems.length > 0 || typeof value !== "string" || atLeast(value, FIRST_OPERATOR)) {
        return problems;
    }
    return [
        {
            path,
            expected: `a Tempo operator of version ${FIRST_OPERATOR} or later`,
            found: describeValue(value),
            remedy: "Upgrade the operator: earlier ones know no web identity",
        },
    ];
}

/** What keeps a value from being a path in IAM. */
export function rolePathProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" &&
        value.length <= LONGEST_ROLE_PATH &&
        /^\/(?:[\x21-\x2e\x30-\x7e]+\/)*$/.test(value);
    if (legal) {
        return [];
    }
    return [
        {
            path,
            expected: `an IAM path of at most ${LONGEST_ROLE_PATH} characters, such as /tempo/`,
            found: describeValue(value),
            remedy: "Begin and end it with a slash, without blanks",
        },
    ];
}

/** What keeps a value from naming a container image. */
export function imageProblems(value: unknown, path: string): Problem[] {
    if (typeof value === "string" && value.length <= 1024 && IMAGE.test(value)) {
        return [];
    }
    return [
        {
            path,
            expected: "the name of a container image",
            found: describeValue(value),
            remedy: "Write it as registry/repository:tag, in lower case and without a scheme",
        },
    ];
}
