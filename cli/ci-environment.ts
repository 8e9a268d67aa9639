/** What a CI job's environment tells of itself: branch, commit, run and owner. */

/** What a stack is made for, as far as it is known. */
export interface Origin {
    /** As it is written there: two branches must never become one. */
    readonly branch?: string;
    readonly commit?: string;
    readonly runId?: string;
    readonly owner?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;
type Value = (env: Variables) => string | undefined;

/** One CI system: how it is known, and where each value stands; the first that is set counts. */
interface System {
    readonly is: (env: Variables) => boolean;
    readonly branch: Value;
    readonly commit: Value;
    readonly runId: Value;
    readonly owner: Value;
}

const SYSTEMS: readonly System[] = [
    {
        // GitHub Actions.
        is: (env) => env["GITHUB_ACTIONS"] === "true",
        // The name of a pull request's ref is `12/merge`; a tag is no branch.
        branch: (env) =>
            first("GITHUB_HEAD_REF")(env) ??
            (env["GITHUB_REF_TYPE"] === "tag" ? undefined : first("GITHUB_REF_NAME")(env)),
        commit: first("GITHUB_SHA"),
        runId: first("GITHUB_RUN_ID"),
        owner: first("GITHUB_ACTOR"),
    },
    {
        // GitLab CI.
        is: (env) => env["GITLAB_CI"] === "true",
        branch: (env) =>
            first("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH")(env) ??
            (isSet(env["CI_COMMIT_TAG"]) ? undefined : first("CI_COMMIT_REF_NAME")(env)),
        commit: first("CI_COMMIT_SHA"),
        runId: first("CI_PIPELINE_ID"),
        owner: first("GITLAB_USER_LOGIN"),
    },
    {
        // Prow, and with it OpenShift CI.
        // Jenkins has these two names as well.
        is: (env) => isSet(env["JOB_NAME"]) && isSet(env["BUILD_ID"]) && !isSet(env["JENKINS_URL"]),
        branch: prowBranch,
        commit: first("PULL_PULL_SHA", "PULL_BASE_SHA"),
        runId: first("BUILD_ID"),
        owner: (env) => authorIn(env["JOB_SPEC"]) ?? first("REPO_OWNER", "JOB_NAME")(env),
    },
];

/** What the CI job tells; undefined outside of CI, and in a system that tells nothing. */
export function ciOrigin(env: Variables): Origin | undefined {
    const system = SYSTEMS.find(({ is }) => is(env));
    if (system === undefined) return undefined;
    const { branch, commit, runId, owner } = system;
    return known({
        branch: branch(env),
        commit: cleaned(commit(env)),
        runId: cleaned(runId(env)),
        owner: cleaned(owner(env)),
    });
}

const LONGEST = 128;

/** One line without control characters that fits where it is shown; undefined where nothing is left. */
export function cleaned(text: string | undefined): string | undefined {
    const line = (text ?? "").replace(/[\p{C}\s]+/gu, " ").trim();
    const characters = Array.from(line);
    const cut =
        characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 3).join("")}...`;
    return cut === "" ? undefined : cut;
}

/** Without the fields that are not known. */
export function known(origin: {
    readonly [Field in keyof Origin]: string | undefined;
}): Origin {
    return Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined));
}

/**
 * Several jobs test one pull request at once, each with a cluster of its own: each has a stack of its own. Branches of
 * forks are all called alike, so the number of the pull request stands for them.
 */
function prowBranch(env: Variables): string | undefined {
    const job = first("JOB_NAME")(env);
    const pull = first("PULL_NUMBER")(env);
    return pull === undefined ? job : `pull-${pull}-${job ?? ""}`;
}

/** Who opened the pull request, from Prow's description of the job. */
function authorIn(spec: string | undefined): string | undefined {
    try {
        const job = JSON.parse(spec ?? "") as {
            refs?: { pulls?: readonly { author?: unknown }[] } | null;
        } | null;
        const author = job?.refs?.pulls?.[0]?.author;
        return typeof author === "string" && author !== "" ? author : undefined;
    } catch {
        // None, or not as Prow writes it: the owner is told by something else.
        return undefined;
    }
}

function first(...names: readonly string[]): Value {
    return (env) => names.map((name) => env[name]).find(isSet);
}

function isSet(value: string | undefined): value is string {
    return value !== undefined && value.trim() !== "";
}
