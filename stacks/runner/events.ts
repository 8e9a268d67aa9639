/** From the engine's events to what a person wants to know: which resource, what happens to it, and what was said. */
import { stripVTControlCharacters } from "node:util";

import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

import { nameOfUrn, qualifiedTypeOfUrn, typeOfUrn } from "../../components/pure/names/urn.ts";
import type { Diagnostic } from "./errors.ts";
import { programFailure } from "./program-failure.ts";

/** What happens to a resource. */
export type StepKind = "create" | "update" | "delete" | "read" | "refresh" | "same";

/** One event. */
export interface RunnerEvent {
    readonly kind: "begin" | "end" | "failed" | "message";
    /** Absent for messages. */
    readonly step?: StepKind;
    /** The step replaces the resource. */
    readonly replace?: boolean;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly message?: string;
    /** Of a message. */
    readonly severity?: "info" | "warning" | "error";
}

/** Who is told. */
export type RunnerListener = (event: RunnerEvent) => void;

const STEPS: Readonly<Record<string, StepKind>> = {
    create: "create",
    "create-replacement": "create",
    delete: "delete",
    "delete-replaced": "delete",
    read: "read",
    "read-replacement": "read",
    refresh: "refresh",
    same: "same",
    update: "update",
};
// Debugging output comes as a severity that the SDK does not declare; it may hold what is secret.
const SEVERITIES: Readonly<Record<string, RunnerEvent["severity"]>> = {
    info: "info",
    "info#err": "info",
    warning: "warning",
    error: "error",
};
/** What the engine adds to every failure, and what therefore is no reason. */
const NO_REASON = /^(?:update|destroy|refresh|preview) failed$/;

/** Collects diagnostics, and passes everything on in plain words. */
export class EventReader {
    readonly #diagnostics: Diagnostic[] = [];
    readonly #listener: RunnerListener;

    constructor(listener: RunnerListener | undefined) {
        this.#listener = listener ?? (() => undefined);
    }

    /** Errors that the engine reported, those about resources first. */
    get diagnostics(): readonly Diagnostic[] {
        const isAboutStack = ({ urn }: Diagnostic): boolean =>
            urn === undefined || qualifiedTypeOfUrn(urn) === "pulumi:pulumi:Stack";
        return [
            ...this.#diagnostics.filter((diagnostic) => !isAboutStack(diagnostic)),
            ...this.#diagnostics.filter(isAboutStack),
        ];
    }

    /** Takes one event of the engine. */
    take(event: EngineEvent): void {
        const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } = event;
        const { diagnosticEvent, policyEvent } = event;
        if (resourcePreEvent) this.#step("begin", resourcePreEvent.metadata);
        if (resOutputsEvent) this.#step("end", resOutputsEvent.metadata);
        if (resOpFailedEvent) this.#step("failed", resOpFailedEvent.metadata);
        if (diagnosticEvent) this.#diagnostic(diagnosticEvent);
        if (policyEvent) this.#policy(policyEvent);
    }

    #step(
        kind: "begin" | "end" | "failed",
        metadata: { op: string; urn: string; type: string },
    ): void {
        const step = STEPS[metadata.op];
        if (step === undefined) return;
        const replace = metadata.op !== step;
        const { urn, type } = metadata;
        this.#listener({ kind, step, replace, urn, type, name: nameOfUrn(urn) });
    }

    #diagnostic(event: NonNullable<EngineEvent["diagnosticEvent"]>): void {
        const message = programFailure(plain(event.message));
        const severity = SEVERITIES[event.severity];
        if (message === "" || severity === undefined) return;
        this.#say(event.urn ?? "", severity, message);
    }

    /** The engine fails after a violation of a mandatory policy, and says no more than that it does. */
    #policy(event: NonNullable<EngineEvent["policyEvent"]>): void {
        const { resourceUrn: urn = "", policyName, policyPackName, enforcementLevel } = event;
        const policy = `the policy ${policyName} of ${policyPackName}`;
        const where = urn === "" ? "" : ` for ${nameOfUrn(urn)} (${typeOfUrn(urn)})`;
        const severity = enforcementLevel === "mandatory" ? "error" : "warning";
        this.#say(urn, severity, `${policy}${where}: ${violation(event.message)}`);
    }

    #say(urn: string, severity: NonNullable<RunnerEvent["severity"]>, message: string): void {
        if (severity === "error" && !NO_REASON.test(message)) {
            this.#keep({ urn: urn === "" ? undefined : urn, message });
        }
        const about = { urn, type: typeOfUrn(urn), name: nameOfUrn(urn) };
        this.#listener({ kind: "message", severity, ...about, message });
    }

    /** One refusal reaches the program by every value that waits for it. */
    #keep(diagnostic: Diagnostic): void {
        const { urn, message } = diagnostic;
        const again = this.#diagnostics.some(
            (each) => each.urn === urn && each.message === message,
        );
        if (!again) this.#diagnostics.push(diagnostic);
    }
}

/** What a policy says, without the line before it that says what it is for. */
function violation(message: string): string {
    const [description = "", ...said] = plain(message).split("\n");
    return said.length === 0 ? description : said.join("\n");
}

/** Without colours, in both the terminal's and the engine's notation (`<{%fg 1%}>`). */
function plain(message: string): string {
    return stripVTControlCharacters(message)
        .replace(/<\{%[^%]*%\}>/g, "")
        .replace(/^error: /, "")
        .trim();
}
