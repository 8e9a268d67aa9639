/** What is made of an option's text, or why nothing can be made of it. */
import { InvalidArgumentError } from "commander";

import { isRunPhaseId, RUN_PHASES, type RunPhaseId } from "../../stacks/run/phases.ts";

/** A setting as `pulumi config set --path` takes it. */
export type GivenSetting = readonly [key: string, value: string];

/** Seconds by phase. */
export type PhaseTimeouts = Readonly<Partial<Record<RunPhaseId, number>>>;

const DURATION = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/u;
/** What Node's timers can wait: no verb takes longer. */
const LONGEST_SECONDS = 7 * 86_400;
const LONGEST_TTL_SECONDS = 366 * 86_400;

/** `key=value`, added to those before. */
export function setting(text: string, before: readonly GivenSetting[]): GivenSetting[] {
    const at = text.indexOf("=");
    if (at < 1) {
        throw new InvalidArgumentError("Expected key=value, as in namespace=tracing.");
    }
    return [...before, [text.slice(0, at), text.slice(at + 1)]];
}

/** A text, added to those before. */
export function oneMore(text: string, before: readonly string[]): string[] {
    if (text.trim() === "") throw new InvalidArgumentError("Expected a text, got none.");
    return [...before, text];
}

/** How long a verb may take, in seconds. */
export function timeLimit(text: string): number {
    return duration(text, 1, LONGEST_SECONDS);
}

/** How long something is waited for, in seconds; 0 for not at all. */
export function wait(text: string): number {
    return duration(text, 0, LONGEST_SECONDS);
}

/** How long a stack lives, in seconds. */
export function lifespan(text: string): number {
    return duration(text, 1, LONGEST_TTL_SECONDS);
}

/** A phase of a run, added to those before. */
export function phaseToo(text: string, before: readonly RunPhaseId[]): RunPhaseId[] {
    return [...before, phase(text)];
}

/** A phase of a run. */
export function phase(text: string): RunPhaseId {
    if (isRunPhaseId(text)) return text;
    const names = RUN_PHASES.map(({ id }) => id).join(", ");
    throw new InvalidArgumentError(`Expected a phase: ${names}.`);
}

/** `phase=duration`, added to those before. */
export function phaseLimit(text: string, before: PhaseTimeouts): PhaseTimeouts {
    const at = text.indexOf("=");
    if (at < 1) throw new InvalidArgumentError("Expected phase=seconds, as in up=1800 or up=30m.");
    return { ...before, [phase(text.slice(0, at))]: timeLimit(text.slice(at + 1)) };
}

/** An AWS account, added to those before. */
export function accountToo(text: string, before: readonly string[]): string[] {
    if (!/^\d{12}$/u.test(text)) {
        throw new InvalidArgumentError("Expected an AWS account id of 12 digits.");
    }
    return [...before, text];
}

/** How many at once. */
export function concurrency(text: string): number {
    const value = Number(text);
    if (!/^\d+$/u.test(text) || value < 1 || value > 64) {
        throw new InvalidArgumentError("Expected a whole number from 1 to 64.");
    }
    return value;
}

/** A lock's holder as `show` and `unlock` print it. */
export function holder(text: string): string {
    if (/^[^@\s]+@[^@\s]+$/u.test(text)) return text;
    throw new InvalidArgumentError("Expected user@host, as `unlock` without --force prints it.");
}

function duration(text: string, least: number, most: number): number {
    const [days, hours, minutes, seconds] = (DURATION.exec(text) ?? []).slice(1).map(numberOf);
    const value =
        seconds === undefined
            ? Number.NaN
            : (days ?? 0) * 86_400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + seconds;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(
        `Expected a number of seconds, or a duration such as 90s, 15m or 24h, from ${least === 0 ? "0" : "1 s"} up to ${most / 86_400} days.`,
    );
}

function numberOf(digits: string | undefined): number {
    return Number(digits ?? 0);
}
