/** Steps of a verb, as they run: a rehearsal's phases, a run's, or the few of a smaller verb. */

/** A step that is going to come. */
export interface Step {
    readonly id: string;
    readonly title: string;
}

/** How a step ended. */
export interface StepResult extends Step {
    readonly status: "passed" | "failed" | "skipped";
    readonly milliseconds: number;
    /** One line. */
    readonly detail: string;
}

/** Hears what happens, while it happens. */
export interface StepListener {
    readonly started?: (id: string, title: string) => void;
    /** What is `passing` is worth no line that stays. */
    readonly progress?: (id: string, message: string, passing?: boolean) => void;
    readonly ended?: (result: StepResult) => void;
}

/** Shows steps as they run. */
export interface StepDisplay {
    readonly listener: StepListener;
    /** Resolves when everything is on the screen. */
    close(): Promise<void>;
}
