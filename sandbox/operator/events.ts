/** What an operator in the sandbox tells whoever started it. */

/** Something worth showing while a deployment is under way. */
export interface OperatorEvent {
    readonly kind: "condition" | "made" | "gone";
    readonly namespace: string;
    readonly name: string;
    readonly message: string;
}

/** Where events and errors go; neither may throw. */
export interface Listeners {
    readonly onEvent?: ((event: OperatorEvent) => void) | undefined;
    /** Problems that did not end the work: it is tried again. @default dropped */
    readonly onError?: ((error: Error) => void) | undefined;
}

/** Something that runs until it is stopped. */
export interface Running {
    /** Ends it and waits for the end; may be called twice, and after the cluster is gone. */
    stop(): Promise<void>;
}

/** A running operator. */
export interface Operator extends Running {
    /** For the report: what it is. */
    readonly description: string;
    readonly kind: "stand-in" | "binary";
}
