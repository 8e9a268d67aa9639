// What a failure counts as, and how it is told.
import { CliMissingError } from "../runner/errors.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { RunFailureClass, RunPhase } from "./phases.ts";
import type { Finding } from "./report.ts";

/** A phase that failed in a way of its own: with findings, or as another class than the phase's. */
export class PhaseError extends Error {
    override readonly name = "PhaseError";
    readonly findings: readonly Finding[];
    readonly class: RunFailureClass | undefined;

    constructor(
        message: string,
        more: { readonly findings?: readonly Finding[]; readonly class?: RunFailureClass } = {},
        options?: ErrorOptions,
    ) {
        super(message, options);
        this.findings = more.findings ?? [];
        this.class = more.class;
    }
}

/** What an error counts as in a phase. */
export function classOfError(error: unknown, phase: RunPhase): RunFailureClass {
    if (error instanceof PhaseError && error.class !== undefined) {
        return error.class;
    }
    if (error instanceof SettingsError) {
        return "settings";
    }
    if (error instanceof CliMissingError) {
        return "preflight";
    }
    return isMistakeOfOurs(error) ? "bug" : phase.failureClass;
}

/** An error in words: its message, and those of its parts. */
export function describeFailure(error: unknown): string {
    if (error instanceof AggregateError && error.message === "") {
        return error.errors.map(describeFailure).join("; ");
    }
    if (error instanceof Error) {
        return error.message === "" ? error.name : error.message;
    }
    return String(error);
}

/** A finding as a sentence; what was seen in several lines stands below it. */
export function describeFinding({ name, found, expected, remedy }: Finding): string {
    const [first = "", ...evidence] = found.split("\n");
    const wanted = expected === undefined ? "" : `expected ${expected}, got `;
    const parts = [`${name}: ${wanted}${first}`, ...(remedy === undefined ? [] : [remedy])];
    return [parts.map(sentence).join(" "), ...evidence].join("\n");
}

/** Whether it is what the language itself throws when a program is wrong. */
export function isMistakeOfOurs(error: unknown): boolean {
    return (
        error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
    );
}

function sentence(text: string): string {
    return /[.?!]$/.test(text) ? text : `${text}.`;
}
