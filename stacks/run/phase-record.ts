// The record of a run's phases: makes one after the other, and remembers how each ended and what it found out.
import type { StackTarget } from "../runner/target.ts";
import { redact } from "../../components/pure/redact.ts";
import { attemptPhase, type PhaseEnd } from "./attempt.ts";
import { StackLockedError } from "../runner/errors.ts";
import { classOfError, describeFailure, describeFinding, PhaseError } from "./failure.ts";
import type {
    DiagnosticsRequest,
    Outputs,
    PhaseActions,
    PhaseContext,
    RunClock,
    RunFacts,
    RunOptions,
} from "./options.ts";
import { phaseSeconds, type RunPhase, type RunPhaseId } from "./phases.ts";
import { redactDeep, secretsOf } from "./secrets.ts";
import type { PhaseOutcome, RunFailure, RunReport } from "./report.ts";

/** What a record is made with. */
export interface RecordOptions {
    readonly options: RunOptions;
    readonly clock: RunClock;
    readonly project: string;
    readonly runId: string;
    readonly actions: PhaseActions;
    readonly readOutputs: (target: StackTarget, signal: AbortSignal) => Promise<Outputs>;
}

/** The engine ends what is under way before it stops; a call to an API does not need that long. */
const ENGINE_GRACE_SECONDS = 300;
const GRACE_SECONDS = 15;
const ENGINE_PHASES: readonly RunPhaseId[] = ["preview", "up", "no-drift", "destroy"];
const CLEAN_UP: readonly RunPhaseId[] = ["destroy", "leak-check"];

/** What one run has done so far. */
export class PhaseRecord {
    private readonly outcomes: PhaseOutcome[] = [];
    private readonly made: RecordOptions;
    /** What nothing that is told may show. */
    readonly secrets: readonly string[];
    /** The deployment never began, because the stack is another's for now. */
    lockedOut = false;
    private facts: RunFacts = {};
    private first: RunFailure | undefined;
    private cleanUp: RunFailure | undefined;

    constructor(made: RecordOptions) {
        this.made = made;
        this.secrets = secretsOf(made.options);
    }

    /** The first failure. */
    get failure(): RunFailure | undefined {
        return this.first;
    }

    /** Why nothing regular is begun any more. */
    stopped(): string | undefined {
        const { signal } = this.made.options;
        if (this.first !== undefined) {
            const { phase, class: failureClass } = this.first;
            return failureClass === "interrupted"
                ? "not run: interrupted"
                : `not run: ${phase} failed`;
        }
        return signal?.aborted === true ? "not run: interrupted" : undefined;
    }

    /** Leaves a phase out because the run is to stop. */
    stop(phase: RunPhase, why: string): void {
        if (this.first === undefined) {
            const reason: unknown = this.made.options.signal?.reason;
            this.fail(phase, "interrupted", describeFailure(reason));
        }
        this.skip(phase, why);
    }

    /** Leaves a phase out. */
    skip({ id, title }: RunPhase, detail: string): void {
        this.end({
            id,
            title,
            status: "skipped",
            milliseconds: 0,
            attempts: 0,
            detail,
            findings: [],
        });
    }

    /** Makes a phase, which may be stopped by that signal, and by its time limit. */
    async perform(phase: RunPhase, stop: AbortSignal | undefined): Promise<void> {
        const { options, clock, actions } = this.made;
        const { id, title, retries } = phase;
        options.listener?.started?.(id, title);
        const started = clock.now();
        const progress = (message: string): void => {
            this.note(id, message);
        };
        const seconds = options.timeouts?.[id] ?? phaseSeconds(id, options.settings);
        const secondsLeft = (): number => seconds - (clock.now() - started) / 1000;
        const end = await attemptPhase({
            seconds,
            graceSeconds: ENGINE_PHASES.includes(id) ? ENGINE_GRACE_SECONDS : GRACE_SECONDS,
            act: async (signal) => actions[id](this.context(id, signal, secondsLeft)),
            ...{ retries, stop, clock, progress },
        });
        this.settle(phase, end, clock.now() - started);
    }

