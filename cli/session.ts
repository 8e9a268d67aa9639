/** One verb as it runs: its streams, its signal, what it tells, and how it ends. */
import type { StackOptions } from "../stacks/runner/target.ts";
import { tell, type Told } from "./errors.ts";
import { allTellers, eventTeller, noteStream, type Teller } from "./events.ts";
import type { ExitClass } from "./exit-codes.ts";
import { Interruption } from "./interruption.ts";
import { widthOf, type Io } from "./io.ts";
import type { OutputFlags } from "./options/common.ts";
import { cleanerFor, redactorFor, type Clean } from "./output/clean.ts";
import { seconds } from "./output/duration.ts";
import { openScreen, type Screen } from "./output/screen.ts";
import type { Step, StepListener } from "./output/steps.ts";
import { styleFor, wantsColor, type Style } from "./output/style.ts";
import { textTeller } from "./output/text-teller.ts";
import { printResult, type Outcome } from "./result.ts";

/** How text is laid out. */
export interface View {
    readonly width: number;
    /** Of tables, which are cut to a terminal, and left whole for a file or a pipe. */
    readonly tableWidth: number;
    readonly style: Style;
    readonly clean: Clean;
}

/** What a verb gives back: its outcome, and what a person reads of it. */
export interface VerbOutcome extends Outcome {
    /** Without a line end at its end; nothing is printed for an empty one. */
    readonly text?: (view: View) => string;
    /** The text says why it failed, so that nothing else has to. @default false */
    readonly textTells?: boolean;
}

/** What a verb needs to know of itself. */
export interface VerbOptions {
    readonly name: string;
    /** What a failure of it counts as where the error itself does not say. */
    readonly failure: ExitClass;
}

/** Tells how a step is getting on. */
export type Progress = (message: string, passing?: boolean) => void;

const DEFAULT_WIDTH = 100;

/** Runs a verb to its end: whatever it throws is told as its result. Never rejects. */
export async function runVerb(
    verb: VerbOptions,
    flags: OutputFlags,
    io: Io,
    work: (session: Session) => Promise<VerbOutcome>,
): Promise<ExitClass> {
    const session = new Session(verb, flags, io);
    let outcome: VerbOutcome;
    try {
        outcome = await work(session);
    } catch (error) {
        outcome = session.failed(error);
    }
    await session.close();
    session.print(outcome);
    return outcome.class;
}

/** Streams, signal and steps of one verb. */
export class Session {
    /** With ndjson, what is written to its stderr becomes events. */
    readonly io: Io;
    /** Fires when the person or `--timeout` wants it to end. */
    readonly signal: AbortSignal;
    readonly teller: Teller;
    readonly view: View;
    /** The stack, as soon as it is known. */
    stack: string | undefined;
    readonly #verb: VerbOptions;
    readonly #flags: OutputFlags;
    readonly #interruption: Interruption;
    readonly #timeLimit: AbortSignal | undefined;
    readonly #tellers: Teller[] = [];
    readonly #color: boolean;
    #screen: Screen | undefined;

