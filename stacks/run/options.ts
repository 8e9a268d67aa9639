// What a run is started with, and what each phase is given and gives back.
import type { RunnerEvent } from "../runner/events.ts";
import type { StackTarget } from "../runner/target.ts";
import type { Environment } from "../settings/complete.ts";
import type { Settings } from "../settings/settings.ts";
import type { Clock } from "../waiting/clock.ts";
import type { RunPhaseId } from "./phases.ts";
import type { Finding, RunListener } from "./report.ts";

/** How a run is made. */
export interface RunOptions {
    readonly target: StackTarget;
    /** Parsed beforehand from the same configuration, see `settingsOf`. */
    readonly settings: Settings;
    /** The project of the stack. @default - that of this package: tempo-sts */
    readonly project?: string | undefined;
    /** What tells this run from others. @default - that of the target's lifetime, else made from the time */
    readonly runId?: string | undefined;
    /** Earlier phases are skipped: what they would have made is there already. @default - the first */
    readonly fromPhase?: RunPhaseId | undefined;
    /** @default - none */
    readonly skipPhases?: readonly RunPhaseId[] | undefined;
    /** Only these, in the order of a run; without `destroy` among them nothing is destroyed. @default - all */
    readonly onlyPhases?: readonly RunPhaseId[] | undefined;
    /** After a failed phase the stack stays. After an interruption it goes all the same: nobody is there to look at it. @default false */
    readonly keepOnFailure?: boolean | undefined;
    /** Seconds for a phase, instead of its own. */
    readonly timeouts?: Readonly<Partial<Record<RunPhaseId, number>>> | undefined;
    /** Paths of policy packs that the preview enforces. @default - none */
    readonly policyPacks?: readonly string[] | undefined;
    /** JSON files with the configuration of the policy packs, in the same order. @default - none */
    readonly policyPackConfigs?: readonly string[] | undefined;
    /** An installation of Pulumi's CLI: the folder that holds `bin/pulumi`. @default - the one on PATH */
    readonly root?: string | undefined;
    /** Under this folder a run that fails leaves what helps to find out why. @default - nothing is left */
    readonly diagnosticsDir?: string | undefined;
    /** Accounts that may be deployed to, beside those of `aws:allowedAccountIds`. @default - any */
    readonly allowedAccounts?: readonly string[] | undefined;
    /** Texts that no report and no diagnostics may show. @default - those that are found in the environment and the settings */
    readonly secrets?: readonly string[] | undefined;
    /** @default process.env */
    readonly env?: Environment | undefined;
    /** A person's or a system's wish to stop; the clean-up is done all the same. */
    readonly signal?: AbortSignal | undefined;
    readonly listener?: RunListener | undefined;
    /** Milliseconds since 1970. @default - the computer's clock */
    readonly now?: (() => number) | undefined;
    /** Time as a whole, for tests; wins over `now`. @default - the computer's clock */
    readonly clock?: RunClock | undefined;
    /** Phases that are done otherwise, for tests. @default - all as they are */
    readonly actions?: Partial<PhaseActions> | undefined;
    /** Reads the outputs of a stack that this run did not deploy. @default - through the engine */
    readonly readOutputs?:
        ((target: StackTarget, signal: AbortSignal) => Promise<Outputs>) | undefined;
    /** Names the broken link of the chain when a phase that waits for it has failed. @default - nobody does */
    readonly explain?: ((request: ExplainRequest) => Promise<readonly Finding[]>) | undefined;
    /** Collects what helps to find out why; gives the folder. @default - the cluster's and the run's own account */
    readonly diagnose?: ((request: DiagnosticsRequest) => Promise<string>) | undefined;
}

/** Outputs of a stack. */
export type Outputs = Readonly<Record<string, unknown>>;

/** Time, with its limits. */
export interface RunClock extends Clock {
    /** A signal that is given after so many milliseconds. */
    readonly timeout: (milliseconds: number) => AbortSignal;
}

/** What earlier phases of a run found out for later ones. */
export interface RunFacts {
    /** Whether this run has deployed the stack. */
    readonly deployed?: boolean;
    readonly outputs?: Outputs;
    /** The AWS account. */
    readonly accountId?: string;
    /** The cluster's issuer. */
    readonly issuer?: string;
    /** What the preview showed, as data. */
    readonly plan?: unknown;
    /** The traces that this run has sent. */
    readonly traces?: SentTraces;
    readonly leftovers?: readonly string[];
}

/** Traces that were sent. */
export interface SentTraces {
    /** The Job that sent them. */
    readonly name: string;
    /** What they carry as their run id. */
    readonly traceRunId: string;
    /** Milliseconds since 1970. */
    readonly created: number;
}

/** What every phase works with. */
export interface PhaseContext {
    readonly target: StackTarget;
    readonly settings: Settings;
    readonly project: string;
    readonly runId: string;
    readonly facts: RunFacts;
    readonly policyPacks: readonly string[];
    readonly policyPackConfigs: readonly string[];
    readonly root?: string | undefined;
    readonly allowedAccounts: readonly string[];
    readonly env: Environment;
    /** Given at the phase's time limit, and when the run is to stop; for the clean-up only at the time limit. */
    readonly signal: AbortSignal;
    readonly clock: Clock;
    /** How many seconds are left until the phase's time limit: what ends before it can say what was missing. */
    readonly secondsLeft: () => number;
    readonly progress: (message: string) => void;
    readonly event: (event: RunnerEvent) => void;
    /** The stack's outputs: those of this run's `up`, else those that the stack has. */
    readonly outputs: () => Promise<Outputs>;
}

/** What a phase says when it is over. A finding that `failed` fails the phase. */
export interface PhaseResult {
    /** One line. */
    readonly detail: string;
    /** @default - none */
    readonly findings?: readonly Finding[];
    /** @default - none */
    readonly facts?: RunFacts;
}

/** A phase's work. A thrown error fails the phase. */
export type PhaseAction = (context: PhaseContext) => Promise<PhaseResult>;

/** The work of all phases. */
export type PhaseActions = Readonly<Record<RunPhaseId, PhaseAction>>;

/** What is looked at to explain a failure. */
export interface ExplainRequest {
    readonly settings: Settings;
    readonly env: Environment;
    readonly signal: AbortSignal;
}

/** What diagnostics are collected from. */
export interface DiagnosticsRequest {
    /** The folder under which to make one for this run. */
    readonly dir: string;
    readonly stack: string;
    readonly runId: string;
    readonly settings: Settings;
    readonly facts: RunFacts;
    readonly secrets: readonly string[];
    readonly env: Environment;
    readonly signal: AbortSignal;
    readonly clock: Clock;
    readonly progress: (message: string) => void;
}
