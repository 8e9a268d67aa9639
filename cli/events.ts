/** What happens while a verb runs, as events: one line of JSON each. */
import type { RunnerEvent } from "../stacks/runner/events.ts";
import type { Told } from "./errors.ts";
import type { TextStream } from "./io.ts";
import { cleanJson, type Clean } from "./output/clean.ts";
import type { StepResult } from "./output/steps.ts";

/** Another number means that a field has changed its meaning; fields and kinds are added without one. */
export const EVENT_SCHEMA = "tempo-sts/event/v1";

/** Hears everything that happens. */
export interface Teller {
    started(id: string, title: string): void;
    progress(id: string, message: string, passing?: boolean): void;
    ended(result: StepResult): void;
    /** A step of the engine's within a step of the verb. */
    resource(id: string, event: RunnerEvent): void;
    /** Something to say that belongs to no step. */
    note(message: string): void;
    /** Why the verb failed, as its last word. */
    failed(error: Told): void;
}

/** Writes what is told as events. */
export function eventTeller(
    verb: string,
    write: (line: string) => void,
    redactor: Clean,
    now: () => Date = () => new Date(),
): Teller {
    const say = (kind: string, fields: object): void => {
        const event = { schema: EVENT_SCHEMA, time: now().toISOString(), verb, kind, ...fields };
        write(`${cleanJson(event, redactor)}\n`);
    };
    return {
        started: (step, title) => {
            say("step-started", { step, title });
        },
        progress: (step, message) => {
            say("step-progress", { step, message });
        },
        ended: ({ id, ...rest }) => {
            say("step-ended", { step: id, ...rest });
        },
        resource: (step, { kind, step: operation, ...rest }) => {
            say("resource", { step, state: kind, operation, ...rest });
        },
        note: (message) => {
            say("log", { message });
        },
        failed: ({ class: failure, message, trace }) => {
            say("error", { class: failure, message, ...(trace === undefined ? {} : { trace }) });
        },
    };
}

/** Tells several at once. */
export function allTellers(tellers: readonly Teller[]): Teller {
    return {
        started: (...told) => {
            for (const each of tellers) each.started(...told);
        },
        progress: (...told) => {
            for (const each of tellers) each.progress(...told);
        },
        ended: (...told) => {
            for (const each of tellers) each.ended(...told);
        },
        resource: (...told) => {
            for (const each of tellers) each.resource(...told);
        },
        note: (...told) => {
            for (const each of tellers) each.note(...told);
        },
        failed: (...told) => {
            for (const each of tellers) each.failed(...told);
        },
    };
}

/** A stream whose lines become events: what is meant for a person, where only a program reads. */
export function noteStream(teller: Teller, like: TextStream): TextStream {
    return {
        ...{ isTTY: like.isTTY, columns: like.columns },
        write: (text) => {
            const message = text.trim();
            if (message !== "") teller.note(message);
        },
    };
}
