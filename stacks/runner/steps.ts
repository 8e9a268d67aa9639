/** From events to a list of what an operation would do. */
import type { RunnerEvent, RunnerListener } from "./events.ts";

/** What would happen to one resource. */
export interface PreviewStep {
    /** Pulumi's word for it: create, update, delete, replace, read or refresh. */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** Listens, and passes everything on. A replacement, which is several steps, is one. */
export class StepReader {
    readonly #steps = new Map<string, PreviewStep>();
    readonly listener: RunnerListener;

    constructor(onEvent: RunnerListener | undefined) {
        this.listener = (event) => {
            this.#take(event);
            onEvent?.(event);
        };
    }

    /** What changes, in the order in which it was told. */
    get steps(): readonly PreviewStep[] {
        return [...this.#steps.values()];
    }

    #take({ kind, step, replace, urn, type, name }: RunnerEvent): void {
        if (kind !== "begin" || step === undefined || step === "same" || step === "read") return;
        if (step === "refresh") return;
        const op = replace === true ? "replace" : step;
        if (this.#steps.get(urn)?.op !== "replace") this.#steps.set(urn, { op, urn, type, name });
    }
}
