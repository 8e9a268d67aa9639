/** The rehearsal from nothing to nothing: set up, start, act, stop; always told as a report. */
import { ClusterApi } from "../operator/cluster/cluster-api.ts";
import { textOf, valueAt } from "../operator/cluster/values.ts";
import { startSandbox, type Sandbox } from "../sandbox.ts";
import { prepareSandbox, type Prepared } from "../setup/prepare.ts";
import { act, type ActOptions } from "./act.ts";
import { Draft } from "./draft.ts";
import { describeError } from "./errors.ts";
import { PhaseLog, PHASES, type PhaseListener } from "./phases.ts";
import { planRehearsal, type GivenSetting, type RehearsalPlan } from "./plan.ts";
import type { RehearsalReport } from "./report.ts";
import { stageIn, type Stage } from "./stage.ts";

/** What to rehearse, and how. */
export interface RehearsalOptions extends ActOptions {
    /** Settings in the order in which they were given. @default - the blueprint's */
    readonly settings?: readonly GivenSetting[] | undefined;
    /** A disposable cluster that is there already. @default - one of our own */
    readonly context?: string | undefined;
    /** A real operator's binary. @default - the stand-in */
    readonly operator?: string | undefined;
    /** Gives up after so long; the set-up does not count. @default - never */
    readonly timeoutSeconds?: number | undefined;
    /** @default process.env */
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly listener?: PhaseListener;
    /** Ends the rehearsal early: what runs is stopped, and the report says so. */
    readonly signal: AbortSignal;
}

/**
 * Rehearses. What goes wrong with it is in the report.
 *
 * @throws whatever `keep` rejects with, when everything is taken away
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalReport> {
    const log = new PhaseLog(options.listener ?? {}, options.signal);
    const draft = new Draft();
    const readied = await log.run("set-up", (progress) => setUp(options, progress));
    if (readied !== undefined) {
        const signal = AbortSignal.any([options.signal, ...timeout(options.timeoutSeconds)]);
        log.stopOn(signal);
        const timed = { ...options, signal };
        const stage = await log.run("start", (progress) =>
            setStage(timed, readied, draft, progress),
        );
        if (stage !== undefined) {
            try {
                await act(stage, timed, log, draft);
            } finally {
                await stop(stage.sandbox, log);
            }
        }
    }
    for (const { id } of PHASES) {
        if (!log.has(id)) log.skip(id, "not reached");
    }
    return draft.report(log);
}

interface Readied {
    readonly plan: RehearsalPlan;
    readonly prepared: Prepared;
}

async function setUp(options: RehearsalOptions, progress: (message: string) => void) {
    const plan = planRehearsal(options.settings ?? [], options.env ?? process.env);
    let steps = 0;
    const prepared = await prepareSandbox({
        needControlPlane: options.context === undefined,
        signal: options.signal,
        onProgress: (message) => {
            steps += 1;
            progress(message);
        },
    });
    const detail = steps === 0 ? "everything is there" : "what was missing is there now";
    return { value: { plan, prepared }, detail };
}

async function setStage(
    options: RehearsalOptions,
    { plan, prepared }: Readied,
    draft: Draft,
    progress: (message: string) => void,
): Promise<{ value: Stage; detail: string }> {
    const { settings } = plan;
    const sandbox = await startSandbox(
        {
            ...prepared,
            region: settings.region,
            issuer: settings.issuer,
            existing:
                options.context === undefined
                    ? undefined
                    : { context: options.context, kubeconfig: settings.kubernetes.kubeconfig },
            operator: options.operator,
            signal: options.signal,
        },
        progress,
    );
    try {
        progress("making things of somebody else that must not be touched");
        const stage = await stageIn(sandbox, plan, options.context !== undefined);
        await describe(sandbox, options, draft);
        return { value: stage, detail: `${draft.cluster}; ${draft.operator}` };
    } catch (reason) {
        await sandbox.stop();
        throw reason;
    }
}

async function describe(sandbox: Sandbox, options: RehearsalOptions, draft: Draft): Promise<void> {
    const version = await kubernetesVersion(sandbox);
    draft.cluster =
        options.context === undefined
            ? `a control plane of its own, Kubernetes ${version}`
            : `the context ${options.context}, Kubernetes ${version}`;
    draft.operator = sandbox.operator.description;
    draft.crds = sandbox.crds.source;
    draft.addresses.set("Kubernetes", sandbox.cluster.server);
    draft.addresses.set("AWS", sandbox.aws.endpoint);
}

async function kubernetesVersion({ cluster }: Sandbox): Promise<string> {
    const api = await ClusterApi.connect(cluster);
    try {
        return textOf(valueAt(await api.request("GET", "/version"), "gitVersion")) ?? "unknown";
    } finally {
        api.close();
    }
}

function timeout(seconds: number | undefined): AbortSignal[] {
    if (seconds === undefined) return [];
    const controller = new AbortController();
    const timer = setTimeout(() => {
        controller.abort(new Error(`it took longer than the ${seconds} s of --timeout`));
    }, seconds * 1000);
    timer.unref();
    return [controller.signal];
}

async function stop(sandbox: Sandbox, log: PhaseLog): Promise<void> {
    try {
        await sandbox.stop();
    } catch (error) {
        log.fail("leak-check", `the sandbox did not stop: ${describeError(error)}`, "clean-up");
    }
}
