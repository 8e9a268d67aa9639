/** Runs the phases of a rehearsal one after the other and remembers how each ended. */
import { describeError } from "./errors.ts";
import type { Failure, FailureClass, PhaseId, PhaseResult } from "./report.ts";

/** The phases in order, with the title a person reads and what a failure in them counts as. */
export const PHASES: readonly {
    readonly id: PhaseId;
    readonly title: string;
    readonly failure: FailureClass;
}[] = [
    { id: "set-up", title: "Set up", failure: "preflight" },
    { id: "start", title: "Start the sandbox", failure: "preflight" },
    { id: "deploy", title: "Deploy", failure: "deploy" },
    { id: "prove-allowed", title: "Prove what is allowed", failure: "proof" },
    { id: "prove-refused", title: "Prove what is refused", failure: "proof" },
    { id: "trace-jobs", title: "Validate the trace Jobs", failure: "proof" },
    { id: "destroy", title: "Destroy", failure: "clean-up" },
    { id: "leak-check", title: "Check that nothing is left", failure: "clean-up" },
];

/** Is told what happens, as it happens. */
export interface PhaseListener {
    readonly started?: (id: PhaseId, title: string) => void;
    readonly progress?: (id: PhaseId, message: string, passing: boolean) => void;
    readonly ended?: (result: PhaseResult) => void;
}

/** Tells how a phase is getting on; what is `passing` is worth no line that stays. */
export type PhaseProgress = (message: string, passing?: boolean) => void;

/** What a phase says when it is over. */
export interface PhaseOutcome<T> {
    readonly value: T;
    readonly detail: string;
    /** What the phase found wrong without being stopped by it. */
    readonly problem?: string | undefined;
}

/** Thrown by a phase whose failure counts as something else than the phase's own class. */
export class ClassifiedError extends Error {
    override readonly name = "ClassifiedError";
    readonly class: FailureClass;

    constructor(failure: FailureClass, message: string, options?: ErrorOptions) {
        super(message, options);
        this.class = failure;
    }
}

/** The record of one rehearsal's phases. */
export class PhaseLog {
    readonly results: PhaseResult[] = [];
    readonly failures: Failure[] = [];
    readonly #listener: PhaseListener;
    readonly #interruption: AbortSignal;
    #stop: AbortSignal;

    /** `interruption` is a person's wish to stop: whatever fails after it fails because of it. */
    constructor(listener: PhaseListener, interruption: AbortSignal) {
        this.#listener = listener;
        this.#interruption = interruption;
        this.#stop = interruption;
    }

    /** Nothing more is begun after this signal either. */
    stopOn(signal: AbortSignal): void {
        this.#stop = signal;
    }

    /** Whether the phase is over, or was skipped. */
    has(id: PhaseId): boolean {
        return this.results.some((result) => result.id === id);
    }

    /**
     * Runs one phase; gives undefined when it failed, which the record then tells of. After a wish to stop only what
     * must happen `whatever` comes is run.
     */
    async run<T>(
        id: PhaseId,
        work: (progress: PhaseProgress) => Promise<PhaseOutcome<T>>,
        { whatever = false }: { readonly whatever?: boolean } = {},
    ): Promise<T | undefined> {
        if (this.#stop.aborted && !whatever) {
            this.#stopped(id);
            return undefined;
        }
        this.#listener.started?.(id, phase(id).title);
        const start = performance.now();
        try {
            const { value, detail, problem } = await work((message, passing = false) =>
                this.#listener.progress?.(id, message, passing),
            );
            if (problem !== undefined) this.fail(id, problem);
            this.#noteInterruption(id);
            this.#end(id, problem === undefined ? "passed" : "failed", start, problem ?? detail);
            return value;
        } catch (error) {
            const message = describeError(error);
            this.fail(id, message, classOf(error));
            this.#end(id, "failed", start, message);
            return undefined;
        }
    }

    /** Says that a phase was not run. */
    skip(id: PhaseId, why: string): void {
        this.#end(id, "skipped", performance.now(), why);
    }

    /** Says that a phase failed; after an interruption every failure comes of that. */
    fail(id: PhaseId, message: string, failure: FailureClass = phase(id).failure): void {
        const own = this.#interruption.aborted ? "interrupted" : failure;
        this.failures.push({ class: own, phase: id, message });
    }

    #end(id: PhaseId, status: PhaseResult["status"], start: number, detail: string): void {
        const milliseconds = Math.round(performance.now() - start);
        const result = { id, title: phase(id).title, status, milliseconds, detail };
        this.results.push(result);
        this.#listener.ended?.(result);
    }

    /** What was asked to stop ends as interrupted, even where the phase under way was brought to its good end. */
    #noteInterruption(id: PhaseId): void {
        if (!this.#interruption.aborted || this.failures.length > 0) return;
        this.fail(id, describeError(this.#interruption.reason));
    }

    #stopped(id: PhaseId): void {
        const why = describeError(this.#stop.reason);
        if (this.failures.length === 0) this.fail(id, why);
        this.skip(id, why);
    }
}

function classOf(error: unknown): FailureClass | undefined {
    return error instanceof ClassifiedError ? error.class : undefined;
}

function phase(id: PhaseId): (typeof PHASES)[number] {
    const found = PHASES.find((each) => each.id === id);
    if (found === undefined) throw new Error(`there is no phase ${id}`);
    return found;
}
