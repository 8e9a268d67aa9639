// Settings that are right each for itself and do not go together.
import { arnProblems } from "../../components/pure/names/arn.ts";
import { featureProblems } from "../../components/pure/rules/feature-rules.ts";
import { expiryProblems } from "../../components/pure/lifetime/lifetime-rules.ts";
import { kmsKeyProblems } from "../../components/pure/names/kms-key.ts";
import { partitionOfRegion } from "../../components/pure/partition.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { DEFAULT_REGION } from "./defaults.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";
import type { Configured } from "./schema.ts";

/** What was configured, as far as it is right. */
export interface Given {
    readonly own: Partial<Configured>;
    readonly aws: Readonly<Record<string, unknown>>;
    readonly kubernetes: Readonly<Record<string, unknown>>;
}

/** A problem between settings, and whose values its text shows. */
export interface Disagreement {
    readonly problem: Problem;
    readonly shows: readonly string[];
}

// Kubernetes makes these itself, and refuses to delete the first three.
const CLUSTERS_OWN = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Everything in which the settings disagree. */
export function disagreements(given: Given): Disagreement[] {
    return [
        ...regions(given),
        ...boundary(given),
        ...key(given),
        ...assumedRoles(given),
        ...jaeger(given),
        ...ownNamespace(given),
        ...sameCluster(given),
        ...expiry(given),
        ...features(given),
    ];
}

/** The Region that counts. */
export function effectiveRegion({ own, aws }: Given): string {
    const fromProvider = typeof aws["region"] === "string" ? aws["region"] : undefined;
    return own.region ?? fromProvider ?? DEFAULT_REGION;
}

function regions({ own, aws }: Given): Disagreement[] {
    return differing("region", own.region, "aws:region", aws["region"]);
}

function sameCluster({ own, kubernetes }: Given): Disagreement[] {
    const { context, kubeconfig } = own.kubernetes ?? {};
    return [
        ...differing("kubernetes.context", context, "kubernetes:context", kubernetes["context"]),
        ...differing(
            "kubernetes.kubeconfig",
            kubeconfig,
            "kubernetes:kubeconfig",
            kubernetes["kubeconfig"],
        ),
    ];
}

function differing(
    path: string,
    value: string | undefined,
    otherPath: string,
    other: unknown,
): Disagreement[] {
    if (value === undefined || other === undefined || value === other) {
        return [];
    }
    const problem = {
        path,
        expected: `the same as ${otherPath}, ${describeValue(other)}`,
        found: describeValue(value),
        remedy: `Set only one of the two: \`pulumi config rm ${otherPath}\``,
    };
    return [{ problem, shows: [path, otherPath] }];
}

function boundary(given: Given): Disagreement[] {
    return wrongPartition(
        "identity.permissionsBoundary",
        given.own.identity?.permissionsBoundary,
        "policy/",
        given,
    );
}

function key(given: Given): Disagreement[] {
    const { kmsKeyArn } = given.own;
    return kmsKeyArn === undefined
        ? []
        : kmsKeyProblems(kmsKeyArn, "kmsKeyArn", effectiveRegion(given)).map((problem) => ({
              problem,
              shows: ["kmsKeyArn"],
          }));
}

function assumedRoles(given: Given): Disagreement[] {
    const { assumeRoles, assumeRoleWithWebIdentity: webIdentity } = given.aws;
    const roles = Array.isArray(assumeRoles) ? assumeRoles : [];
    return [
        ...roles.flatMap((role: unknown, index) =>
            wrongPartition(`aws:assumeRoles[${index}].roleArn`, roleArnIn(role), "role/", given),
        ),
        ...wrongPartition(
            "aws:assumeRoleWithWebIdentity.roleArn",
            roleArnIn(webIdentity),
            "role/",
            given,
        ),
    ];
}

function roleArnIn(value: unknown): unknown {
    return isTable(value) ? value["roleArn"] : undefined;
}

function wrongPartition(
    path: string,
    arn: unknown,
    resourcePrefix: string,
    given: Given,
): Disagreement[] {
    const partition = partitionOfRegion(effectiveRegion(given));
    if (arn === undefined || partition === undefined) {
        return [];
    }
    const problems = arnProblems(arn, path, { service: "iam", partition, resourcePrefix });
    return problems.map((problem) => ({ problem, shows: [path] }));
}

// The operator's admission refuses an ingress where Jaeger is off.
function jaeger({ own }: Given): Disagreement[] {
    const type = own.jaegerQuery?.ingress.type;
    if (own.jaegerQuery?.enabled !== false || type === undefined || type === "none") {
        return [];
    }
    const problem = {
        path: "jaegerQuery.ingress.type",
        expected: "none, for jaegerQuery.enabled is false",
        found: describeValue(type),
        remedy: "Remove the ingress, or enable Jaeger",
    };
    return [{ problem, shows: ["jaegerQuery"] }];
}

function expiry({ own }: Given): Disagreement[] {
    const expires = own.lifetime?.expires;
    const ofProduction = expiryProblems(expires, "lifetime.expires", own.profile).map(
        (problem) => ({ problem, shows: ["lifetime"] }),
    );
    if (expires === undefined || own.retainOnDelete !== true) {
        return ofProduction;
    }
    const problem = {
        path: "retainOnDelete",
        expected: "false, for lifetime.expires is set: what is kept would be swept",
        found: "true",
        remedy: "Remove one of the two (`--ttl` sets the expiry)",
    };
    return [...ofProduction, { problem, shows: ["retainOnDelete"] }];
}

// The library calls it by another name.
const OTHER_NAMES = {
    adoptRole: "identity.adopt",
    permissionsBoundary: "identity.permissionsBoundary",
    rolePath: "identity.path",
    roleDescription: "identity.description",
    maxSessionSeconds: "identity.maxSessionSeconds",
    policyKind: "identity.policyKind",
};

function features(given: Given): Disagreement[] {
    const { own } = given;
    const region = effectiveRegion(given);
    const { profile = "ephemeral", identity } = own;
    const ofRole = {
        adoptRole: identity?.adopt,
        permissionsBoundary: identity?.permissionsBoundary,
        rolePath: identity?.path,
        roleDescription: identity?.description,
        maxSessionSeconds: identity?.maxSessionSeconds,
        policyKind: identity?.policyKind,
    };
    return featureProblems({ ...own, profile, region, ...ofRole }).map((problem) => {
        const path = pathOf(problem.path);
        return { problem: { ...problem, path }, shows: [path.split(".")[0] ?? path] };
    });
}

function pathOf(path: string): string {
    return Object.entries(OTHER_NAMES).find(([name]) => name === path)?.[1] ?? path;
}

function ownNamespace({ own }: Given): Disagreement[] {
    const { namespace, createNamespace } = own;
    if (namespace === undefined || createNamespace !== true || !CLUSTERS_OWN.includes(namespace)) {
        return [];
    }
    const problem = {
        path: "namespace",
        expected: "a namespace that this stack may make and delete",
        found: `${describeValue(namespace)}, which the cluster itself has`,
        remedy: "Choose another, or set createNamespace to false",
    };
    return [{ problem, shows: ["namespace"] }];
}