    constructor(verb: VerbOptions, flags: OutputFlags, io: Io) {
        this.#verb = verb;
        this.#flags = flags;
        const redactor = redactorFor(io.env);
        const events = flags.logFormat === "ndjson";
        this.teller = allTellers(this.#tellers);
        this.#tellers.push(
            events
                ? eventTeller(verb.name, (line) => io.stderr.write(line), redactor)
                : textTeller(() => this.#listener(), io.stderr, redactor),
        );
        this.io = events ? { ...io, stderr: noteStream(this.teller, io.stderr) } : io;
        this.#interruption = new Interruption(this.io);
        const { timeout } = flags;
        this.#timeLimit = timeout === undefined ? undefined : AbortSignal.timeout(timeout * 1000);
        this.signal = AbortSignal.any([
            this.#interruption.signal,
            ...(this.#timeLimit === undefined ? [] : [this.#timeLimit]),
        ]);
        this.#color = wantsColor(flags.color, { isTTY: io.stdout.isTTY, env: io.env });
        this.view = {
            width: widthOf(io.stdout, DEFAULT_WIDTH),
            tableWidth: io.stdout.isTTY === true ? widthOf(io.stdout, DEFAULT_WIDTH) : Infinity,
            style: styleFor(this.#color),
            clean: cleanerFor(io.env),
        };
    }

    /** Whether it is `--timeout` that ended it, and no person. */
    get timedOut(): boolean {
        return this.#timeLimit?.aborted === true && !this.#interruption.signal.aborted;
    }

    /** Whether a person can be asked something. */
    get canAsk(): boolean {
        const { json, logFormat } = this.#flags;
        return (
            this.io.stdin?.isTTY === true &&
            this.io.stdout.isTTY === true &&
            !json &&
            logFormat !== "ndjson"
        );
    }

    /** The time, as lifetimes tell it. */
    now(): Date {
        return new Date();
    }

    /** How the runner is told to work for a step: its signal, and who hears of its events. */
    running(step: string): Pick<StackOptions, "signal" | "onEvent"> {
        return {
            signal: this.signal,
            onEvent: (event) => {
                this.teller.resource(step, event);
            },
        };
    }

    /** Tells everything here too. */
    alsoTell(teller: Teller): void {
        this.#tellers.push(teller);
    }

    /** Shows the steps that are going to come. */
    async begin(steps: readonly Step[]): Promise<void> {
        const { json, quiet, logFormat } = this.#flags;
        const silent = quiet === true || logFormat === "ndjson";
        this.#screen = await openScreen({
            ...{ io: this.io, steps, color: this.#color, json, quiet: silent },
            lines: this.io.stderr,
        });
    }

    /** Does one step, shown with its time; `detail` is what is said of it when it is over. */
    async step<T>(
        { id, title }: Step,
        work: (progress: Progress) => Promise<T>,
        detail: (result: T) => string = () => "",
    ): Promise<T> {
        const began = performance.now();
        const since = () => performance.now() - began;
        this.teller.started(id, title);
        try {
            this.signal.throwIfAborted();
            const result = await work((...told) => {
                this.teller.progress(id, ...told);
            });
            const words = detail(result);
            this.teller.ended({
                id,
                title,
                status: "passed",
                milliseconds: since(),
                detail: words,
            });
            return result;
        } catch (error) {
            const failed = { id, title, status: "failed", milliseconds: since() } as const;
            this.teller.ended({ ...failed, detail: firstLine(this.tell(error).message) });
            throw error;
        }
    }

    /** The outcome of a verb that threw. */
    failed(error: unknown): VerbOutcome {
        const told = this.tell(error);
        return { class: told.class, stack: this.stack, error: told };
    }

    async close(): Promise<void> {
        this.#interruption.close();
        await this.#screen?.pause();
    }

    print(outcome: VerbOutcome): void {
        const { io, view } = this;
        const { json, logFormat } = this.#flags;
        const told = outcome.textTells === true && json !== true && logFormat !== "ndjson";
        if (outcome.error !== undefined && !told) this.teller.failed(outcome.error);
        if (json === true) {
            printResult(this.#verb.name, { stack: this.stack, ...outcome }, io);
            return;
        }
        const text = outcome.text?.(view) ?? "";
        if (text !== "") io.stdout.write(`${text}\n`);
    }

    #listener(): StepListener {
        return this.#screen?.listener ?? {};
    }

    /** An error as this verb tells it. */
    tell(error: unknown): Told {
        const { failure } = this.#verb;
        const { timeout = 0 } = this.#flags;
        // What fails after the wish to stop fails because of it.
        if (this.#interruption.signal.aborted) {
            return { ...tell(error, "interrupted"), class: "interrupted" };
        }
        if (this.timedOut) {
            const message = `gave up after ${seconds(timeout * 1000)}, as --timeout says. Give it longer, or look at what it waited for.`;
            return { class: failure, message };
        }
        return tell(error, failure);
    }
}

function firstLine(text: string): string {
    return text.split("\n", 1)[0] ?? "";
}
