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

/**
 * The cluster's issuer.
 *
 * @throws SettingsError when none can be read, or AWS could do nothing with it; says what was tried and seen
 */
export async function discoverIssuer(cluster: Cluster, signal?: AbortSignal): Promise<string> {
    const findings = await Promise.all(
        SOURCES.map(async (source) => ({ source, finding: await ask(cluster, source, signal) })),
    );
    for (const { source, finding } of findings) {
        if ("issuer" in finding) {
            const problems = [
                ...issuerProblems(finding.issuer, "issuer"),
                ...insideProblems(finding.issuer),
            ].map((problem) => fromCluster(problem, cluster, source));
            if (problems.length > 0) {
                throw new SettingsError(problems);
            }
            return finding.issuer;
        }
    }
    const seen = findings.map(({ source, finding }) =>
        "seen" in finding ? `${source.name} (${finding.seen})` : "",
    );
    throw new SettingsError([
        {
            path: "issuer",
            expected: "the cluster's service account issuer, set or readable from the cluster",
            found: `none: it is not set, and context ${cluster.context} at ${cluster.server} gave none: ${seen.join("; ")}`,
            remedy: "Set it: `pulumi config set issuer https://…`, the URL of the cluster's IAM OIDC provider",
        },
    ]);
}

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

// The default of a cluster that was not installed for web identity: a name that exists inside it alone.
function insideProblems(issuer: string): Problem[] {
    const host = URL.canParse(issuer) ? new URL(issuer).hostname : "";
    if (!/(?:^|\.)(?:svc|svc\.cluster\.local|localhost)$/.test(host)) {
        return [];
    }
    return [
        {
            path: "issuer",
            expected: "an issuer that AWS can reach",
            found: describeValue(issuer),
            remedy: "Give the cluster a public issuer (on OpenShift: install it in STS mode, see `ccoctl aws`)",
        },
    ];
}

function fromCluster(problem: Problem, cluster: Cluster, source: Source): Problem {
    return {
        ...problem,
        found: `${problem.found} (${source.name} of context ${cluster.context})`,
    };
}
