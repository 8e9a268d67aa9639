// Follows a roll-out: looks again and again until the chain holds, or a cause is certain, or time is up.
import type { Clock } from "../stacks/waiting/clock.ts";
import type { Diagnosis } from "./diagnose.ts";
import { examine } from "./examine.ts";
import type { FactTools } from "./facts.ts";
import type { LinkId } from "./link.ts";

/** How it is followed. */
export interface FollowOptions {
    /** How long at most. */
    readonly timeoutSeconds: number;
    /** Between two looks. @default 5 */
    readonly intervalSeconds?: number | undefined;
    /** Hears of each look. @default - nobody */
    readonly report?: ((diagnosis: Diagnosis) => void) | undefined;
    readonly clock: Clock;
    /** One look. @default - at the whole chain */
    readonly look?: ((tools: FactTools) => Promise<Diagnosis>) | undefined;
}

/** The last look, and why there was no other. */
export interface Followed {
    readonly diagnosis: Diagnosis;
    readonly ended: "holds" | "certain" | "time";
}

const INTERVAL_SECONDS = 5;
/** What comes by itself while the operator and the pods get on. */
const COMES_LATE: ReadonlySet<LinkId> = new Set([
    "service-accounts",
    "pods",
    "status",
    "logs",
    "handshake",
    "token-cco",
]);
/** IAM spreads what was changed within seconds; pods that are replaced take minutes. */
const CERTAIN_SECONDS = 15;
const CERTAIN_LATE_SECONDS = 120;

/** Looks until there is something to say. */
export async function follow(tools: FactTools, options: FollowOptions): Promise<Followed> {
    const { timeoutSeconds, intervalSeconds = INTERVAL_SECONDS, clock, look = examine } = options;
    const end = clock.now() + timeoutSeconds * 1000;
    let cause: string | undefined;
    let since = clock.now();
    for (;;) {
        const diagnosis = await look(tools);
        options.report?.(diagnosis);
        const now = clock.now();
        if (diagnosis.cause?.cause !== cause) since = now;
        cause = diagnosis.cause?.cause;
        const ended = endOf(diagnosis, { stood: now - since, isOver: now >= end });
        if (ended !== undefined) return { diagnosis, ended };
        await clock.sleep(Math.min(intervalSeconds * 1000, end - now), tools.signal);
    }
}

function endOf(
    diagnosis: Diagnosis,
    { stood, isOver }: { readonly stood: number; readonly isOver: boolean },
): Followed["ended"] | undefined {
    if (diagnosis.ok) return "holds";
    if (isCertain(diagnosis, stood)) return "certain";
    return isOver ? "time" : undefined;
}

function isCertain({ cause }: Diagnosis, stoodMilliseconds: number): boolean {
    if (cause === undefined) return false;
    const patience = COMES_LATE.has(cause.link) ? CERTAIN_LATE_SECONDS : CERTAIN_SECONDS;
    return stoodMilliseconds >= patience * 1000;
}
