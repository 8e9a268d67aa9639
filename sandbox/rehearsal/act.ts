/** What happens in a running sandbox: deploy, prove, destroy, check that nothing is left. */
import { connectCluster } from "../../stacks/cluster/connection.ts";
import { deleteVolumeClaims } from "../../stacks/cluster/volume-claims.ts";
import { chooseEngine, type EngineChoice } from "../engines/choose.ts";
import type { Deployment, Engine, EngineEvent } from "../engines/engine.ts";
import { addressesOf, chainOf } from "./chain.ts";
import type { Draft } from "./draft.ts";
import { exportsOf } from "./exports.ts";
import { checkLeaks, takeInventory } from "./leak-check.ts";
import { limitsOf } from "./limits.ts";
import type { PhaseLog, PhaseOutcome, PhaseProgress } from "./phases.ts";
import { proveEverything } from "./prove-everything.ts";
import type { Chain, RehearsalReport } from "./report.ts";
import type { Stage } from "./stage.ts";

/** How to act. */
export interface ActOptions {
    readonly engine: EngineChoice;
    readonly signal: AbortSignal;
    /** Is called between the proofs and destroy; what is deployed stays until it resolves. */
    readonly keep?: ((report: RehearsalReport) => Promise<void>) | undefined;
}

/**
 * Acts, phase by phase. What was deployed is destroyed whatever happens in between.
 *
 * @throws whatever `keep` rejects with, when everything is taken away
 */
export async function act(
    stage: Stage,
    options: ActOptions,
    log: PhaseLog,
    draft: Draft,
): Promise<void> {
    const deployed = await log.run("deploy", (progress) => deploy(stage, options, draft, progress));
    // A cluster of our own goes as a whole, so that nothing need be deleted in it once somebody wants to stop.
    const whatever = stage.stays;
    const signal = stage.stays ? undefined : options.signal;
    try {
        if (deployed !== undefined) await use(stage, deployed, options, log, draft);
    } finally {
        if (deployed !== undefined) {
            const takeAway = (told: PhaseProgress) => destroy(stage, deployed, told, signal);
            await log.run("destroy", takeAway, { whatever });
            await deployed.engine.dispose();
        }
        await log.run("leak-check", () => lookForLeaks(stage, draft), { whatever });
        if (whatever) await stage.bystanders.remove();
    }
}

async function use(
    stage: Stage,
    { chain }: Deployed,
    { signal, keep }: ActOptions,
    log: PhaseLog,
    draft: Draft,
): Promise<void> {
    await proveEverything(stage, chain, signal, log, draft);
    if (keep !== undefined && !signal.aborted) {
        await keep({ ...draft.report(log), exports: exportsOf(stage.sandbox) });
    }
}

interface Deployed {
    readonly engine: Engine;
    readonly deployment: Deployment;
    readonly chain: Chain;
}

async function deploy(
    stage: Stage,
    options: ActOptions,
    draft: Draft,
    progress: PhaseProgress,
): Promise<PhaseOutcome<Deployed>> {
    const { sandbox, plan } = stage;
    const { aws, cluster } = sandbox;
    const engine = await chooseEngine(options.engine, {
        aws,
        kubeconfig: cluster.kubeconfig,
        context: cluster.context,
    });
    draft.engine = engine.name;
    draft.engineWhy = engine.why;
    draft.notProven.push(
        ...limitsOf({
            engine: engine.name,
            realOperator: sandbox.operator.kind === "binary",
            expiredTokenTried: cluster.expiredCopy !== undefined,
        }),
    );
    let deployment: Deployment | undefined;
    try {
        deployment = await engine.up(plan.config, {
            signal: options.signal,
            onEvent: teller(progress),
        });
        const { outputs, resources } = deployment;
        draft.resources.push(...resources);
        draft.chain = chainOf(plan.settings, cluster.issuer, outputs);
        for (const [name, address] of addressesOf(outputs)) draft.addresses.set(name, address);
        const detail = `${resources.length} resources by the ${engine.name} engine (${engine.why})`;
        return { value: { engine, deployment, chain: draft.chain }, detail };
    } catch (reason) {
        // When the deployment itself failed, the engine has undone it.
        await deployment?.destroy();
        await engine.dispose();
        await deleteLeftClaims(stage);
        throw reason;
    }
}

async function destroy(
    stage: Stage,
    { deployment }: Deployed,
    progress: PhaseProgress,
    signal: AbortSignal | undefined,
): Promise<PhaseOutcome<undefined>> {
    await deployment.destroy({ onEvent: teller(progress), signal });
    const claims = await deleteLeftClaims(stage);
    const more = claims.length === 0 ? "" : `, and the volume claim ${claims.join(", ")}`;
    return { value: undefined, detail: `${deployment.resources.length} resources${more}` };
}

/** With a namespace of the stack's own they go too; in another's they have to be deleted one by one. */
async function deleteLeftClaims({ sandbox, plan }: Stage): Promise<readonly string[]> {
    const { createNamespace, namespace, tempoName } = plan.settings;
    if (createNamespace) return [];
    const { kubeconfig, context } = sandbox.cluster;
    const cluster = await connectCluster({ kubeconfig, context });
    return deleteVolumeClaims(cluster, { namespace, tempoName });
}

/** What has been begun is told in passing, what is done stays. */
function teller(progress: PhaseProgress): (event: EngineEvent) => void {
    return ({ kind, type, name, message }) => {
        const more = message === undefined ? "" : `: ${message}`;
        progress(`${kind} ${type} ${name}${more}`, kind.endsWith("ing"));
    };
}

async function lookForLeaks(
    { sandbox, before, namespaces }: Stage,
    draft: Draft,
): Promise<PhaseOutcome<undefined>> {
    const found = checkLeaks(before, await takeInventory(sandbox, namespaces));
    draft.leftovers.push(...found.leftovers);
    draft.bystandersTouched.push(...found.bystandersTouched);
    draft.bystandersWatched = found.watched;
    const wrong = [
        ...found.leftovers.map((name) => `left behind: ${name}`),
        ...found.bystandersTouched.map((name) => `touched: ${name}`),
    ];
    return {
        value: undefined,
        detail: `nothing is left, ${found.watched} things of others are as they were`,
        problem: wrong.length === 0 ? undefined : wrong.join("; "),
    };
}
