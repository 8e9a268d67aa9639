/** One run: what it works with, what it has made, and whether it has failed. */
import type { Properties, ProviderObject } from "../../provider-objects/provider-object.ts";
import type { EngineEvent } from "../engine.ts";
import { messageOf, type ResourceName } from "../errors.ts";
import type { Hooks } from "./hooks.ts";
import { Ledger } from "./ledger.ts";
import type { LogLevel } from "./program-log.ts";
import type { Providers } from "./providers.ts";
import { Semaphore } from "./semaphore.ts";

/** What a run is given. */
export interface RunParts {
    readonly stack: string;
    readonly project: string;
    readonly preview: boolean;
    /** `namespace:key` → text. */
    readonly config: Readonly<Record<string, string>>;
    readonly providers: Providers;
    readonly parallel: number;
    readonly onEvent: (event: EngineEvent) => void;
}

/** Why a run failed; the resource is absent when the program itself failed. */
export interface Failure {
    readonly resource?: ResourceName | undefined;
    readonly error: unknown;
}

/** An explicit provider; without an object while its arguments are not known (in a preview). */
export interface ExplicitProvider {
    readonly object: ProviderObject | undefined;
}

/** The state of a run. */
export class RunState {
    readonly parts: RunParts;
    readonly ledger = new Ledger();
    readonly slots: Semaphore;
    readonly explicit = new Map<string, ExplicitProvider>();
    readonly registered = new Set<string>();
    readonly #abort = new AbortController();
    /** Rejects at the first failure, and never resolves. */
    readonly failed: Promise<never>;
    #reject: (error: unknown) => void = () => undefined;
    #failure: Failure | undefined;
    #finished = false;
    #underWay = 0;
    #whenQuiet: (() => void)[] = [];
    #hooks: Hooks | undefined;
    #reportedError: string | undefined;

    constructor(parts: RunParts) {
        this.parts = parts;
        this.slots = new Semaphore(parts.parallel);
        this.failed = new Promise<never>((_resolve, reject) => {
            this.#reject = reject;
        });
        // Whoever races against the failure handles it; nobody need.
        this.failed.catch(() => undefined);
    }

    /** Fires when the run fails by being given up; what is under way ends early then. */
    get signal(): AbortSignal {
        return this.#abort.signal;
    }

    /** The first failure. */
    get failure(): Failure | undefined {
        return this.#failure;
    }

    get hooks(): Hooks {
        if (this.#hooks === undefined)
            throw new Error("Expected the run's hooks to be set before it starts.");
        return this.#hooks;
    }

    set hooks(hooks: Hooks) {
        this.#hooks = hooks;
    }

    /** Ends the run: nothing new begins, what is under way may end. The first failure counts. */
    fail(failure: Failure): void {
        if (this.#finished || this.#failure !== undefined) return;
        this.#failure = failure;
        if (failure.resource !== undefined) {
            const message = messageOf(failure.error);
            this.parts.onEvent({ kind: "failed", ...failure.resource, message });
        }
        this.#reject(failure.error);
    }

    /** {@link fail} that also stops what is under way. */
    giveUp(reason: unknown): void {
        this.fail({ error: reason });
        this.#abort.abort(reason);
    }

    /** From here on nothing can fail the run. */
    finish(): void {
        this.#finished = true;
    }

    /**
     * Takes an unhandled rejection inside the run.
     *
     * A run that has failed already owns whatever its abandoned program still rejects with; one
     * that has ended well does not.
     */
    takeRejection(reason: unknown): boolean {
        if (this.#failure !== undefined) return true;
        if (this.#finished) return false;
        this.fail({ error: reason });
        return true;
    }

    /** The first error that the program reported and went on. */
    get reportedError(): string | undefined {
        return this.#reportedError;
    }

    /** Takes what the program says. */
    takeLog(level: LogLevel, message: string, resource: ResourceName): void {
        if (level === "error") this.#reportedError ??= message;
        if (level === "debug") return;
        const kind = level === "info" ? "status" : "warning";
        this.parts.onEvent({ kind, ...resource, message });
    }

    /**
     * Runs one request of the program. Its failure fails the run, and the program gets no answer:
     * that is how the real engine ends a program, and no promise is left that could reject.
     */
    async step(resource: ResourceName, task: () => Promise<void>): Promise<void> {
        if (this.#failure !== undefined || this.#finished) return;
        this.#underWay++;
        try {
            await task();
        } catch (error) {
            this.fail({ resource, error });
        } finally {
            this.#underWay--;
            if (this.#underWay === 0) for (const resolve of this.#whenQuiet.splice(0)) resolve();
        }
    }

    /** Resolves when nothing is under way. */
    quiet(): Promise<void> {
        if (this.#underWay === 0) return Promise.resolve();
        return new Promise((resolve) => this.#whenQuiet.push(resolve));
    }

    /** The configuration of a package's default provider. */
    defaultConfig(name: string): Properties {
        const prefix = `${name}:`;
        return Object.fromEntries(
            Object.entries(this.parts.config)
                .filter(([key]) => key.startsWith(prefix))
                .map(([key, value]) => [key.slice(prefix.length), value]),
        );
    }
}