    /** Tells something about a phase. */
    note(id: RunPhaseId, message: string): void {
        this.made.options.listener?.progress?.(id, redact(message, this.secrets));
    }

    /** What a report says of it. */
    summary(): Pick<RunReport, "phases" | "outputs" | "failure" | "cleanUpFailure" | "leftovers"> {
        const { outputs = {}, leftovers = [] } = this.facts;
        return {
            phases: this.outcomes,
            outputs: redactDeep(outputs, this.secrets),
            ...(this.first === undefined ? {} : { failure: this.first }),
            ...(this.cleanUp === undefined ? {} : { cleanUpFailure: this.cleanUp }),
            leftovers: redactDeep(leftovers, this.secrets),
        };
    }

    /** What diagnostics are made from. */
    diagnosticsRequest(
        dir: string,
        { phase }: RunFailure,
        signal: AbortSignal,
    ): DiagnosticsRequest {
        const { options, clock, runId } = this.made;
        return {
            ...{ dir, runId, signal, clock },
            stack: options.target.stack,
            settings: options.settings,
            facts: this.facts,
            secrets: this.secrets,
            env: { ...(options.env ?? process.env), ...options.target.env },
            progress: (message) => {
                this.note(phase, message);
            },
        };
    }

    private context(id: RunPhaseId, signal: AbortSignal, secondsLeft: () => number): PhaseContext {
        const { options, clock, project, runId, readOutputs } = this.made;
        const { target, settings, policyPacks = [], allowedAccounts = [], listener } = options;
        return {
            ...{ target, settings, project, runId, policyPacks, allowedAccounts, signal, clock },
            facts: this.facts,
            secondsLeft,
            root: options.root,
            env: options.env ?? process.env,
            progress: (message) => {
                this.note(id, message);
            },
            event: (event) => {
                listener?.event?.(id, redactDeep(event, this.secrets));
            },
            outputs: async () => {
                const outputs = this.facts.outputs ?? (await readOutputs(target, signal));
                this.facts = { ...this.facts, outputs };
                return outputs;
            },
        };
    }

    private settle(phase: RunPhase, end: PhaseEnd, milliseconds: number): void {
        const { result, error, attempts } = end;
        const { id, title } = phase;
        this.facts = { ...this.facts, ...result?.facts };
        if (id === "up") this.lockedOut = error instanceof StackLockedError;
        const said = result?.findings ?? (error instanceof PhaseError ? error.findings : []);
        const findings = redactDeep(said, this.secrets);
        const about = { id, title, milliseconds, attempts, findings };
        const wrong = whatIsWrong(phase, end);
        if (wrong === undefined) {
            const detail = redact(result?.detail ?? "", this.secrets);
            this.end({ ...about, status: "passed", detail });
            return;
        }
        const { class: failureClass, message } = this.fail(phase, wrong.class, wrong.message);
        const detail = message.split("\n")[0] ?? "";
        this.end({ ...about, status: "failed", detail, error: { message, class: failureClass } });
    }

    private fail({ id }: RunPhase, failureClass: RunFailure["class"], said: string): RunFailure {
        const message = redact(said, this.secrets);
        const failure = { phase: id, class: failureClass, message };
        if (this.first === undefined) this.first = failure;
        else if (CLEAN_UP.includes(id)) this.cleanUp ??= failure;
        return failure;
    }

    private end(outcome: PhaseOutcome): void {
        this.outcomes.push(outcome);
        this.made.options.listener?.ended?.(outcome);
    }
}

/** Undefined where it went well: an end without an error, and no finding that failed. */
function whatIsWrong(
    phase: RunPhase,
    { result, error, interrupted }: PhaseEnd,
): Omit<RunFailure, "phase"> | undefined {
    if (interrupted) {
        return { class: "interrupted", message: describeFailure(error) };
    }
    if (result === undefined) {
        return { class: classOfError(error, phase), message: describeFailure(error) };
    }
    const failed = (result.findings ?? []).filter(({ status }) => status === "failed");
    return failed.length === 0
        ? undefined
        : { class: phase.failureClass, message: failed.map(describeFinding).join("\n") };
}
