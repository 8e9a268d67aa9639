/** The engine that drives the provider objects through Pulumi's SDK in this process: no CLI, no diff, no state. */
import { PROJECT } from "../../stacks/settings/project.ts";
import {
    DEFAULT_STACK,
    type Deployment,
    type Engine,
    type EngineEvent,
    type EngineOptions,
    type EngineTarget,
    type Preview,
} from "./engine.ts";
import { DeploymentError, DestroyError, messageOf } from "./errors.ts";
import type { LedgerEntry } from "./in-process/ledger.ts";
import { divertLog } from "./in-process/program-log.ts";
import { type LoadProvider, Providers } from "./in-process/providers.ts";
import { type Program, runProgram } from "./in-process/run-program.ts";
import { RunState } from "./in-process/run-state.ts";
import { listen } from "./in-process/stray-rejections.ts";
import { tearDown } from "./in-process/tear-down.ts";
import { TARGET_SECRET_KEYS, targetConfig } from "./target-config.ts";

/** How the engine works. */
export interface InProcessOptions {
    /** What it runs. @default - the stack's own program */
    readonly program?: Program;
    /** @default - asked for */
    readonly why?: string;
    /** How many resources of one run are worked on at once. @default 16 */
    readonly parallel?: number;
    /** How long one hook may take. @default 900 */
    readonly hookTimeoutSeconds?: number;
    /** @default - the sandbox's objects for aws and kubernetes */
    readonly loadProvider?: LoadProvider;
}

const PARALLEL = 16;
const HOOK_TIMEOUT_SECONDS = 900;

/** Any number of runs at once or one after the other, each with its own stack and configuration. */
export class InProcessEngine implements Engine {
    readonly name = "in-process";
    readonly why: string;
    readonly #target: EngineTarget | undefined;
    readonly #options: InProcessOptions;
    readonly #providers: Providers;
    /** Gives back what is taken of the process while runs may be under way. */
    readonly #releases: (() => void)[] = [];

    /** Without a target the configuration given to each run must say everything. */
    constructor(target: EngineTarget | undefined, options: InProcessOptions = {}) {
        this.#target = target;
        this.#options = options;
        this.#providers = new Providers(options.loadProvider);
        this.why = options.why ?? "it was asked for";
    }

    async up(
        config: Readonly<Record<string, string>>,
        options: EngineOptions = {},
    ): Promise<Deployment> {
        const run = this.#newRun(config, options, false);
        try {
            const outputs = await this.#run(run, options);
            const entries = run.ledger.entries();
            return {
                outputs,
                resources: run.ledger.resources(),
                destroy: (destroying = {}) => this.#destroy(entries, destroying),
            };
        } catch (error) {
            throw await this.#undo(run, error, options);
        }
    }

    async preview(
        config: Readonly<Record<string, string>>,
        options: EngineOptions = {},
    ): Promise<Preview> {
        const run = this.#newRun(config, options, true);
        try {
            await this.#run(run, options);
            return { resources: run.ledger.resources() };
        } catch (error) {
            const resource = run.failure?.resource;
            throw new DeploymentError(titled(error, resource), { resource }, { cause: error });
        }
    }

    async dispose(): Promise<void> {
        for (const release of this.#releases.splice(0)) release();
        await this.#providers.close();
    }

    #newRun(
        config: Readonly<Record<string, string>>,
        options: EngineOptions,
        preview: boolean,
    ): RunState {
        if (this.#releases.length === 0) this.#releases.push(listen(), divertLog());
        const target = this.#target === undefined ? {} : targetConfig(this.#target);
        return new RunState({
            stack: options.stack ?? DEFAULT_STACK,
            project: PROJECT,
            preview,
            config: { ...target, ...config },
            providers: this.#providers,
            parallel: this.#options.parallel ?? PARALLEL,
            onEvent: options.onEvent ?? (() => undefined),
        });
    }

    #run(run: RunState, options: EngineOptions): Promise<Record<string, unknown>> {
        return runProgram(run, this.#options.program ?? stackProgram, {
            secretKeys: [...TARGET_SECRET_KEYS, ...(options.secretKeys ?? [])],
            hookTimeoutSeconds: this.#options.hookTimeoutSeconds ?? HOOK_TIMEOUT_SECONDS,
            signal: options.signal,
        });
    }

    /** What was given up must be undone all the same: the signal does not count here. */
    async #undo(run: RunState, error: unknown, options: EngineOptions): Promise<DeploymentError> {
        const resource = run.failure?.resource;
        const remainders = await this.#tearDown(run.ledger.entries(), {
            ...options,
            signal: undefined,
        });
        return new DeploymentError(
            titled(error, resource),
            { resource, remainders },
            { cause: error },
        );
    }

    async #destroy(
        entries: readonly LedgerEntry[],
        options: Pick<EngineOptions, "signal" | "onEvent">,
    ): Promise<void> {
        const kept = entries.filter(({ protect, provider }) => protect && provider !== undefined);
        if (kept.length > 0) {
            const remainders = kept.map(({ type, name }) => ({
                ...{ type, name },
                reason: "as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`",
            }));
            throw new DestroyError(
                "unable to delete protected resources; nothing was deleted",
                remainders,
            );
        }
        const remainders = await this.#tearDown(entries, options);
        if (remainders.length > 0)
            throw new DestroyError("not everything could be deleted", remainders);
    }

    #tearDown(entries: readonly LedgerEntry[], options: Pick<EngineOptions, "signal" | "onEvent">) {
        const onEvent: (event: EngineEvent) => void = options.onEvent ?? (() => undefined);
        const parallel = this.#options.parallel ?? PARALLEL;
        return tearDown(entries, { parallel, onEvent, signal: options.signal });
    }
}

/** Loaded when it is first run: the SDKs below it take a second. */
async function stackProgram(): Promise<Record<string, unknown>> {
    const { main } = await import("../../stacks/main.ts");
    return main();
}

function titled(error: unknown, resource: { type: string; name: string } | undefined): string {
    const message = messageOf(error);
    return resource === undefined ? message : `${resource.type} "${resource.name}": ${message}`;
}
