// The record of a run's phases: makes one after the other, and remembers how each ended and what it found out.
import { redact } from "../../components/pure/redact.ts";
import { StackLockedError } from "../runner/errors.ts";
import type { StackTarget } from "../runner/target.ts";
import { attemptPhase, type PhaseEnd } from "./attempt.ts";
import { explained } from "./explain.ts";
import { describeFailure, describeFinding, PhaseError } from "./failure.ts";
import { RunFailures, whatIsWrong } from "./failures.ts";
import type {
    Outputs,
    PhaseActions,
    PhaseContext,
    RunClock,
    RunFacts,
    RunOptions,
} from "./options.ts";
import { phaseSeconds, type RunPhase, type RunPhaseId } from "./phases.ts";
import type { Finding, PhaseOutcome, RunFailure, RunReport } from "./report.ts";
import { redactDeep } from "./secrets.ts";
import type { RunVoice } from "./voice.ts";

/** What a record is made with. */
export interface RecordOptions {
    readonly options: RunOptions;
    readonly clock: RunClock;
    readonly voice: RunVoice;
    readonly project: string;
    readonly runId: string;
    readonly actions: PhaseActions;
    readonly readOutputs: (target: StackTarget, signal: AbortSignal) => Promise<Outputs>;
}

/** The engine ends what is under way before it stops; a call to an API does not need that long. */
const ENGINE_GRACE_SECONDS = 300;
const GRACE_SECONDS = 15;
const ENGINE_PHASES: readonly RunPhaseId[] = ["preview", "up", "no-drift", "destroy"];

/** How a phase ended, beside what it gave back. */
interface Ended {
    readonly milliseconds: number;
    readonly wrong: Omit<RunFailure, "phase"> | undefined;
    /** Which link of the chain is broken. */
    readonly why: readonly Finding[];
}

/** What one run has done so far. */
export class PhaseRecord {
    readonly failures: RunFailures;
    /** The deployment never began, because the stack is another's for now. */
    lockedOut = false;
    /** What the phases have found out. */
    facts: RunFacts = {};
    private readonly outcomes: PhaseOutcome[] = [];
    private readonly made: RecordOptions;

    constructor(made: RecordOptions) {
        this.made = made;
        this.failures = new RunFailures(made.voice.secrets);
    }

    /** Why nothing regular is begun any more. */
    stopped(): string | undefined {
        const { first } = this.failures;
        const isInterrupted =
            first === undefined
                ? this.made.options.signal?.aborted === true
                : first.class === "interrupted";
        if (isInterrupted) return "not run: interrupted";
        return first === undefined ? undefined : `not run: ${first.phase} failed`;
    }

    /** Leaves a phase out because the run is to stop. */
    stop(phase: RunPhase, why: string): void {
        if (this.failures.first === undefined) {
            const reason: unknown = this.made.options.signal?.reason;
            this.failures.add(phase, { class: "interrupted", message: describeFailure(reason) });
        }
        this.skip(phase, why);
    }

    /** Leaves a phase out. */
    skip({ id, title }: RunPhase, detail: string): void {
        const nothing = { milliseconds: 0, attempts: 0, findings: [] };
        this.end({ id, title, status: "skipped", detail, ...nothing });
    }

    /** Makes a phase, which may be stopped by that signal, and by its time limit. */
    async perform(phase: RunPhase, stop: AbortSignal | undefined): Promise<void> {
        const { options, clock, voice, actions } = this.made;
        const { id, retries } = phase;
        voice.started(phase);
        const started = clock.now();
        const progress = (message: string): void => {
            voice.progress(id, message);
        };
        const seconds = options.timeouts?.[id] ?? phaseSeconds(id, options.settings);
        const secondsLeft = (): number => seconds - (clock.now() - started) / 1000;
        const end = await attemptPhase({
            seconds,
            graceSeconds: ENGINE_PHASES.includes(id) ? ENGINE_GRACE_SECONDS : GRACE_SECONDS,
            act: async (signal) =>
                actions[id]({ ...this.context(id, signal), progress, secondsLeft }),
            ...{ retries, stop, clock, progress },
        });
        const milliseconds = clock.now() - started;
        const wrong = whatIsWrong(phase, end);
        const why = await explained(this.made, id, wrong);
        this.settle(phase, end, { milliseconds, wrong, why });
    }

    /** What a report says of it. */
    summary(): Pick<RunReport, "phases" | "outputs" | "leftovers"> {
        const { outputs = {}, leftovers = [] } = this.facts;
        const { secrets } = this.made.voice;
        return {
            phases: this.outcomes,
            outputs: redactDeep(outputs, secrets),
            leftovers: redactDeep(leftovers, secrets),
        };
    }

    private context(
        id: RunPhaseId,
        signal: AbortSignal,
    ): Omit<PhaseContext, "progress" | "secondsLeft"> {
        const { options, clock, voice, project, runId, readOutputs } = this.made;
        const { target, settings, allowedAccounts = [], root } = options;
        const { policyPacks = [], policyPackConfigs = [] } = options;
        return {
            ...{ target, settings, project, runId, allowedAccounts, root },
            ...{ policyPacks, policyPackConfigs },
            ...{ signal, clock },
            facts: this.facts,
            env: options.env ?? process.env,
            event: (event) => {
                voice.event(id, event);
            },
            outputs: async () => {
                const outputs = this.facts.outputs ?? (await readOutputs(target, signal));
                this.facts = { ...this.facts, outputs };
                return outputs;
            },
        };
    }

    private settle(phase: RunPhase, end: PhaseEnd, ended: Ended): void {
        const { result, error, attempts } = end;
        const { milliseconds, wrong, why } = ended;
        const { secrets } = this.made.voice;
        const { id, title } = phase;
        this.facts = { ...this.facts, ...result?.facts };
        if (id === "up") this.lockedOut = error instanceof StackLockedError;
        const own = result?.findings ?? (error instanceof PhaseError ? error.findings : []);
        const said = [...own, ...why];
        const about = { id, title, milliseconds, attempts, findings: redactDeep(said, secrets) };
        if (wrong === undefined) {
            this.end({ ...about, status: "passed", detail: redact(result?.detail ?? "", secrets) });
            return;
        }
        const { class: failureClass, message } = this.failures.add(phase, {
            class: wrong.class,
            message: [wrong.message, ...why.map(describeFinding)].join("\n"),
        });
        const detail = message.split("\n")[0] ?? "";
        this.end({ ...about, status: "failed", detail, error: { message, class: failureClass } });
    }

    private end(outcome: PhaseOutcome): void {
        this.outcomes.push(outcome);
        this.made.voice.ended(outcome);
    }
}
