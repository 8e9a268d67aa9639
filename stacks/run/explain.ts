// Asks, when waiting has failed, which link of the chain is broken: a time-out alone tells nobody what to do.
import { describeFailure } from "./failure.ts";
import type { RecordOptions } from "./phase-record.ts";
import type { RunPhaseId } from "./phases.ts";
import type { Finding, RunFailure } from "./report.ts";

/** How long it may take: it reads, and waits for nothing. */
const SECONDS = 60;

/** What waits for the chain; what fails elsewhere has a reason of its own. */
const WAITING: readonly RunPhaseId[] = [
    "up",
    "wait",
    "handshake",
    "generate-traces",
    "verify-traces",
];
/** About these the chain has nothing to say. */
const UNEXPLAINED: readonly RunFailure["class"][] = ["interrupted", "settings", "bug"];

/** What is added to a phase that failed; nothing where nobody explains, or the phase waits for no chain. Never rejects. */
export async function explained(
    { options, clock, voice }: RecordOptions,
    phase: RunPhaseId,
    wrong: Omit<RunFailure, "phase"> | undefined,
): Promise<readonly Finding[]> {
    const { explain, settings } = options;
    if (explain === undefined || wrong === undefined) return [];
    if (!WAITING.includes(phase) || UNEXPLAINED.includes(wrong.class)) return [];
    voice.progress(phase, "looking for the link that is broken");
    try {
        const env = { ...(options.env ?? process.env), ...options.target.env };
        return await explain({ settings, env, signal: clock.timeout(SECONDS * 1000) });
    } catch (error) {
        voice.progress(phase, `the chain could not be looked at: ${describeFailure(error)}`);
        return [];
    }
}
