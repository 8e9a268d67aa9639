// Who signs the cluster's service account tokens, read from the cluster itself.
import { issuerProblems } from "../../components/pure/issuer.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { describeAnswer, textAt } from "./answers.ts";
import { ClusterUnreachable, type Cluster } from "./connection.ts";

interface Source {
    readonly name: string;
    readonly path: string;
    readonly property: readonly string[];
}

/** What one source said: an issuer, or why there is none. */
type Finding = { readonly issuer: string } | { readonly seen: string };

/** What the cluster says of its issuer, whatever AWS could do with it. */
export type IssuerAnswer =
    { readonly issuer: string; readonly source: string } | { readonly seen: readonly string[] };

// OpenShift's own setting first; it is empty on clusters that never changed it.
const SOURCES: readonly Source[] = [
    {
        name: "spec.serviceAccountIssuer of Authentication/cluster",
        path: "/apis/config.openshift.io/v1/authentications/cluster",
        property: ["spec", "serviceAccountIssuer"],
    },
    {
        name: "/.well-known/openid-configuration",
        path: "/.well-known/openid-configuration",
        property: ["issuer"],
    },
];

/** Reads the cluster's issuer, be it as it may. */
export async function readIssuer(cluster: Cluster, signal?: AbortSignal): Promise<IssuerAnswer> {
    const findings = await Promise.all(
        SOURCES.map(async (source) => ({ source, finding: await ask(cluster, source, signal) })),
    );
    for (const { source, finding } of findings) {
        if ("issuer" in finding) return { issuer: finding.issuer, source: source.name };
    }
    const seen = findings.map(({ source, finding }) =>
        "seen" in finding ? `${source.name} (${finding.seen})` : "",
    );
    return { seen };
}

/**
 * The cluster's issuer.
 *
 * @throws SettingsError when none can be read, or AWS could do nothing with it; says what was tried and seen
 */
export async function discoverIssuer(cluster: Cluster, signal?: AbortSignal): Promise<string> {
    const answer = await readIssuer(cluster, signal);
    if ("issuer" in answer) {
        const { issuer, source } = answer;
        const problems = [...issuerProblems(issuer, "issuer"), ...insideProblems(issuer)];
        if (problems.length === 0) return issuer;
        throw new SettingsError(problems.map((problem) => fromCluster(problem, cluster, source)));
    }
    throw new SettingsError([
        {
            path: "issuer",
            expected: "the cluster's service account issuer, set or readable from the cluster",
            found: `none: it is not set, and context ${cluster.context} at ${cluster.server} gave none: ${answer.seen.join("; ")}`,
            remedy: "Set it: `pulumi config set issuer https://…`, the URL of the cluster's IAM OIDC provider",
        },
    ]);
}

/** Whether an issuer is a name that exists inside a cluster alone: the default of one not installed for web identity. */
export function isInsideCluster(issuer: string): boolean {
    const host = URL.canParse(issuer) ? new URL(issuer).hostname : "";
    return /(?:^|\.)(?:svc|svc\.cluster\.local|localhost)$/.test(host);
}

/** What to do about such an issuer. */
export const INSIDE_REMEDY =
    "Give the cluster a public issuer (on OpenShift: install it in STS mode, see `ccoctl aws`)";

async function ask(
    cluster: Cluster,
    { path, property }: Source,
    signal: AbortSignal | undefined,
): Promise<Finding> {
    try {
        const answer = await cluster.ask(path, { signal });
        if (answer.status !== 200) {
            return { seen: describeAnswer(answer) };
        }
        const issuer = textAt(answer.body, ...property);
        return issuer === "" ? { seen: "empty" } : { issuer };
    } catch (error) {
        if (error instanceof ClusterUnreachable) {
            return { seen: `no answer, ${error.code}` };
        }
        throw error;
    }
}

function insideProblems(issuer: string): Problem[] {
    if (!isInsideCluster(issuer)) {
        return [];
    }
    return [
        {
            path: "issuer",
            expected: "an issuer that AWS can reach",
            found: describeValue(issuer),
            remedy: INSIDE_REMEDY,
        },
    ];
}

function fromCluster(problem: Problem, cluster: Cluster, source: string): Problem {
    return {
        ...problem,
        found: `${problem.found} (${source} of context ${cluster.context})`,
    };
}
