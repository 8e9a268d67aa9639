// Looks at everything that a run needs before it makes anything.
import { delimiter, join } from "node:path";

import { UserError } from "../../../components/user-error.ts";
import { awsConnection } from "../../aws/connection.ts";
import { describeAnswer } from "../../cluster/answers.ts";
import type { Cluster } from "../../cluster/connection.ts";
import { discoverIssuer } from "../../cluster/issuer.ts";
import type { Environment } from "../../settings/complete.ts";
import { describeFinding, PhaseError } from "../failure.ts";
import type { PhaseContext, PhaseResult, RunFacts } from "../options.ts";
import { callerIdentity } from "../preflight/caller.ts";
import { makeCheck, type CheckTools } from "../preflight/check.ts";
import { PREFLIGHT_CHECKS } from "../preflight/checks.ts";
import { clusterReachable } from "../preflight/cluster-reachable.ts";
import type { Finding } from "../report.ts";
import { clusterOf } from "./cluster-of.ts";

/**
 * Makes all checks at once.
 *
 * @throws PhaseError when one failed, or one that is required could not be made
 */
export async function preflight(context: PhaseContext): Promise<PhaseResult> {
    const tools = toolsOf(context);
    const others = withCluster(tools, insteadOf(tools.cluster));
    const made = await Promise.all(
        PREFLIGHT_CHECKS.map(async (check) => {
            const finding = await makeCheck(check, check === clusterReachable ? tools : others);
            context.progress(describeFinding(finding));
            return { finding, required: check.required };
        }),
    );
    const findings = made.map(({ finding }) => finding);
    const fatal = made.filter(
        ({ finding: { status }, required }) =>
            status === "failed" || (required && status === "not-checked"),
    );
    if (fatal.length > 0) {
        const lines = fatal.map(({ finding }) => describeFinding(finding));
        throw new PhaseError(lines.join("\n"), { findings });
    }
    return { detail: summary(findings), findings, facts: await factsOf(tools) };
}

function toolsOf(context: PhaseContext): CheckTools {
    const { target, settings, allowedAccounts, signal, clock } = context;
    const env = withRoot({ ...context.env, ...target.env }, context.root);
    const aws = awsConnection(settings, env);
    const tools = { target, settings, allowedAccounts, env, signal, clock, aws };
    const caller = once(async () => callerIdentity(aws, signal));
    return withCluster(
        { ...tools, caller },
        once(async () => insisting(await clusterOf(context))),
    );
}

function withCluster(
    tools: Omit<CheckTools, "cluster" | "issuer">,
    cluster: CheckTools["cluster"],
): CheckTools {
    const { settings, signal } = tools;
    const issuer = once(
        async () => settings.issuer ?? (await discoverIssuer(await cluster(), signal)),
    );
    return { ...tools, cluster, issuer };
}

/** Why there is no cluster is for one check to tell; the others cannot be made. */
function insteadOf(cluster: CheckTools["cluster"]): CheckTools["cluster"] {
    return () =>
        cluster().catch((error: unknown) => {
            if (!(error instanceof UserError)) throw error;
            throw new Error("there is no cluster to ask", { cause: error });
        });
}

/** An installation of the CLI that was named comes before the one on the path. */
function withRoot(env: Environment, root: string | undefined): Environment {
    return root === undefined
        ? env
        : { ...env, PATH: [join(root, "bin"), env["PATH"] ?? ""].join(delimiter) };
}

/** A server that is busy is asked again, as one that does not answer is. */
function insisting(cluster: Cluster): Cluster {
    return {
        ...cluster,
        ask: async (path, request) => {
            const answer = await cluster.ask(path, request);
            if (answer.status !== 429 && answer.status < 500) return answer;
            const $metadata = { httpStatusCode: answer.status };
            throw Object.assign(new Error(describeAnswer(answer)), { $metadata });
        },
    };
}

async function factsOf({ caller, issuer }: CheckTools): Promise<RunFacts> {
    const found = await issuer().catch(() => undefined);
    const { accountId } = await caller();
    return { accountId, ...(found === undefined ? {} : { issuer: found }) };
}

function summary(findings: readonly Finding[]): string {
    const count = (wanted: Finding["status"]): number =>
        findings.filter(({ status }) => status === wanted).length;
    const [ok, warnings, unchecked] = [count("ok"), count("warning"), count("not-checked")];
    return [
        `${ok} of ${findings.length} checks are well`,
        ...(warnings === 0 ? [] : [`${warnings} with a warning`]),
        ...(unchecked === 0 ? [] : [`${unchecked} could not be made`]),
    ].join(", ");
}

// What failed is asked again the next time; what is under way, or known, is not.
function once<T>(ask: () => Promise<T>): () => Promise<T> {
    let asked: Promise<T> | undefined;
    return async () => {
        asked ??= ask().catch((error: unknown) => {
            asked = undefined;
            throw error;
        });
        return asked;
    };
}
