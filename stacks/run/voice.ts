// What a run tells while it runs: without secrets, and so that nobody who listens can keep it from its clean-up.
import { redact } from "../../components/pure/redact.ts";
import type { RunnerEvent } from "../runner/events.ts";
import { describeFailure } from "./failure.ts";
import type { RunPhase, RunPhaseId } from "./phases.ts";
import type { PhaseOutcome, RunListener } from "./report.ts";
import { redactDeep } from "./secrets.ts";

/** Speaks to a listener. */
export class RunVoice {
    /** What nothing that is told may show. */
    readonly secrets: readonly string[];
    /** Why the listener could not listen, the first time that it could not. */
    trouble: string | undefined;
    private readonly listener: RunListener;

    constructor(listener: RunListener | undefined, secrets: readonly string[]) {
        this.listener = listener ?? {};
        this.secrets = secrets;
    }

    started({ id, title }: RunPhase): void {
        this.say(() => this.listener.started?.(id, title));
    }

    progress(id: RunPhaseId, message: string): void {
        this.say(() => this.listener.progress?.(id, redact(message, this.secrets)));
    }

    event(id: RunPhaseId, event: RunnerEvent): void {
        this.say(() => this.listener.event?.(id, redactDeep(event, this.secrets)));
    }

    ended(outcome: PhaseOutcome): void {
        this.say(() => this.listener.ended?.(outcome));
    }

    private say(speak: () => void): void {
        try {
            speak();
        } catch (error) {
            this.trouble ??= redact(describeFailure(error), this.secrets);
        }
    }
}
